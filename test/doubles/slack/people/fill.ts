import type { Block, Element } from '../rules/blocks.ts'
import { characters, type Wire } from '../rules/check.ts'
import { fileJson } from '../wire/files.ts'
import type { ViewState } from '../wire/views.ts'
import type { File, View, World } from '../world.ts'
import { chosenIn } from './find.ts'

/** A file as somebody picks it. */
export interface Picked {
  readonly filename: string
  readonly bytes: Uint8Array
}

export type Value = string | readonly string[] | Picked
export type Values = Readonly<Record<string, Value>>

const isPicked = (value: Value | undefined): value is Picked =>
  typeof value === 'object' && 'bytes' in value

/** The state of a form; values go by label, block id or action id, the others stay as they came. */
export function fillForm(world: World, { body, workspaceId }: View, given: Values): ViewState {
  const unused = new Set(Object.keys(given))
  const state: Record<string, Record<string, Wire>> = {}
  for (const block of body.blocks) {
    if (block.type !== 'input') continue
    const element = block.element!
    const names = [block.label!.text, block.block_id!, element.action_id!]
    const name = names.find((one) => one in given)
    unused.delete(name ?? '')
    const value = name === undefined ? undefined : given[name]
    const filled = fill(world, workspaceId, block, value)
    state[block.block_id!] = { [element.action_id!]: { type: element.type, ...filled } }
  }
  if (unused.size > 0) throw new Error(`the form has no ${[...unused].join(', ')}`)
  return state
}

function fill(world: World, workspaceId: string, block: Block, value: Value | undefined): Wire {
  const element = block.element!
  if (element.type === 'file_input') {
    if (value !== undefined && !isPicked(value)) throw new Error(`${block.label!.text} is a file`)
    return attached(world, workspaceId, block, element, value)
  }
  if (isPicked(value)) throw new Error(`${block.label!.text} takes no file`)
  return element.type.endsWith('_input')
    ? written(block, element, value ?? element.initial_value ?? '')
    : chosen(block, element, value)
}

/** The file is uploaded for the app before the form is sent. */
function attached(
  world: World,
  workspaceId: string,
  { label, optional }: Block,
  { filetypes }: Element,
  picked: Picked | undefined,
): Wire {
  const name = label!.text
  if (picked === undefined) {
    if (!optional) throw new Error(`${name} is required`)
    return { files: [] }
  }
  const { filename, bytes } = picked
  const ending = filename.split('.').at(-1) ?? ''
  if (filetypes !== undefined && !filetypes.includes(ending)) {
    throw new Error(`${name} takes ${filetypes.join(', ')}, not ${filename}`)
  }
  const id = world.newId('F')
  const file: File = {
    ...{ id, workspaceId, name: filename, title: filename, length: bytes.length, bytes },
    ...{ altText: undefined, state: 'complete', readyAt: world.now() },
  }
  world.files.set(id, file)
  return { files: [fileJson(world, file)] }
}

function written(
  { label, optional }: Block,
  element: Element,
  given: string | readonly string[],
): Wire {
  const name = label!.text
  if (typeof given !== 'string') throw new Error(`${name} takes one text`)
  if (given === '') {
    if (!optional) throw new Error(`${name} is required`)
    return { value: null }
  }
  if (element.type === 'number_input') {
    checkNumber(name, element, given)
  } else {
    const { min_length: least = 0, max_length: most = 3000 } = element
    const length = characters(given)
    if (length < least || length > most)
      throw new Error(`${name} has ${least} to ${most} characters`)
  }
  return { value: given }
}

function checkNumber(name: string, element: Element, given: string): void {
  const { min_value, max_value, is_decimal_allowed } = element
  const value = Number(given)
  const isNumber = Number.isFinite(value) && (is_decimal_allowed || Number.isInteger(value))
  const isSmall = min_value !== undefined && value < Number(min_value)
  const isLarge = max_value !== undefined && value > Number(max_value)
  if (!isNumber || isSmall || isLarge) throw new Error(`${name} does not take ${given}`)
}

function chosen(
  { label, optional }: Block,
  element: Element,
  given?: string | readonly string[],
): Wire {
  const { initial_option, initial_options } = element
  if (given !== undefined) return chosenIn(element, typeof given === 'string' ? [given] : given)
  if (initial_option) return { selected_option: initial_option }
  if (initial_options) return { selected_options: initial_options }
  if (!optional) throw new Error(`${label!.text} is required`)
  return element.type === 'checkboxes' || element.type.startsWith('multi_')
    ? { selected_options: [] }
    : { selected_option: null }
}
