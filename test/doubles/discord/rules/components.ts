import type { Problem } from '../errors.ts'

/** Any component; which fields it has depends on its type, and was checked at the door. */
export interface Component {
  readonly type: number
  readonly id?: number
  readonly custom_id?: string | null
  readonly label?: string | null
  readonly style?: number
  readonly url?: string | null
  readonly sku_id?: string | null
  readonly emoji?: unknown
  readonly disabled?: boolean | null
  readonly options?: readonly { readonly label: string; readonly value: string }[]
  readonly min_values?: number | null
  readonly max_values?: number | null
  readonly min_length?: number | null
  readonly max_length?: number | null
  readonly required?: boolean | null
  readonly value?: string | null
  readonly content?: string
  readonly components?: readonly Component[]
  readonly component?: Component
  readonly accessory?: Component
}

export const actionRow = 1
export const button = 2
export const textInput = 4
export const label = 18
/** String, user, role, mentionable and channel selects. */
export const selects: readonly number[] = [3, 5, 6, 7, 8]
const linkStyle = 5
const premiumStyle = 6

/** Every component with its place, outer ones first. */
export function* walk(
  components: readonly Component[],
  at = 'components',
): Generator<{ component: Component; at: string }> {
  for (const [index, component] of components.entries()) {
    const place = `${at}.${index}`
    yield { component, at: place }
    yield* walk(component.components ?? [], `${place}.components`)
    if (component.component) yield* walk([component.component], `${place}.component`)
    if (component.accessory) yield* walk([component.accessory], `${place}.accessory`)
  }
}

/** What Discord refuses in a message's components although its description allows it. */
export function checkComponents(components: readonly Component[], isV2: boolean): Problem[] {
  const places = [...walk(components)]
  const problems = places.flatMap(({ component, at }) => checkOne(component, at))
  problems.push(...checkCustomIds(places))
  if (isV2) {
    if (places.length > 40) problems.push({ at: 'components', message: 'more than 40 components' })
    return problems
  }
  if (components.length > 5) problems.push({ at: 'components', message: 'more than 5 action rows' })
  for (const { component, at } of places) {
    const ordinary = [actionRow, button, ...selects].includes(component.type)
    if (!ordinary) problems.push({ at, message: `type ${component.type} needs IS_COMPONENTS_V2` })
  }
  return problems
}

/** Custom ids must be there, which Discord's description forgets, and differ. */
export function checkCustomIds(
  places: readonly { readonly component: Component; readonly at: string }[],
): Problem[] {
  const seen = new Set<string>()
  return places.flatMap(({ component, at }) => {
    const { type, style, custom_id: id } = component
    const place = `${at}.custom_id`
    const silent = type === button && (style === linkStyle || style === premiumStyle)
    if (![button, textInput, ...selects].includes(type) || silent) return []
    if (typeof id !== 'string') return [{ at: place, message: 'A custom id is required' }]
    if (seen.has(id)) return [{ at: place, message: `Component custom id ${id} is duplicated` }]
    seen.add(id)
    return []
  })
}

function checkOne(component: Component, at: string): Problem[] {
  if (component.type === actionRow) return checkRow(component, at)
  if (component.type === button) return checkButton(component, at)
  if (selects.includes(component.type)) return checkSelect(component, at)
  return []
}

function checkRow({ components = [] }: Component, at: string): Problem[] {
  const some = components.some(({ type }) => selects.includes(type))
  return some && components.length > 1
    ? [{ at: `${at}.components`, message: 'a select menu takes a whole row' }]
    : []
}

function checkButton({ style, url, label, emoji, custom_id }: Component, at: string): Problem[] {
  const problems: Problem[] = []
  if (style === premiumStyle) return problems
  if (style === linkStyle && !url) problems.push({ at: `${at}.url`, message: 'A url is required' })
  if (style === linkStyle && custom_id) {
    problems.push({ at, message: 'A custom id and url cannot both be specified' })
  }
  if (style !== linkStyle && url) {
    problems.push({ at: `${at}.url`, message: 'only link buttons have one' })
  }
  if (!label && !emoji) problems.push({ at, message: 'A button needs a label or an emoji' })
  return problems
}

function checkSelect(select: Component, at: string): Problem[] {
  const problems: Problem[] = []
  const least = select.min_values ?? 1
  const most = select.max_values ?? 1
  if (least > most) problems.push({ at, message: 'min_values is larger than max_values' })
  if (select.type !== 3) return problems
  const values = (select.options ?? []).map(({ value }) => value)
  if (new Set(values).size < values.length) {
    problems.push({ at: `${at}.options`, message: 'The specified option value is already used' })
  }
  if (most > values.length) {
    problems.push({ at: `${at}.max_values`, message: 'more than there are options' })
  }
  return problems
}
