import type { Delivery } from '../story/ports/deliveries.ts'
import type { Platform } from '../story/thread-id.ts'

/** What a chat platform must be able to do so that the frame poster can speak on it. */
export interface PlatformPort {
  readonly name: Platform
  /** Shows a drawn frame, a portrait, a failure or a choice in its thread. The message's id, if it has one. */
  post(delivery: Delivery): Promise<string | undefined>
}
