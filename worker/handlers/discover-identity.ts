import type { Hooks, Portraits, Progress } from '../../story/artist.ts'
import { discoverJob, type Job } from '../../story/jobs.ts'
import type { Begun, PortraitBatch } from '../../story/ports/discoveries.ts'
import { characterPrompt } from '../../story/prompt.ts'
import { carryOut, type Task } from './carry-out.ts'
import type { Workshop } from './workshop.ts'

type DiscoverJob = Pick<Extract<Job, { kind: 'discover-identity' }>, 'characterId' | 'batch'>

/**
 * Draws a batch of a character's portraits; whoever draws the last of them finds the identity. A
 * character that is not being discovered, or by another pool, is left alone.
 */
export async function discoverIdentity(
  { characterId, batch: number = 0 }: DiscoverJob,
  workshop: Workshop,
  signal: AbortSignal,
): Promise<void> {
  const { store, queue, pool, plan } = workshop
  const begun = await store.discoveries.begin(characterId, number, plan, pool)
  if (begun === undefined) return
  const rung = begun.made.map((batch) => queue.ring(discoverJob({ id: characterId, batch, pool })))
  await Promise.all(rung)
  const { seed, threadId } = begun.character
  const task: Task = {
    kind: 'character',
    id: characterId,
    threadId,
    async isWanted() {
      const now = await store.characters.byJob(characterId)
      return now?.state === 'discovering' && now.seed === seed
    },
    tell: telling(begun.batch, workshop),
    async work(hooks) {
      await workshop.frames.checkRoom()
      const portraits = await portraitsOf(begun, workshop, hooks)
      if (portraits !== undefined) await gather(begun, portraits, workshop, hooks)
      return portraits !== undefined
    },
    fail: (problem) => store.characters.failed(characterId, seed, problem),
  }
  await carryOut(task, workshop, signal)
}

const requestOf = ({ character: { description, classWord, seed } }: Begun) => ({
  description: characterPrompt(description),
  classWord,
  seed,
})

/** All portraits of the set; undefined while there are some that others draw. */
async function portraitsOf(
  begun: Begun,
  { store, artist, log }: Workshop,
  hooks: Hooks,
): Promise<Portraits | undefined> {
  const { set, batch, isWhole } = begun
  if (batch !== undefined) {
    const { first, count } = batch
    const drawn = await artist.drawPortraits({ ...requestOf(begun), first, count }, hooks)
    log.info({ ...set, first, count, timings: drawn.timings }, 'portraits drawn')
    if (isWhole) return drawn
    if ((await store.discoveries.drawn(batch, drawn)) !== 0) return undefined
  }
  return store.discoveries.all(set)
}

async function gather(
  begun: Begun,
  { embeddings }: Portraits,
  { store, artist, frames, log }: Workshop,
  hooks: Hooks,
): Promise<void> {
  const { characterId, seed } = begun.set
  const found = await artist.gather({ ...requestOf(begun), embeddings }, hooks)
  const { identity, timings } = found
  const portrait = `characters/${characterId}/${seed}.png`
  await frames.put(portrait, found.portrait)
  log.info({ characterId, cohesion: identity.cohesion, timings }, 'identity found')
  if (await store.characters.discovered(characterId, seed, identity, portrait)) return
  const now = await store.characters.byJob(characterId)
  if (now?.portrait !== portrait) await frames.remove(portrait)
}

/** Writes progress of a batch down, and each preview once: that of another worker may be newer. */
function telling(
  batch: PortraitBatch | undefined,
  { store }: Workshop,
): (progress: Progress) => Promise<void> {
  let shown: Uint8Array | undefined
  return async (progress) => {
    if (batch === undefined) return
    const preview = progress.preview === shown ? undefined : progress.preview
    await store.discoveries.tell(batch, { ...progress, preview })
    shown = progress.preview
  }
}
