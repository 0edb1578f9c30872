import type { Progress } from '../story/artist.ts'
import type { Character, CharacterState, Identity } from '../story/character.ts'
import type { Episode, Story, StoryMode } from '../story/episode.ts'
import type { CastMember, Frame, FrameSettings, FrameState, Timings } from '../story/frame.ts'
import type { CommandRecord } from '../story/ports/command-log.ts'
import type { Tenant } from '../story/ports/store.ts'
import type { Round } from '../story/round.ts'
import type { Platform } from '../story/thread-id.ts'
import type * as Rows from './generated/client.ts'

// Rows as the database has them become values as everybody else has them. Pure. States and JSON
// were written by this folder and are guarded by checks in the database, so they are only cast.

const known = <T>(value: T | null): T | undefined => value ?? undefined

export const toTenant = ({ id, platform, workspace, leftAt }: Rows.Tenant): Tenant => ({
  id,
  platform: platform as Platform,
  workspace,
  leftAt: known(leftAt),
})

export const toCommand = (row: Rows.Command): CommandRecord => ({
  id: row.id,
  tenantId: row.tenantId,
  threadId: row.threadId,
  channelId: known(row.channelId),
  author: { id: row.authorId, name: row.authorName },
  manages: row.manages,
  text: row.text,
  reply: known(row.reply),
  createdAt: row.createdAt,
})

export type CharacterRow = Rows.Character & { readonly identity: Rows.Identity | null }

export const toCharacter = (row: CharacterRow): Character => ({
  id: row.id,
  tenantId: row.tenantId,
  name: row.name,
  description: row.description,
  classWord: row.classWord,
  model: known(row.model),
  seed: Number(row.seed),
  state: row.state as CharacterState,
  author: { id: row.authorId, name: row.authorName },
  threadId: row.threadId,
  identity: row.identity === null ? undefined : toIdentity(row.identity),
  portrait: known(row.portrait),
  problem: known(row.problem),
  createdAt: row.createdAt,
})

const toIdentity = (row: Rows.Identity): Identity => ({
  embedding: toFloats(row.embedding),
  encoder: row.encoder,
  cohesion: row.cohesion,
  portraits: row.portraits,
  survivors: row.survivors,
})

/** float32, little endian, whatever the machine. */
export function toBytes(floats: Float32Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(floats.length * 4))
  floats.forEach((value, index) => {
    view.setFloat32(index * 4, value, true)
  })
  return new Uint8Array(view.buffer)
}

/** The inverse of `toBytes`. */
export function toFloats(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Float32Array.from({ length: bytes.byteLength / 4 }, (_, index) =>
    view.getFloat32(index * 4, true),
  )
}

export const toStory = (row: Rows.Story): Story => ({
  id: row.id,
  tenantId: row.tenantId,
  threadId: row.threadId,
  title: row.title,
  author: row.authorId === null ? undefined : { id: row.authorId, name: row.authorName ?? '' },
  style: known(row.style),
  mode: row.mode as StoryMode,
  minutes: known(row.minutes),
  turn: row.turn,
  createdAt: row.createdAt,
})

export type EpisodeRow = Rows.Episode & { readonly cast: readonly Rows.CastMember[] }

export const toEpisode = (row: EpisodeRow): Episode => ({
  id: row.id,
  storyId: row.storyId,
  number: row.number,
  cast: row.cast.map((member) => member.characterId),
})

export const toFrame = (row: Rows.Frame): Frame => ({
  id: row.id,
  episodeId: row.episodeId,
  position: row.position,
  candidate: row.candidate,
  roundId: known(row.roundId),
  prompt: row.prompt,
  cast: row.cast as unknown as readonly CastMember[],
  seed: Number(row.seed),
  state: row.state as FrameState,
  author: { id: row.authorId, name: row.authorName },
  redoOf: known(row.redoOf),
  pose: known(row.pose),
  image: known(row.image),
  template: known(row.template),
  settings: known(row.settings) as FrameSettings | undefined,
  timings: known(row.timings) as Timings | undefined,
  problem: known(row.problem),
  createdAt: row.createdAt,
})

/** What a round is read with. */
export const withVotes = {
  winner: { select: { candidate: true } },
  _count: { select: { ballots: true } },
} as const

export type RoundRow = Rows.Round & {
  readonly winner: { readonly candidate: number } | null
  readonly _count: { readonly ballots: number }
}

export const toRound = (row: RoundRow): Round => ({
  id: row.id,
  commandId: row.commandId,
  storyId: row.storyId,
  position: row.position,
  author: { id: row.authorId, name: row.authorName },
  minutes: row.minutes,
  state: row.state as Round['state'],
  closesAt: known(row.closesAt),
  ballots: row._count.ballots,
  winner:
    row.winnerId === null || row.winner === null || row.winnerVotes === null
      ? undefined
      : { frameId: row.winnerId, candidate: row.winner.candidate, votes: row.winnerVotes },
  createdAt: row.createdAt,
})

export const toProgress = (row: Rows.Progress): Progress => ({
  phase: row.phase as Progress['phase'],
  step: row.step,
  steps: row.steps,
  preview: known(row.preview),
})
