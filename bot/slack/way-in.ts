import type { Authorize, Receiver } from '@slack/bolt'
import type { Workspaces } from './workspaces.ts'

/** How what people do comes to us, and for which workspaces. */
export interface WayIn {
  /** The same for all processes that share the work. */
  readonly name: string
  readonly receiver: Receiver
  readonly workspaces: Workspaces
  /** Bolt acknowledges what this throws at, so it never throws: a workspace is looked for later. */
  readonly authorize: Authorize<boolean>
  /** Whether this process may speak in that workspace. */
  isOurs(workspace: string): boolean
  /** A workspace removed Troupe, not after that time. */
  left(team: string, at: Date): Promise<void>
  /** Finds out what happened while nobody listened; looks at the signal between two workspaces. */
  catchUp(signal: AbortSignal): Promise<void>
}
