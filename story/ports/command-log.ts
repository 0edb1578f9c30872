import type { Author } from '../character.ts'
import type { Platform } from '../thread-id.ts'

/** What a person said, and what was answered once it was carried out. */
export interface CommandRecord {
  readonly id: string
  readonly tenantId: string
  readonly threadId: string
  /** The channel that the thread belongs to; undefined where a platform has none. */
  readonly channelId: string | undefined
  readonly author: Author
  /** Whether the author managed the workspace when it was said. */
  readonly manages: boolean
  readonly text: string
  /** The reply as JSON; undefined while it is being carried out. */
  readonly reply: unknown
  readonly createdAt: Date
}

export interface CommandLog {
  /**
   * Stores what was said; the same `sourceId` of a tenant again gives the first record, `fresh: false`,
   * and whether its answer was told.
   */
  receive(said: {
    tenantId: string
    sourceId: string
    threadId: string
    channelId: string | undefined
    author: Author
    manages: boolean
    text: string
  }): Promise<{ record: CommandRecord; fresh: boolean; told: boolean }>
  /**
   * Stores the answer, once: a command that came twice keeps its first, and what was blanked
   * meanwhile stays so.
   */
  answer(id: string, reply: unknown): Promise<void>
  /** What was said in a thread, oldest first. */
  inThread(tenantId: string, threadId: string): Promise<CommandRecord[]>
  /** Of all tenants: what was said before that time and never answered, oldest first. */
  unanswered(before: Date): Promise<{ record: CommandRecord; sourceId: string }[]>
  get(tenantId: string, id: string): Promise<CommandRecord | undefined>
  /** Marks the answer as told where people see it; platforms that read the store need not. */
  told(id: string): Promise<void>
  /** Of a platform: what was said before that time and whose answer was never told, oldest first. */
  untold(platform: Platform, before: Date): Promise<CommandRecord[]>
  /** Thread ids of a tenant, the most recently spoken in first. */
  threads(tenantId: string): Promise<{ threadId: string; lastAt: Date }[]>
}
