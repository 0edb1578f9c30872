/** Windows (modals) that ask for what a command needs, written from its zod object. Pure. */

import type { types } from '@slack/bolt'
import { z } from 'zod'
import type { Command } from '../../commands/command.ts'
import type { Completion } from '../../commands/complete.ts'
import { commandText, type Option, optionsOf } from '../../commands/usage.ts'
import { clip } from '../../commands/words.ts'
import { shortened } from './outgoing.ts'

type KnownBlock = types.KnownBlock

/** What a window carries: what is said when it is filled in, and where. */
const carried = z.object({
  command: z.string(),
  /** Options that nobody is asked for. */
  hidden: z.record(z.string(), z.string()),
  threadId: z.string(),
})
export type Carried = z.infer<typeof carried>

export const windowId = 'say'

export interface WindowAsk {
  readonly command: Command
  readonly threadId: string
  /** What stands in the fields already. */
  readonly given?: Readonly<Record<string, string>>
  readonly hidden?: Readonly<Record<string, string>>
  /** Only these options are asked for; all when not given. */
  readonly only?: readonly string[]
  /** What completes options, by their names. */
  readonly completions?: Readonly<Record<string, readonly Completion[]>>
  /** Whether pictures are asked for too. */
  readonly takesPictures?: boolean
}

const longestTitle = 24
const longestMetadata = 3000
const longestOption = 75
const longestValue = 150
/** Shorter texts are asked for in one line. */
const oneLine = 150

/** The window for a command. */
export function commandWindow(ask: WindowAsk): types.ModalView {
  const { command, threadId, given = {}, hidden = {}, only, completions = {} } = ask
  const { takesPictures = false } = ask
  const asked = optionsOf(command).filter(
    ({ name, isAttached }) =>
      hidden[name] === undefined &&
      (only?.includes(name) ?? true) &&
      (takesPictures || !isAttached),
  )
  const metadata: Carried = { command: command.name, hidden: { ...hidden }, threadId }
  return {
    type: 'modal',
    callback_id: windowId,
    private_metadata: JSON.stringify(metadata).slice(0, longestMetadata),
    title: { type: 'plain_text', text: clip(capital(command.name), longestTitle) },
    submit: { type: 'plain_text', text: 'Say it' },
    close: { type: 'plain_text', text: 'Never mind' },
    blocks: [...asked]
      .sort((a, b) => Number(b.isRequired) - Number(a.isRequired))
      .map((option) => field(option, given[option.name], completions[option.name] ?? [])),
  }
}

function field(
  option: Option,
  given: string | undefined,
  completions: readonly Completion[],
): KnownBlock {
  const { name, about, isRequired } = option
  return {
    type: 'input',
    block_id: name,
    optional: !isRequired,
    label: { type: 'plain_text', text: clip(capital(about === '' ? name : about), 200) },
    element: element(option, given, completions),
  }
}

type InputElement = Extract<KnownBlock, { type: 'input' }>['element']

function element(
  option: Option,
  given: string | undefined,
  completions: readonly Completion[],
): InputElement {
  const { isNumber, minimum, maximum, shortest, longest, values } = option
  const action_id = 'value'
  if (option.isAttached) {
    return {
      type: 'file_input',
      action_id,
      filetypes: ['png', 'jpg', 'jpeg', 'webp'],
      max_files: 1,
    }
  }
  const choices =
    values?.map((value) => ({ label: value, value })) ??
    completions.filter(({ value }) => value.length <= longestValue)
  if (choices.length > 0 && (given === undefined || choices.some(({ value }) => value === given))) {
    const options = choices.slice(0, 100).map(({ label, value }) => ({
      text: { type: 'plain_text' as const, text: shortened(label, longestOption) },
      value,
    }))
    const chosen = options.find(({ value }) => value === given)
    return {
      type: 'static_select',
      action_id,
      options,
      ...(chosen === undefined ? {} : { initial_option: chosen }),
    }
  }
  const initial = given === undefined ? {} : { initial_value: given }
  if (isNumber) {
    return {
      type: 'number_input',
      action_id,
      is_decimal_allowed: false,
      ...(minimum === undefined ? {} : { min_value: String(minimum) }),
      ...(maximum === undefined ? {} : { max_value: String(maximum) }),
      ...initial,
    }
  }
  return {
    type: 'plain_text_input',
    action_id,
    multiline: (longest ?? 0) > oneLine,
    ...(shortest === undefined ? {} : { min_length: shortest }),
    ...(longest === undefined ? {} : { max_length: Math.min(longest, 3000) }),
    ...initial,
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What somebody filled in, by block. */
export type Filled = Readonly<
  Record<
    string,
    Readonly<
      Record<
        string,
        {
          value?: string | null
          selected_option?: unknown
          files?: readonly { readonly url_private: string }[] | null
        }
      >
    >
  >
>

const selected = z.object({ value: z.string() })

/** What a window says, and where. */
interface WindowSaid {
  readonly threadId: string
  /** The addresses of pictures, by the options that they were attached to. */
  readonly attached: Readonly<Record<string, string>>
  /** The line, with the words that stand for what was attached. */
  textWith(words: Readonly<Record<string, string>>): string
}

/** Undefined when the window is not ours. */
export function windowSays(metadata: string, filled: Filled): WindowSaid | undefined {
  const read = carried.safeParse(fromJson(metadata))
  if (!read.success) return undefined
  const { command, hidden, threadId } = read.data
  const given = Object.entries(filled).flatMap(([name, actions]) => {
    const { value, selected_option } = actions.value ?? {}
    const chosen = selected.safeParse(selected_option)
    const said = chosen.success ? chosen.data.value : value?.trim()
    return said === undefined || said === '' ? [] : [[name, said] as const]
  })
  const attached = Object.entries(filled).flatMap(([name, { value }]) => {
    const [file] = value?.files ?? []
    return file === undefined ? [] : [[name, file.url_private] as const]
  })
  return {
    threadId,
    attached: Object.fromEntries(attached),
    textWith: (words) =>
      commandText(command, { ...hidden, ...Object.fromEntries(given), ...words }),
  }
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
