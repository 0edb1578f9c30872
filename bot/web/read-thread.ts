import { takeNumber } from '../../commands/takes.ts'
import { votesNote } from '../../commands/vote.ts'
import { currentTakes, type Frame } from '../../story/frame.ts'
import type { Store } from '../../story/ports/store.ts'
import type { Round } from '../../story/round.ts'
import {
  characterView,
  type FrameView,
  frameView,
  messageView,
  type Place,
  roundView,
  storyView,
} from './thread-view.ts'

/** Everything that the page shows of a thread. */
export async function readThread(store: Store, tenantId: string, threadId: string) {
  const [records, frames, characters, current, places, rounds] = await Promise.all([
    store.commands.inThread(tenantId, threadId),
    store.frames.inThread(tenantId, threadId),
    store.characters.list(tenantId),
    store.stories.current(tenantId, threadId),
    placesOf(store, tenantId, threadId),
    store.rounds.inThread(tenantId, threadId),
  ])
  return {
    // What was deleted left an empty place.
    messages: records.filter(({ text }) => text !== '').map(messageView),
    frames: await viewFrames(store, frames, places, rounds),
    characters: await Promise.all(
      characters.map(async (character) =>
        characterView(
          character,
          character.state === 'discovering' ? await store.progress.get(character.id) : undefined,
        ),
      ),
    ),
    story: current === undefined ? null : storyView(current),
    votes: rounds.filter(({ state }) => state === 'open').map(roundView),
  }
}

/** Episode ids of the thread's stories, each with where it stands. */
async function placesOf(
  store: Store,
  tenantId: string,
  threadId: string,
): Promise<Map<string, Place>> {
  const places = new Map<string, Place>()
  for (const story of await store.stories.inThread(tenantId, threadId)) {
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
  rounds: readonly Round[],
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
        frame.state === 'queued' ? (await store.line.place(frame.id))?.before : undefined,
        chosenNote(frame, frames, rounds),
      ),
    ),
  )
}

/** `with 4 of 6 votes`, of a chosen candidate and of whatever draws it again. */
function chosenNote(
  frame: Frame,
  frames: readonly Frame[],
  rounds: readonly Round[],
): string | undefined {
  const round = rounds.find(({ winner }) => winner?.frameId === frame.id)
  if (round !== undefined) return votesNote(round) || undefined
  if (frame.redoOf === undefined) return undefined
  const earlier = frames.find(({ id }) => id === frame.redoOf)
  return earlier && chosenNote(earlier, frames, rounds)
}
