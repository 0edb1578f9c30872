import type { Reply } from '../commands/reply.ts'
import { choiceId } from './button-id.ts'
import { type Outgoing, type Picture, sentence } from './chat.ts'

const mostChoices = 5

/** A reply as a message; its choices are buttons, when the command is stored. Pure. */
export function replyMessage(
  reply: Reply,
  commandId: string | undefined,
  pictures: readonly Picture[] = [],
): Outgoing {
  const choices = commandId === undefined ? [] : reply.choices.slice(0, mostChoices)
  return {
    lines: sentence(reply.text).lines,
    buttons: choices.map(({ label }, index) => ({
      id: choiceId(commandId!, index),
      label,
      style: 'plain',
    })),
    pictures,
  }
}
