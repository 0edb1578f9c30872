import type { Platform } from '../thread-id.ts'

/** What is to be told in a thread, once: a drawn frame, a discovered character, a failure, or a choice. */
export interface Delivery {
  readonly id: string
  readonly tenantId: string
  readonly threadId: string
  readonly frameId: string | undefined
  readonly characterId: string | undefined
  /** A round that was closed. */
  readonly roundId: string | undefined
  readonly state: 'pending' | 'sending' | 'sent'
  /** How often it was claimed before: above 0 it may stand in the thread already, so look first. */
  readonly attempts: number
}

export interface Deliveries {
  /**
   * Claims the oldest pending delivery of a platform for one poster; in a thread in position order.
   * One whose poster was not heard of for ten seconds is claimed again; of a workspace that the bot
   * has left none, until it is back.
   */
  claimNext(platform: Platform): Promise<Delivery | undefined>
  /** Its poster lives, and still posts it. */
  renew(id: string): Promise<void>
  /** `sending -> sent`, and the frame becomes `posted`. */
  sent(id: string, messageId: string | undefined): Promise<void>
  /** Back to `pending`, tried again later; nothing when it was claimed again since. */
  release(claimed: Pick<Delivery, 'id' | 'attempts'>): Promise<void>
}

/** A message of a chat platform that stands for a frame or a character. */
export interface ChatMessage {
  readonly threadId: string
  readonly messageId: string
  /** A digest of what it shows; undefined when nobody noted it. */
  readonly shown: string | undefined
}

/** Which message shows what, so that progress and pictures end in the message that began. */
export interface ChatMessages {
  /** `subjectId` is a frame's or a character's id. */
  find(subjectId: string): Promise<ChatMessage | undefined>
  /** Takes the place of the message before it. */
  set(subjectId: string, message: ChatMessage): Promise<void>
}
