import { randomUUID } from 'node:crypto'
import type { Portraits, Progress } from '../../story/artist.ts'
import type { Character } from '../../story/character.ts'
import type { Episode, Story } from '../../story/episode.ts'
import { noStory } from '../../story/errors.ts'
import type { Served } from '../../story/fair-order.ts'
import type { Frame } from '../../story/frame.ts'
import type { Pool } from '../../story/pools.ts'
import type { CommandRecord } from '../../story/ports/command-log.ts'
import type { ChatMessage, Delivery } from '../../story/ports/deliveries.ts'
import type { PortraitBatch } from '../../story/ports/discoveries.ts'
import type { Tenant } from '../../story/ports/store.ts'
import type { Round } from '../../story/round.ts'
import type { SettingsChange } from '../../story/settings.ts'
import type { Skip } from '../../story/turns.ts'

export interface CommandRow {
  readonly record: CommandRecord
  readonly sourceId: string
  readonly carrier: string
  readonly told: boolean
  /** When it was counted as a drawing. */
  readonly drewAt: Date | undefined
}

export interface BatchRow {
  readonly batch: PortraitBatch
  readonly begun: boolean
  /** The share that is drawn, 0 to 1. */
  readonly done: number
  readonly portraits: Portraits | undefined
}

export interface EpisodeRow {
  readonly episode: Episode
  readonly nextPosition: number
}

export interface FrameRow {
  readonly frame: Frame
  readonly commandId: string
  /** Raised by every claim: an older one is fenced off. */
  readonly token: number
  readonly undone: boolean
  /** Whose workers draw it. */
  readonly pool: Pool
}

/** The rows of the in-memory store. A row is replaced, never changed; Maps keep the order of arrival. */
export interface Tables {
  readonly tenants: Map<string, Tenant>
  readonly commands: Map<string, CommandRow>
  readonly characters: Map<string, Character>
  /** Portraits of faces that are being found, by character. */
  readonly batches: Map<string, readonly BatchRow[]>
  readonly stories: Map<string, Story>
  readonly episodes: Map<string, EpisodeRow>
  readonly frames: Map<string, FrameRow>
  readonly deliveries: Map<string, Delivery>
  readonly progress: Map<string, Progress>
  readonly messages: Map<string, ChatMessage>
  readonly rounds: Map<string, Round>
  /** By round: the frame that each voter chose. */
  readonly ballots: Map<string, ReadonlyMap<string, string>>
  readonly skips: Map<string, { readonly storyId: string; readonly skip: Skip }>
  /** What each tenant changed, by its id. */
  readonly settings: Map<string, SettingsChange>
  /** Characters that a worker has begun with. */
  readonly begun: Set<string>
  /** Whom a worker served last, by workspace and person. */
  readonly served: Map<string, Served>
  /** Keys of pictures whose rows are deleted. */
  readonly discarded: Set<string>
  /** Keys of pictures that no frame has taken yet. */
  readonly attached: Map<string, { readonly tenantId: string; readonly at: Date }>
  readonly newId: () => string
  readonly now: () => Date
  /** The models besides the first one. */
  readonly others: readonly string[]
}

export const emptyTables = (
  newId: () => string = randomUUID,
  now: () => Date = risingClock(),
  others: readonly string[] = [],
): Tables => ({
  tenants: new Map(),
  commands: new Map(),
  characters: new Map(),
  batches: new Map(),
  stories: new Map(),
  episodes: new Map(),
  frames: new Map(),
  deliveries: new Map(),
  progress: new Map(),
  messages: new Map(),
  skips: new Map(),
  settings: new Map(),
  rounds: new Map(),
  ballots: new Map(),
  begun: new Set(),
  served: new Map(),
  discarded: new Set(),
  attached: new Map(),
  newId,
  now,
  others,
})

/** The story of an episode. UserError `no-story` when somebody deleted it. */
export function storyOf(tables: Tables, episodeId: string): Story {
  const row = tables.episodes.get(episodeId)
  const story = row && tables.stories.get(row.episode.storyId)
  if (story === undefined) throw noStory()
  return story
}

/** The frames of an episode by position, the undone ones as well. */
export const framesOf = (tables: Tables, episodeId: string): FrameRow[] =>
  [...tables.frames.values()]
    .filter(({ frame }) => frame.episodeId === episodeId)
    .sort((a, b) => a.frame.position - b.frame.position || a.frame.candidate - b.frame.candidate)

/** Replaces a part of a frame. */
export function changeFrame(tables: Tables, row: FrameRow, change: Partial<Frame>): void {
  const { frame } = row
  tables.frames.set(frame.id, { ...row, frame: { ...frame, ...change } })
}

/** What is to be told about a frame, a character or a round, at the end of the line. */
export function deliver(
  tables: Tables,
  about: Pick<Delivery, 'tenantId' | 'threadId'> &
    Partial<Pick<Delivery, 'frameId' | 'characterId' | 'roundId'>>,
): void {
  const id = tables.newId()
  const none = { frameId: undefined, characterId: undefined, roundId: undefined }
  tables.deliveries.set(id, { id, ...none, ...about, state: 'pending', attempts: 0 })
}

/** A pending delivery for a frame. */
export function deliverFrame(tables: Tables, frame: Frame): void {
  const { tenantId, threadId } = storyOf(tables, frame.episodeId)
  deliver(tables, { tenantId, threadId, frameId: frame.id })
}

/** The time, never the same twice: things made in one millisecond still have an order. */
function risingClock(): () => Date {
  let last = 0
  return () => {
    last = Math.max(Date.now(), last + 1)
    return new Date(last)
  }
}
