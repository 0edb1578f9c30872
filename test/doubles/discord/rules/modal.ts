import type { Problem } from '../errors.ts'
import { actionRow, type Component, checkCustomIds, label, textInput, walk } from './components.ts'

export interface ModalBody {
  readonly custom_id: string
  readonly title: string
  readonly components: readonly Component[]
}

/** What Discord refuses in a modal although its description allows it. */
export function checkModal({ components }: ModalBody): Problem[] {
  const places = [...walk(components, 'data.components')]
  const problems = checkCustomIds(places)
  if (components.length > 5) {
    problems.push({ at: 'data.components', message: 'Must be between 1 and 5 in length.' })
  }
  for (const { component, at } of places) {
    if (component.type === actionRow) problems.push(...checkRow(component, at))
    if (component.type === label && component.component?.label) {
      problems.push({ at: `${at}.component.label`, message: 'the label around it has one' })
    }
    if (component.type === textInput) problems.push(...checkTextInput(component, at))
  }
  return problems
}

function checkRow({ components = [] }: Component, at: string): Problem[] {
  const problems: Problem[] = []
  if (components.length > 1) problems.push({ at, message: 'one text input a row' })
  for (const [index, input] of components.entries()) {
    const place = `${at}.components.${index}.label`
    if (!input.label) problems.push({ at: place, message: 'This field is required' })
  }
  return problems
}

function checkTextInput(input: Component, at: string): Problem[] {
  const problems: Problem[] = []
  const least = input.min_length ?? 0
  const most = input.max_length ?? 4000
  const given = input.value ?? ''
  if (least > most) problems.push({ at, message: 'min_length is larger than max_length' })
  if (given !== '' && ([...given].length < least || [...given].length > most)) {
    problems.push({ at: `${at}.value`, message: `Must be between ${least} and ${most} in length.` })
  }
  return problems
}
