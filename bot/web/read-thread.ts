import { takeNumber } from '../../commands/takes.ts'
import { currentTakes, type Frame } from '../../story/frame.ts'
import type { Store } from '../../story/ports.ts'
import {
  characterView,
  type FrameView,
  frameView,
  messageView,
  type Place,
  storyView,
} from './thread-view.ts'

/** Everything that the page shows of a thread. */
export async function readThread(store: Store, tenantId: string, threadId: string) {
  const [records, frames, characters, current, places] = await Promise.all([
    store.commands.inThread(tenantId, threadId),
    store.frames.inThread(tenantId, threadId),
    store.characters.list(tenantId),
    store.stories.current(tenantId, threadId),
    placesOf(store, tenantId, threadId),
  ])
  return {
    messages: records.map(messageView),
    frames: await viewFrames(store, frames, places),
    characters: await Promise.all(
      characters.map(async (character) =>
        characterView(
          character,
          character.state === 'discovering' ? await store.progress.get(character.id) : undefined,
        ),
      ),
    ),
    story: current === undefined ? null : storyView(current),
  }
}

/** Episode ids of the thread's stories, each with where it stands. */
async function placesOf(
  store: Store,
  tenantId: string,
  threadId: string,
): Promise<Map<string, Place>> {
  const places = new Map<string, Place>()
  for (const { story } of await store.stories.list(tenantId)) {
    if (story.threadId !== threadId) continue
    for (const episode of await store.stories.episodes(tenantId, story.id)) {
      places.set(episode.id, { story, episode })
    }
  }
  return places
}

/** The current takes, episode by episode in the order given, numbered as commands number them. */
async function viewFrames(
  store: Store,
  frames: readonly Frame[],
  places: ReadonlyMap<string, Place>,
): Promise<FrameView[]> {
  const episodes = [...new Set(frames.map((frame) => frame.episodeId))]
  const takes = episodes.flatMap((episodeId) =>
    currentTakes(frames.filter((frame) => frame.episodeId === episodeId)),
  )
  return Promise.all(
    takes.map(async (frame) =>
      frameView(
        frame,
        places.get(frame.episodeId),
        takeNumber(frame, frames),
        frame.state === 'drawing' ? await store.progress.get(frame.id) : undefined,
        frame.state === 'queued' ? await store.frames.queuePosition(frame.id) : undefined,
      ),
    ),
  )
}
