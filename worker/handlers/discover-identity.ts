import { characterPrompt } from '../../story/prompt.ts'
import { carryOut, type Task } from './carry-out.ts'
import type { Workshop } from './workshop.ts'

/** Finds a character's identity. One that is not being discovered, or by another pool, is left alone. */
export async function discoverIdentity(
  characterId: string,
  workshop: Workshop,
  signal: AbortSignal,
): Promise<void> {
  const { store, artist, frames, pool, log } = workshop
  if (!(await store.characters.begin(characterId, pool))) return
  const character = await store.characters.byJob(characterId)
  if (character === undefined) return
  const { seed, classWord, threadId } = character
  const task: Task = {
    kind: 'character',
    id: characterId,
    threadId,
    async isWanted() {
      const now = await store.characters.byJob(characterId)
      return now?.state === 'discovering' && now.seed === seed
    },
    async work(hooks) {
      await frames.checkRoom()
      const description = characterPrompt(character.description)
      const discovery = await artist.discover({ description, classWord, seed }, hooks)
      const portrait = `characters/${characterId}/${seed}.png`
      await frames.put(portrait, discovery.portrait)
      const { identity, timings } = discovery
      log.info({ characterId, cohesion: identity.cohesion, timings }, 'identity found')
      if (await store.characters.discovered(characterId, seed, identity, portrait)) return
      const now = await store.characters.byJob(characterId)
      if (now?.portrait !== portrait) await frames.remove(portrait)
    },
    fail: (problem) => store.characters.failed(characterId, seed, problem),
  }
  await carryOut(task, workshop, signal)
}
