/** The few things that Troupe asks of a chat platform, and messages before a platform has made them. */

import type { Platform } from '../story/thread-id.ts'

/** Whose picture it is, by the id of the row. */
export interface PictureOf {
  readonly of: 'frame' | 'template' | 'portrait'
  readonly id: string
}

/** A picture to be uploaded. */
export interface Picture {
  readonly bytes: Uint8Array
  readonly name: string
  readonly alt: string
  /** Undefined of a first look, which is kept nowhere. */
  readonly shows: PictureOf | undefined
}

/** One line as people wrote it: each platform escapes what it would read as formatting or a ping. */
export interface Line {
  /** Stands out before the text. */
  readonly title?: string
  readonly text: string
  /** Of less weight than the rest. */
  readonly isSmall?: boolean
}

/** A message before it has a place. */
export interface Outgoing {
  readonly lines: readonly Line[]
  readonly buttons: readonly Button[]
  readonly pictures: readonly Picture[]
}

export interface Button {
  readonly id: string
  readonly label: string
  readonly style: 'main' | 'plain' | 'danger'
}

/** A message of words alone. */
export const sentence = (text: string): Outgoing => ({
  lines: text.split('\n').map((line) => ({ text: line })),
  buttons: [],
  pictures: [],
})

/** The platform will not take it, however often it is tried; the message is a sentence for people. */
export class Unreachable extends Error {}

/** The bot is not in that workspace any more: what is due there waits until it is back. */
export class Removed extends Unreachable {}

/** Everything else that a method throws is an outage and may be tried again. */
export interface Chat {
  readonly platform: Platform
  /**
   * The new message's id; the same `key` again gives the first message again, with this in it. Nothing
   * with that key was posted before `since`, when that is known.
   */
  post(threadId: string, message: Outgoing, key: string, since?: Date): Promise<string>
  /** False when the message is gone. Opens an archived thread again. */
  edit(threadId: string, messageId: string, message: Outgoing): Promise<boolean>
  isThread(threadId: string): Promise<boolean>
  /** The thread of a message, opened when it has none yet: its thread id. */
  openThread(threadId: string, messageId: string, name: string): Promise<string>
  /** A direct message to somebody of that workspace; `Unreachable` when they take none. */
  direct(threadId: string, userId: string, message: Outgoing, key: string): Promise<void>
}

/** Tells the operator of what was in the way. */
export interface ChatLog {
  warn(details: object, sentence: string): void
  error(details: object, sentence: string): void
}
