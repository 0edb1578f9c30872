import type { Problem } from '../errors.ts'
import {
  anything,
  boolean,
  both,
  type Check,
  exactlyOne,
  isRecord,
  list,
  oneOf,
  shape,
  string,
  typed,
} from './check.ts'
import { accessory, actionElement, contextElement, inputElement, picture } from './elements.ts'
import { anyText, plainText } from './texts.ts'

/** Any block; which fields it has depends on its type, and was checked at the door. */
export interface Block {
  readonly type: string
  readonly block_id?: string
  readonly text?: TextObject | string
  readonly fields?: readonly TextObject[]
  readonly title?: TextObject
  readonly label?: TextObject
  readonly hint?: TextObject
  readonly optional?: boolean
  readonly dispatch_action?: boolean
  readonly alt_text?: string
  readonly image_url?: string
  readonly slack_file?: { readonly id?: string; readonly url?: string }
  readonly accessory?: Element
  readonly element?: Element
  readonly elements?: readonly Element[]
}

export interface TextObject {
  readonly type: string
  readonly text: string
}

export interface Option {
  readonly text: TextObject
  readonly value: string
}

/** Any element: a button, a menu, an input, a picture, a text. */
export interface Element {
  readonly type: string
  readonly action_id?: string
  readonly text?: TextObject | string
  readonly value?: string
  readonly url?: string
  readonly style?: string
  readonly options?: readonly Option[]
  readonly option_groups?: readonly { readonly options: readonly Option[] }[]
  readonly initial_option?: Option
  readonly initial_options?: readonly Option[]
  readonly initial_value?: string
  readonly min_length?: number
  readonly max_length?: number
  readonly min_value?: string
  readonly max_value?: string
  readonly is_decimal_allowed?: boolean
  readonly multiline?: boolean
  readonly filetypes?: readonly string[]
  readonly max_files?: number
  readonly slack_file?: { readonly id?: string; readonly url?: string }
  readonly elements?: readonly Element[]
  readonly user_id?: string
  readonly usergroup_id?: string
  readonly range?: string
}

const type = anything
const block_id = string(255)

const block = typed({
  section: both(
    shape(
      { type },
      {
        block_id,
        text: anyText(3000),
        fields: list(10, anyText(2000)),
        accessory,
        expand: boolean,
      },
    ),
    hasWords,
  ),
  actions: shape({ type, elements: list(25, actionElement) }, { block_id }),
  context: shape({ type, elements: list(10, contextElement) }, { block_id }),
  divider: shape({ type }, { block_id }),
  header: shape({ type, text: plainText(150) }, { block_id }),
  image: both(
    exactlyOne('image_url', 'slack_file'),
    shape({ type, alt_text: string(2000, 1) }, { block_id, title: plainText(2000), ...picture }),
  ),
  input: shape(
    { type, label: plainText(2000), element: inputElement },
    { block_id, hint: plainText(2000), optional: boolean, dispatch_action: boolean },
  ),
  markdown: shape({ type, text: string(12_000, 1) }, { block_id }),
  rich_text: shape({ type, elements: list(100, typed(richTextParts())) }, { block_id }),
})

function hasWords(value: unknown, at: string): Problem[] {
  if (!isRecord(value) || value.text !== undefined || value.fields !== undefined) return []
  return [{ at, message: 'missing required field: text' }]
}

function richTextParts(): Record<string, Check> {
  const part = shape(
    { type, elements: list(1000, anything) },
    { style: oneOf('bullet', 'ordered'), indent: anything, border: anything, offset: anything },
  )
  return {
    rich_text_section: part,
    rich_text_list: part,
    rich_text_quote: part,
    rich_text_preformatted: part,
  }
}

/** What Slack refuses in a list of blocks; messages hold 50, views 100. */
export function checkBlocks(blocks: unknown, most: number, at = '/blocks'): Problem[] {
  const problems = list(most, block, 0)(blocks, at)
  return problems.length > 0 ? problems : checkIds(blocks as readonly Block[], at)
}

function checkIds(blocks: readonly Block[], at: string): Problem[] {
  const twice = (name: string, ids: readonly (string | undefined)[], where: string): Problem[] =>
    ids.flatMap((id, index) =>
      id !== undefined && ids.indexOf(id) < index
        ? [{ at: `${where}/${index}`, message: `\`${name}\` ${id} already exists` }]
        : [],
    )
  const within = blocks.flatMap(({ elements }, index) =>
    twice(
      'action_id',
      (elements ?? []).map(({ action_id }) => action_id),
      `${at}/${index}/elements`,
    ),
  )
  return [
    ...twice(
      'block_id',
      blocks.map(({ block_id }) => block_id),
      at,
    ),
    ...within,
  ]
}

/** Every element of the blocks with the block that it stands in. */
export function* elementsOf(
  blocks: readonly Block[],
): Generator<{ readonly block: Block; readonly element: Element; readonly at: string }> {
  for (const [index, block] of blocks.entries()) {
    const at = `/blocks/${index}`
    if (block.accessory) yield { block, element: block.accessory, at: `${at}/accessory` }
    if (block.element) yield { block, element: block.element, at: `${at}/element` }
    for (const [place, element] of (block.elements ?? []).entries()) {
      yield { block, element, at: `${at}/elements/${place}` }
    }
  }
}

/** The blocks as Slack keeps them: those without ids get some. */
export function withIds(blocks: readonly Block[], newId: (prefix: string) => string): Block[] {
  const named = (element: Element): Element =>
    element.action_id === undefined && isInteractive(element)
      ? { ...element, action_id: newId('a') }
      : element
  return blocks.map((block) => ({
    ...block,
    block_id: block.block_id || newId('b'),
    ...(block.accessory ? { accessory: named(block.accessory) } : {}),
    ...(block.element ? { element: named(block.element) } : {}),
    ...(block.elements ? { elements: block.elements.map(named) } : {}),
  }))
}

const isInteractive = ({ type }: Element): boolean =>
  !['image', 'plain_text', 'mrkdwn'].includes(type) && !type.startsWith('rich_text')
