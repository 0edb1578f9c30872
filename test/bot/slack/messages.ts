/** What a message of the double shows. */
import type { Message } from '../../doubles/slack/world.ts'

export const labelsOf = ({ blocks }: Pick<Message, 'blocks'>): string[] =>
  blocks
    .flatMap(({ elements }) => elements ?? [])
    .filter(({ type }) => type === 'button')
    .map(({ text }) => (typeof text === 'object' ? text.text : ''))

export const withPicture = ({ blocks }: Pick<Message, 'blocks'>): boolean =>
  blocks.some(({ type }) => type === 'image')

export const altOf = ({ blocks }: Pick<Message, 'blocks'>): string | undefined =>
  blocks.find(({ type }) => type === 'image')?.alt_text
