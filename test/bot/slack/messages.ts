/** What a message of the double shows, and waiting for one. */
import { waitFor } from '../../doubles/discord/wait.ts'
import type { Message } from '../../doubles/slack/world.ts'

/** Waits that long for the last message of a channel or thread that fits. */
export const messageWithin =
  (patienceMs?: number) =>
  (
    place: { readonly messages: readonly Message[] },
    fits: (message: Message) => boolean,
    what: string,
  ): Promise<Message> =>
    waitFor(() => place.messages.findLast((one) => !one.deleted && fits(one)), what, patienceMs)

export const says =
  (words: string) =>
  ({ text }: Message): boolean =>
    text.includes(words)

/** The message of a frame, whatever has become of it. */
export const isFrame = says('told by')

export const labelsOf = ({ blocks }: Pick<Message, 'blocks'>): string[] =>
  blocks
    .flatMap(({ elements }) => elements ?? [])
    .filter(({ type }) => type === 'button')
    .map(({ text }) => (typeof text === 'object' ? text.text : ''))

export const withPicture = ({ blocks }: Pick<Message, 'blocks'>): boolean =>
  blocks.some(({ type }) => type === 'image')

export const altOf = ({ blocks }: Pick<Message, 'blocks'>): string | undefined =>
  blocks.find(({ type }) => type === 'image')?.alt_text
