/** Messages as Slack takes them: within its limits, pinging nobody. Pure. */

import type { types } from '@slack/bolt'
import { clip } from '../../commands/words.ts'
import type { Button, Line, Outgoing } from '../chat.ts'

type KnownBlock = types.KnownBlock

/** A picture that Slack has already, or fetches. */
export type Shown = { readonly alt: string } & (
  | { readonly fileId: string }
  | { readonly address: string }
)

/** What `chat.postMessage` and its sisters take. */
export interface Content {
  /** Where blocks are not shown: notifications. */
  readonly text: string
  readonly blocks: readonly KnownBlock[]
}

const longestText = 3500
const longestLine = 2900
const longestSmall = 1900
const longestAlt = 1900
const longestLabel = 70
const inRow = 25

/** Pictures first need a place where Slack finds them: `shown` stands for the message's own. */
export function toContent({ lines, buttons }: Outgoing, shown: readonly Shown[] = []): Content {
  const large = lines.filter(
    ({ isSmall = false, text, title }) => !isSmall && `${title ?? ''}${text}`,
  )
  const small = lines.filter(({ isSmall = false, text }) => isSmall && text !== '')
  return {
    text: escaped(lines.map(plain).join('\n')),
    blocks: [
      ...(large.length === 0 ? [] : [words(large)]),
      ...shown.map(picture),
      ...(small.length === 0 ? [] : [credits(small)]),
      ...rows(buttons),
    ],
  }
}

const plain = ({ title, text }: Line): string => (title === undefined ? text : `${title} · ${text}`)

/**
 * The three characters that Slack reads as markup, as it wants them: nothing pings. At most about
 * 3,500 characters.
 */
export function escaped(text: string, longest = longestText): string {
  let safe = ''
  for (const character of text) {
    const next = entities[character] ?? character
    if (safe.length + next.length >= longest) return `${safe}…`
    safe += next
  }
  return safe
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

type RichText = Extract<KnownBlock, { type: 'rich_text' }>
type RichSection = Extract<RichText['elements'][number], { type: 'rich_text_section' }>
type RichElement = RichSection['elements'][number]

/** Rich text shows words as they were written: there is no markup in it that people could write. */
export function words(lines: readonly Line[]): KnownBlock {
  const elements = lines.flatMap(({ title, text }, index): RichElement[] => [
    ...(index === 0 ? [] : [letters('\n')]),
    ...(title === undefined ? [] : [{ ...letters(title), style: { bold: true } }]),
    ...(title !== undefined && text !== '' ? [letters(' · ')] : []),
    ...withChannels(shortened(text, longestLine)),
  ])
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }
}

const letters = (text: string) => ({ type: 'text' as const, text })

/** Links to channels (`<#C0123ABC>`) stay links; they ring nobody. */
function withChannels(text: string): RichElement[] {
  return text.split(/(<#[CG][A-Z0-9]{6,20}>)/).flatMap((part): RichElement[] => {
    if (part === '') return []
    const channel = /^<#([CG][A-Z0-9]{6,20})>$/.exec(part)?.[1]
    return [channel === undefined ? letters(part) : { type: 'channel', channel_id: channel }]
  })
}

const picture = (shown: Shown): KnownBlock => ({
  type: 'image',
  ...('fileId' in shown ? { slack_file: { id: shown.fileId } } : { image_url: shown.address }),
  alt_text: shortened(shown.alt, longestAlt),
})

export const credits = (lines: readonly Line[]): KnownBlock => ({
  type: 'context',
  elements: [
    {
      type: 'plain_text',
      text: escaped(lines.map(plain).join('\n'), longestSmall),
      emoji: false,
    },
  ],
})

function rows(buttons: readonly Button[]): types.ActionsBlock[] {
  const count = Math.ceil(buttons.length / inRow)
  return Array.from({ length: count }, (_, row) => ({
    type: 'actions',
    elements: buttons.slice(row * inRow, (row + 1) * inRow).map(toButton),
  }))
}

const styles = { main: 'primary', plain: undefined, danger: 'danger' } as const

function toButton({ id, label, style }: Button): types.Button {
  const look = styles[style]
  return {
    type: 'button',
    action_id: id,
    text: {
      type: 'plain_text',
      text: escaped(clip(label, longestLabel), longestLabel),
      emoji: false,
    },
    ...(look === undefined ? {} : { style: look }),
  }
}

/** At most `length` characters; never half of one. */
export function shortened(text: string, length: number): string {
  const characters = [...text]
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`
}
