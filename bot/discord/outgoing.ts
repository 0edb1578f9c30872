/** Messages as Discord takes them: within its limits, pinging nobody. Pure. */

import {
  type APIButtonComponentWithCustomId,
  ButtonStyle,
  ComponentType,
  escapeMarkdown,
  type RawFile,
} from 'discord.js'
import { clip } from '../../commands/words.ts'
import type { Button, Line, Outgoing } from '../chat.ts'

const longestContent = 2000
const longestLine = 1400
const longestTitle = 400
const longestAlt = 1024
const longestLabel = 80
const inRow = 5

const styles = {
  main: ButtonStyle.Primary,
  plain: ButtonStyle.Secondary,
  danger: ButtonStyle.Danger,
} as const

/** What is sent: `body` as JSON, `files` beside it. Pictures before an edit are replaced. */
export function toRequest(message: Outgoing) {
  const { buttons, pictures } = message
  const files: RawFile[] = pictures.map(({ bytes, name }) => ({ name, data: Buffer.from(bytes) }))
  const rows = Math.ceil(buttons.length / inRow)
  const components = Array.from({ length: rows }, (_, row) => ({
    type: ComponentType.ActionRow as const,
    components: buttons.slice(row * inRow, (row + 1) * inRow).map(toButton),
  }))
  const body = {
    content: contentOf(message),
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

/** A message's lines in Discord's markdown. */
export const contentOf = ({ lines }: Pick<Outgoing, 'lines'>): string =>
  shortened(lines.map(lineContent).join('\n'), longestContent)

function lineContent({ title, text, isSmall = false }: Line): string {
  const head = title === undefined ? '' : `**${verbatim(title, longestTitle)}** · `
  return `${isSmall ? '-# ' : ''}${head}${verbatim(text, longestLine)}`
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
