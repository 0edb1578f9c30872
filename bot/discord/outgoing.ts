/** Messages as Discord takes them: within its limits, pinging nobody. Pure. */

import {
  type APIButtonComponentWithCustomId,
  ButtonStyle,
  ComponentType,
  escapeMarkdown,
  type RawFile,
} from 'discord.js'
import type { Reply } from '../../commands/reply.ts'
import { clip } from '../../commands/words.ts'
import { choiceId } from './custom-id.ts'

/** A picture to be uploaded. */
export interface Picture {
  readonly bytes: Uint8Array
  readonly name: string
  readonly alt: string
}

/** A message before it has a place. */
export interface Outgoing {
  readonly content: string
  readonly buttons: readonly Button[]
  readonly pictures: readonly Picture[]
}

export interface Button {
  readonly id: string
  readonly label: string
  readonly style: 'main' | 'plain' | 'danger'
}

const longestContent = 2000
const longestAlt = 1024
const longestLabel = 80
const inRow = 5

const styles = {
  main: ButtonStyle.Primary,
  plain: ButtonStyle.Secondary,
  danger: ButtonStyle.Danger,
} as const

/** What is sent: `body` as JSON, `files` beside it. Pictures before an edit are replaced. */
export function toRequest({ content, buttons, pictures }: Outgoing) {
  const files: RawFile[] = pictures.map(({ bytes, name }) => ({ name, data: Buffer.from(bytes) }))
  const rows = Math.ceil(buttons.length / inRow)
  const components = Array.from({ length: rows }, (_, row) => ({
    type: ComponentType.ActionRow as const,
    components: buttons.slice(row * inRow, (row + 1) * inRow).map(toButton),
  }))
  const body = {
    content: shortened(content, longestContent),
    components,
    attachments: pictures.map(({ name, alt }, id) => ({
      // The file `files[id]` of the same request.
      id: String(id),
      filename: name,
      description: shortened(alt, longestAlt),
    })),
    allowed_mentions: { parse: [] },
  }
  return { body, files }
}

const toButton = ({ id, label, style }: Button): APIButtonComponentWithCustomId => ({
  type: ComponentType.Button,
  custom_id: id,
  label: clip(label, longestLabel),
  style: styles[style],
})

/** At most `length` UTF-16 units, as Discord counts; never half a character. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text
  const cut = text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')
  return `${cut}…`
}

/** What people wrote, shown as they wrote it: no formatting, no links behind words. */
export function verbatim(text: string, length: number): string {
  const line = escapeMarkdown(text.replace(/\s+/g, ' ').trim(), { maskedLink: true })
  return shortened(line, length)
}

/** A reply as a message; its choices are buttons, when the command is stored. */
export function replyMessage(
  reply: Reply,
  commandId: string | undefined,
  pictures: readonly Picture[] = [],
): Outgoing {
  const choices = commandId === undefined ? [] : reply.choices.slice(0, inRow)
  return {
    content: escapeMarkdown(reply.text, { maskedLink: true }),
    buttons: choices.map(({ label }, index) => ({
      id: choiceId(commandId!, index),
      label,
      style: 'plain',
    })),
    pictures,
  }
}
