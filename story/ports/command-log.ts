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

/** What was said before that time, or is carried out by one of those processes, which have died. */
export interface LeftBehind {
  readonly before: Date
  readonly carriers: readonly string[]
}

export interface CommandLog {
  /**
   * Stores what was said; the same `sourceId` of a tenant again gives the first record, `fresh: false`,
   * and whether its answer was told. `carrier` is the process that carries it out.
   */
  receive(said: {
    tenantId: string
    sourceId: string
    threadId: string
    channelId: string | undefined
    author: Author
    manages: boolean
    text: string
    carrier: string
  }): Promise<{ record: CommandRecord; fresh: boolean; told: boolean }>
  /**
   * Stores the answer, once: a command that came twice keeps its first, and what was blanked
   * meanwhile stays so.
   */
  answer(id: string, reply: unknown): Promise<void>
  /** What was said in a thread, oldest first. */
  inThread(tenantId: string, threadId: string): Promise<CommandRecord[]>
  /** Of all tenants: what was left behind and never answered, oldest first. */
  unanswered(left: LeftBehind): Promise<{ record: CommandRecord; sourceId: string }[]>
  get(tenantId: string, id: string): Promise<CommandRecord | undefined>
  /** Marks the answer as told where people see it; platforms that read the store need not. */
  told(id: string): Promise<void>
  /** Of a platform: what was left behind and whose answer was never told, oldest first. */
  untold(platform: Platform, left: LeftBehind): Promise<CommandRecord[]>
  /** The processes that carry out what was said since then and is not answered or not told. */
  carriers(since: Date): Promise<string[]>
  /** Thread ids of a tenant, the most recently spoken in first. */
  threads(tenantId: string): Promise<{ threadId: string; lastAt: Date }[]>
}
