import { button, type Component, label, selects, textInput, walk } from '../rules/components.ts'
import type { Wire } from '../wire/users.ts'
import type { Message, Modal } from '../world.ts'

/** The button with a label or custom id that can be clicked; throws if there is none. */
export function findButton({ components }: Message, labelOrCustomId: string): Component {
  const buttons = [...walk(components)].flatMap(({ component }) =>
    component.type === button ? [component] : [],
  )
  const found =
    buttons.find(({ custom_id }) => custom_id === labelOrCustomId) ??
    buttons.find(({ label }) => label === labelOrCustomId)
  if (found === undefined) {
    const names = buttons.map(({ label, custom_id }) => label ?? custom_id).join(', ') || 'none'
    throw new Error(`no button ${labelOrCustomId}; there are: ${names}`)
  }
  if (found.disabled) throw new Error(`button ${labelOrCustomId} is disabled`)
  if (!found.custom_id) throw new Error(`button ${labelOrCustomId} is a link`)
  return found
}

/** The menu with a custom id, if those values can be chosen in it. */
export function findMenu(
  { components }: Message,
  customId: string,
  values: readonly string[],
): Component {
  const found = [...walk(components)].find(
    ({ component }) => selects.includes(component.type) && component.custom_id === customId,
  )?.component
  if (found === undefined) throw new Error(`no menu ${customId}`)
  if (found.disabled) throw new Error(`menu ${customId} is disabled`)
  const { min_values: least, max_values: most, options } = found
  if (values.length < (least ?? 1) || values.length > (most ?? 1)) {
    throw new Error(`menu ${customId} takes ${least ?? 1} to ${most ?? 1} values`)
  }
  const offered = options?.map(({ value }) => value)
  const unknown = offered && values.find((value) => !offered.includes(value))
  if (unknown !== undefined) throw new Error(`menu ${customId} does not offer ${unknown}`)
  return found
}

/** A filled-in form as an interaction carries it; values go by label or custom id. */
export function fillForm(modal: Modal, values: Readonly<Record<string, string>>): Wire[] {
  const unused = new Set(Object.keys(values))
  const fill = (component: Component, around?: string | null): Wire => {
    const { type, custom_id: customId } = component
    if (type === label) {
      return { type, id: 1, component: fill(component.component!, component.label) }
    }
    if (type !== textInput) {
      return { type, id: 1, components: component.components?.map((one) => fill(one)) }
    }
    const key = [customId, component.label, around].find((one) => one && one in values)
    unused.delete(key ?? '')
    const value = key ? values[key]! : (component.value ?? '')
    checkInput(component, value)
    return { type, id: 2, custom_id: customId, value }
  }
  const filled = modal.components.map((component) => fill(component))
  if (unused.size > 0) throw new Error(`the form has no ${[...unused].join(', ')}`)
  return filled
}

function checkInput({ custom_id, required, ...input }: Component, value: string): void {
  const { length } = [...value]
  if (required !== false && length === 0) throw new Error(`${custom_id} is required`)
  const least = input.min_length ?? 0
  const most = input.max_length ?? 4000
  if (length > 0 && (length < least || length > most)) {
    throw new Error(`${custom_id} has ${least} to ${most} characters`)
  }
}
