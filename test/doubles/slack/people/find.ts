import { type Block, type Element, elementsOf } from '../rules/blocks.ts'

interface Found {
  readonly block: Block
  readonly element: Element
}

const labelOf = ({ text }: Element): string | undefined =>
  typeof text === 'object' ? text.text : undefined

/** The button with an action id or a label; throws if there is none. */
export function findButton(blocks: readonly Block[], labelOrActionId: string): Found {
  const buttons = [...elementsOf(blocks)].filter(({ element }) => element.type === 'button')
  const found =
    buttons.find(({ element }) => element.action_id === labelOrActionId) ??
    buttons.find(({ element }) => labelOf(element) === labelOrActionId)
  if (found) return found
  const names = buttons.map(({ element }) => labelOf(element)).join(', ') || 'none'
  throw new Error(`no button ${labelOrActionId}; there are: ${names}`)
}

/** The menu with an action id and what choosing in it tells the bot. */
export function findChoice(
  blocks: readonly Block[],
  actionId: string,
  chosen: readonly string[],
): Found & { readonly outcome: Readonly<Record<string, unknown>> } {
  const found = [...elementsOf(blocks)].find(({ element }) => element.action_id === actionId)
  if (found === undefined || found.element.type === 'button') throw new Error(`no menu ${actionId}`)
  return { ...found, outcome: chosenIn(found.element, chosen) }
}

/** What a menu says of values that are chosen in it; throws when it does not offer them. */
export function chosenIn(
  { type, action_id, options, option_groups }: Element,
  chosen: readonly string[],
): Readonly<Record<string, unknown>> {
  const single = chosen.length === 1 ? chosen[0] : undefined
  const plain = {
    users_select: 'selected_user',
    channels_select: 'selected_channel',
    conversations_select: 'selected_conversation',
  }[type]
  if (plain && single !== undefined) return { [plain]: single }
  const offered = options ?? option_groups?.flatMap((group) => group.options) ?? []
  const picked = chosen.map((value) => {
    const option = offered.find((one) => one.value === value || one.text.text === value)
    if (option === undefined) throw new Error(`menu ${action_id} does not offer ${value}`)
    return option
  })
  const isMany = type === 'checkboxes' || type.startsWith('multi_')
  if (!isMany && picked.length !== 1) throw new Error(`menu ${action_id} takes one value`)
  return isMany ? { selected_options: picked } : { selected_option: picked[0] }
}
