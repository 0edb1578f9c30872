import type { Story } from '../../story/episode.ts'
import type { Frame } from '../../story/frame.ts'
import type { AttachedPictures, DiscardedPictures } from '../../story/ports/pictures.ts'
import { type CommandRow, changeFrame, framesOf, type Tables } from './memory-tables.ts'

/** Pictures that nothing points to any more, in memory. */
export const memoryDiscarded = ({ discarded }: Tables): DiscardedPictures => ({
  some: async () => [...discarded].slice(0, 2),
  async gone(keys) {
    for (const key of keys) discarded.delete(key)
  },
})

/** Pictures that wait for a frame, in memory. */
export const memoryAttached = ({ attached, discarded, now }: Tables): AttachedPictures => ({
  async add(tenantId, key) {
    attached.set(key, { tenantId, at: now() })
  },
  async discard(before) {
    for (const [key, { at }] of [...attached]) {
      if (at < before && attached.delete(key)) discarded.add(key)
    }
  },
})

/** Deletes the frames, episodes, votes and passed turns of a story with it. */
export function deleteStory(tables: Tables, storyId: string): void {
  for (const { episode } of [...tables.episodes.values()]) {
    if (episode.storyId !== storyId) continue
    for (const { frame } of framesOf(tables, episode.id)) deleteFrame(tables, frame)
    tables.episodes.delete(episode.id)
  }
  for (const { id, storyId: of } of [...tables.rounds.values()]) {
    if (of !== storyId) continue
    tables.rounds.delete(id)
    tables.ballots.delete(id)
    for (const delivery of [...tables.deliveries.values()]) {
      if (delivery.roundId === id) tables.deliveries.delete(delivery.id)
    }
  }
  for (const [id, skip] of [...tables.skips]) {
    if (skip.storyId === storyId) tables.skips.delete(id)
  }
  tables.stories.delete(storyId)
}

export function deleteFrame(tables: Tables, { id, image, template, pose }: Frame): void {
  tables.frames.delete(id)
  for (const row of [...tables.frames.values()]) {
    if (row.frame.redoOf === id) changeFrame(tables, row, { redoOf: undefined })
  }
  const isShared = [...tables.frames.values()].some(({ frame }) => frame.pose === pose)
  forgetSubject(tables, id, [image, template, isShared ? undefined : pose])
}

/** Deletes a character as if it had never been, but for its name in frames. */
export function deleteCharacter(tables: Tables, id: string): void {
  const portrait = tables.characters.get(id)?.portrait
  tables.characters.delete(id)
  tables.batches.delete(id)
  for (const row of [...tables.episodes.values()]) {
    const cast = row.episode.cast.filter((member) => member !== id)
    tables.episodes.set(row.episode.id, { ...row, episode: { ...row.episode, cast } })
  }
  forgetSubject(tables, id, [portrait])
}

function forgetSubject(tables: Tables, id: string, pictures: (string | undefined)[]): void {
  for (const key of pictures) if (key !== undefined) tables.discarded.add(key)
  tables.progress.delete(id)
  tables.messages.delete(id)
  for (const delivery of [...tables.deliveries.values()]) {
    if (delivery.frameId === id || delivery.characterId === id)
      tables.deliveries.delete(delivery.id)
  }
}

/** Takes the words of a command and of its answer away. */
export function blank(tables: Tables, row: CommandRow): void {
  const record = { ...row.record, text: '', reply: { text: '' } }
  tables.commands.set(record.id, { ...row, record, told: true })
}

/**
 * Blanks commands that made something of a story, and every `/story …` in its thread since it
 * began, up to the next story there.
 */
export function blankStory(tables: Tables, { id, threadId, createdAt }: Story): void {
  const episodes = new Set(
    [...tables.episodes.values()].flatMap(({ episode }) =>
      episode.storyId === id ? [episode.id] : [],
    ),
  )
  const framed = new Set(
    [...tables.frames.values()].flatMap(({ frame, commandId }) =>
      episodes.has(frame.episodeId) ? [commandId] : [],
    ),
  )
  const next = [...tables.stories.values()].find(
    (story) => story.threadId === threadId && story.createdAt > createdAt,
  )
  for (const row of [...tables.commands.values()]) {
    const { record } = row
    if (record.reply === undefined) continue
    const { made } = record.reply as { made?: { storyId?: string; episodeId?: string } }
    const isAbout = made?.storyId === id || episodes.has(made?.episodeId ?? '')
    const isDuring =
      record.threadId === threadId &&
      /^\/story/i.test(record.text) &&
      record.createdAt >= createdAt &&
      (next === undefined || record.createdAt < next.createdAt)
    if (isAbout || isDuring || framed.has(record.id)) blank(tables, row)
  }
}
