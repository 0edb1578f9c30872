import type { Progress } from '../../story/artist.ts'
import type { Character } from '../../story/character.ts'
import type { Episode, Story } from '../../story/episode.ts'
import type { Frame } from '../../story/frame.ts'
import type { CommandRecord } from '../../story/ports/command-log.ts'
import { letterOf, type Round } from '../../story/round.ts'

/** Where a frame stands in its story. */
export interface Place {
  readonly story: Story
  readonly episode: Episode
}

export const progressView = (progress: Progress) => ({
  phase: progress.phase,
  step: progress.step,
  steps: progress.steps,
  preview: progress.preview === undefined ? null : dataUrl(progress.preview),
})

/** A picture of a few kilobytes as the page can show it; its kind is told by its first bytes. */
export function dataUrl(bytes: Uint8Array): string {
  const kind = bytes[0] === 0x89 ? 'png' : bytes[0] === 0xff ? 'jpeg' : 'webp'
  return `data:image/${kind};base64,${Buffer.from(bytes).toString('base64')}`
}

export const messageView = (record: CommandRecord) => ({
  id: record.id,
  author: record.author.name,
  text: record.text,
  reply: record.reply ?? null,
  time: record.createdAt.toISOString(),
})

/**
 * `ahead` counts what is drawn before this frame; `number` is what people call it by; `chosen` tells
 * with how many votes it was chosen.
 */
export const frameView = (
  frame: Frame,
  place: Place | undefined,
  number: number,
  progress: Progress | undefined,
  ahead: number | undefined,
  chosen: string | undefined,
) => ({
  id: frame.id,
  state: frame.state,
  prompt: frame.prompt,
  cast: frame.cast.map(({ characterId, name }) => ({ id: characterId, name })),
  author: frame.author.name,
  position: frame.position,
  candidate: frame.roundId === undefined ? null : letterOf(frame.candidate),
  chosen: chosen ?? null,
  number,
  episode: place?.episode.number ?? null,
  episodeId: frame.episodeId,
  story: place?.story.title ?? null,
  storyId: place?.story.id ?? null,
  image: frame.image === undefined ? null : `/frames/${frame.id}.png`,
  template: frame.template === undefined ? null : `/frames/${frame.id}/template.png`,
  redoOf: frame.redoOf ?? null,
  problem: frame.problem ?? null,
  seed: frame.seed,
  progress: progress === undefined ? null : progressView(progress),
  ahead: ahead ?? null,
  createdAt: frame.createdAt.toISOString(),
})

export const characterView = (character: Character, progress: Progress | undefined) => ({
  id: character.id,
  name: character.name,
  description: character.description,
  classWord: character.classWord,
  state: character.state,
  problem: character.problem ?? null,
  seed: character.seed,
  author: character.author.name,
  portrait:
    character.portrait === undefined ? null : `/characters/${character.id}.png?v=${character.seed}`,
  progress: progress === undefined ? null : progressView(progress),
  createdAt: character.createdAt.toISOString(),
})

/** The vote under way, or null: `closesAt` is null while candidates are being drawn. */
export const roundView = (round: Round) => ({
  number: round.position,
  author: round.author.name,
  minutes: round.minutes,
  closesAt: round.closesAt?.toISOString() ?? null,
  votes: round.ballots,
})

export const storyView = ({ story, episode }: Place) => ({
  id: story.id,
  title: story.title,
  style: story.style ?? null,
  mode: story.mode,
  minutes: story.minutes ?? null,
  episode: episode.number,
  cast: episode.cast,
})

export type FrameView = ReturnType<typeof frameView>
