import { characterPrompt } from '../../story/prompt.ts'
import { carryOut, type Task } from './carry-out.ts'
import type { Workshop } from './workshop.ts'

/** Finds a character's identity. A character that is not being discovered is left alone. */
export async function discoverIdentity(
  characterId: string,
  workshop: Workshop,
  signal: AbortSignal,
): Promise<void> {
  const { store, artist, frames, log } = workshop
  const character = await store.characters.byJob(characterId)
  if (character?.state !== 'discovering') return
  await store.characters.begin(characterId)
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
