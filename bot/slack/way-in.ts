import type { Authorize, Receiver } from '@slack/bolt'
import type { FrameStore } from '../../story/ports/pictures.ts'
import type { Store } from '../../story/ports/store.ts'
import type { Signer } from '../signing.ts'
import type { PictureAddresses } from './picture-addresses.ts'
import type { Where } from './port.ts'
import type { Workspaces } from './workspaces.ts'

/** An address that everybody reaches, and where we listen for it. */
export interface PublicPlace extends Where {
  /** `https://troupe.example.org`. */
  readonly publicUrl: string
  /** Of picture addresses. */
  readonly signer: Signer
}

/** What a way in needs of what is kept. */
export interface Kept {
  readonly store: Pick<Store, 'tenant' | 'tenants' | 'frames' | 'characters'>
  readonly pictures: Pick<FrameStore, 'get'>
}

/** How what people do comes to us, and for which workspaces. */
export interface WayIn {
  /** The same for all processes that share the work. */
  readonly name: string
  readonly receiver: Receiver
  readonly workspaces: Workspaces
  /** Where Slack can fetch pictures from us; undefined without an address that everybody reaches. */
  readonly addresses: PictureAddresses | undefined
  /** Bolt acknowledges what this throws at, so it never throws: a workspace is looked for later. */
  readonly authorize: Authorize<boolean>
  /** Whether this process may speak in that workspace. */
  isOurs(workspace: string): boolean
  /** A workspace removed Troupe, not after that time. */
  left(team: string, at: Date): Promise<void>
  /** Finds out what happened while nobody listened; looks at the signal between two workspaces. */
  catchUp(signal: AbortSignal): Promise<void>
}
