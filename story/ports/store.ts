import type { Quota } from '../quota.ts'
import type { Settings, SettingsChange } from '../settings.ts'
import type { Platform } from '../thread-id.ts'
import type { Characters } from './characters.ts'
import type { CommandLog } from './command-log.ts'
import type { ChatMessages, Deliveries } from './deliveries.ts'
import type { Discoveries } from './discoveries.ts'
import type { Frames } from './frames.ts'
import type { Line } from './line.ts'
import type { Locks } from './locks.ts'
import type { AttachedPictures, DiscardedPictures } from './pictures.ts'
import type { ProgressLog } from './progress.ts'
import type { Rounds } from './rounds.ts'
import type { Skips, Stories } from './stories.ts'

/** A workspace of a platform; nothing of one is ever seen in another. */
export interface Tenant {
  readonly id: string
  readonly platform: Platform
  readonly workspace: string
  /** When the bot left it. */
  readonly leftAt: Date | undefined
}

/** Where the bot is and where it was. */
export interface Tenants {
  /** Every workspace of a platform. */
  list(platform: Platform): Promise<Tenant[]>
  /** The bot left; the first time counts. */
  left(tenantId: string, at: Date): Promise<void>
  returned(tenantId: string): Promise<void>
  /** Deletes everything of those left before that time, and discards all pictures. How many. */
  forgetLeft(before: Date): Promise<number>
}

/** What each workspace decided for itself. */
export interface WorkspaceSettings {
  get(tenant: Tenant): Promise<Settings>
  /** Changes some, leaves the others, and gives all. */
  change(tenant: Tenant, change: SettingsChange): Promise<Settings>
}

/** How much is stored of a person. */
export interface Stored {
  readonly characters: number
  readonly frames: number
  readonly commands: number
}

/** What is stored of people, and how it is deleted. */
export interface People {
  stored(tenantId: string, authorId: string): Promise<Stored>
  /**
   * Deletes a person's characters and the frames that were undone, discards their pictures, blanks
   * the text and the answers of their commands, and makes `somebody` of them everywhere else; their
   * votes count on without their name. `commandId` asks for it: it keeps its words, so that it can
   * be carried out again. Doing it twice is harmless.
   */
  forget(tenantId: string, authorId: string, commandId: string): Promise<void>
}

/** The truth. Rows of one tenant are never reached with another tenant's id. */
export interface Store {
  readonly commands: CommandLog
  readonly characters: Characters
  readonly discoveries: Discoveries
  readonly stories: Stories
  readonly frames: Frames
  readonly line: Line
  readonly deliveries: Deliveries
  readonly progress: ProgressLog
  readonly skips: Skips
  readonly rounds: Rounds
  readonly messages: ChatMessages
  readonly settings: WorkspaceSettings
  readonly quota: Quota
  readonly people: People
  readonly tenants: Tenants
  readonly discarded: DiscardedPictures
  readonly attached: AttachedPictures
  readonly locks: Locks
  /** The tenant of a workspace, made when first met. */
  tenant(platform: Platform, workspace: string): Promise<Tenant>
}
