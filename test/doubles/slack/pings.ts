import type { Block, Element, TextObject } from './rules/blocks.ts'
import type { Pings } from './world.ts'

const unique = (ids: readonly string[]): string[] => [...new Set(ids)]
const ids = (text: string, mention: RegExp): string[] =>
  [...text.matchAll(mention)].map(([, id]) => id!)

/** Whom words ring: whatever stands in them unescaped. Plain text and alt texts ring nobody. */
export function pingsOf(text: string, blocks: readonly Block[]): Pings {
  const words = [text, ...blocks.flatMap(markup)].join('\n')
  const parts = blocks.flatMap(({ type, elements }) =>
    type === 'rich_text' ? (elements ?? []).flatMap(richParts) : [],
  )
  return {
    everyone:
      /<!(channel|here|everyone)(\|[^>]*)?>/.test(words) || parts.some(({ range }) => range),
    users: unique([
      ...ids(words, /<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g),
      ...parts.flatMap(({ user_id }) => user_id ?? []),
    ]),
    groups: unique([
      ...ids(words, /<!subteam\^(S[A-Z0-9]+)(?:\|[^>]*)?>/g),
      ...parts.flatMap(({ usergroup_id }) => usergroup_id ?? []),
    ]),
  }
}

/** Texts of a block that are marked up. */
function markup({ type, text, fields, elements, accessory }: Block): string[] {
  if (type === 'markdown' && typeof text === 'string') return [text]
  const nested = [...(elements ?? []), ...(accessory ? [accessory] : [])]
  return [text, ...(fields ?? []), ...nested, ...nested.map((one) => one.text)].flatMap((one) =>
    isMarkup(one) ? [one.text] : [],
  )
}

const isMarkup = (one: TextObject | Element | string | undefined): one is TextObject =>
  typeof one === 'object' && one.type === 'mrkdwn' && typeof one.text === 'string'

const richParts = (part: Element): readonly Element[] => [
  part,
  ...(part.elements ?? []).flatMap(richParts),
]
