import { conduct } from '../../story/conduct.ts'
import type { Store } from '../../story/ports/store.ts'
import type { Workshop } from '../../worker/handlers/workshop.ts'
import { openLog } from '../../worker/log.ts'
import { fakeArtist } from '../fakes/artist.ts'
import { memoryChanges } from '../fakes/memory-changes.ts'
import { memoryFrameStore } from '../fakes/memory-frame-store.ts'
import { memoryQueue } from '../fakes/memory-queue.ts'
import { memoryStore } from '../fakes/memory-store.ts'
import { fakePlan } from '../fakes/plan.ts'

const author = { id: 'u1', name: 'Ann' }
export const threadId = 'web:local:t1'
export const running = new AbortController().signal

/** A worker on fakes, with a story and one character whose identity is to be found. */
export async function openScene(change: Partial<Workshop> = {}) {
  const fakes = {
    store: memoryStore(),
    artist: fakeArtist(),
    frames: memoryFrameStore(),
    changes: memoryChanges(),
    queue: memoryQueue(),
    pool: undefined,
    plan: fakePlan,
    log: openLog({ name: 'test', level: 'silent' }),
  }
  const workshop = { ...fakes, ...change }
  const { store, queue } = workshop
  const { id: tenantId } = await store.tenant('web', 'local')
  const mira = await addCharacter(store, tenantId, 'Mira', 'young woman with red hair')
  const { story, episode } = await store.stories.start({
    tenantId,
    threadId,
    title: 'The lighthouse',
    style: undefined,
    cast: [mira.id],
  })
  const next = async (prompt: string, pose?: string) => {
    if (pose !== undefined) await store.attached.add(tenantId, pose)
    const frame = await store.frames.add({
      episodeId: episode.id,
      commandId: `c-${prompt}`,
      prompt,
      cast: [{ characterId: mira.id, name: mira.name }],
      seed: 11,
      author,
      redoOf: undefined,
      pose,
    })
    await conduct(store, queue)
    return frame
  }
  const frame = async (id: string) => (await store.frames.get(tenantId, id))!
  const character = async (id: string) => (await store.characters.get(tenantId, id))!
  return { ...fakes, workshop, tenantId, mira, story, episode, next, frame, character }
}

export const addCharacter = (store: Store, tenantId: string, name: string, description: string) =>
  store.characters.add({
    tenantId,
    name,
    description,
    classWord: 'woman',
    seed: 5,
    author,
    threadId,
  })
