import type { Invocation } from '../../commands/dispatch.ts'
import type { Reply } from '../../commands/reply.ts'
import type { FrameStore } from '../../story/ports/pictures.ts'
import type { Changes } from '../../story/ports/progress.ts'
import type { Store, Tenant } from '../../story/ports/store.ts'
import { encodeThreadId } from '../../story/thread-id.ts'
import type { PoseTaker } from '../poses/take-pose.ts'
import type { Health } from './health-routes.ts'

/** Everything that the web side needs; `main.ts` and tests wire it. */
export interface WebDependencies {
  readonly store: Store
  readonly changes: Changes
  readonly pictures: FrameStore
  /** Carries a command out: `dispatch` with its helpers. */
  readonly say: (invocation: Invocation) => Promise<Reply>
  readonly poses: PoseTaker
  /** What `GET /api/commands` lists. */
  readonly commands: readonly CommandEntry[]
  readonly health: Health
  /** The address that the server is bound to: it decides which Host headers are answered. */
  readonly host: string
  readonly log: { error(details: object, sentence: string): void }
  readonly newId: () => string
}

export interface CommandEntry {
  readonly name: string
  readonly summary: string
  readonly positional: readonly string[]
  /** JSON schema of the options. */
  readonly options: unknown
}

/** All web pages of this Troupe are one workspace. */
export const webWorkspace = 'local'

export const webTenant = (store: Store): Promise<Tenant> => store.tenant('web', webWorkspace)

export const webThreadId = (thread: string): string =>
  encodeThreadId({ platform: 'web', workspace: webWorkspace, thread })

/** Stands for the workspace: what is asked of it has to do with no thread. */
export const anyThread = webThreadId('any')
