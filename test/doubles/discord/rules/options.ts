import type { Problem } from '../errors.ts'

export interface Option {
  readonly type: number
  readonly name: string
  readonly description: string
  readonly required?: boolean | null
  readonly autocomplete?: boolean | null
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[] | null
  readonly options?: readonly Option[] | null
  readonly min_length?: number | null
  readonly max_length?: number | null
  readonly min_value?: number | null
  readonly max_value?: number | null
  readonly channel_types?: readonly number[] | null
}

export const optionType = {
  subcommand: 1,
  group: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
  attachment: 11,
} as const

const slashName = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u

export const isSlashName = (name: string): boolean =>
  slashName.test(name) && name === name.toLowerCase()

const isNesting = ({ type }: Option): boolean =>
  type === optionType.subcommand || type === optionType.group

/** Options of one level, and of the levels below. */
export function checkOptions(options: readonly Option[], at: string): Problem[] {
  const problems = options.flatMap((option, index) => checkOption(option, `${at}.${index}`))
  if (options.length > 25) problems.push({ at, message: 'Must be 25 or fewer in length.' })
  const names = options.map(({ name }) => name)
  for (const [index, name] of names.entries()) {
    if (names.indexOf(name) < index) {
      problems.push({ at: `${at}.${index}.name`, message: `Option ${name} is there already` })
    }
  }
  if (options.some(isNesting) && !options.every(isNesting)) {
    problems.push({ at, message: 'Sub-command and other option types are mutually exclusive' })
  }
  for (const [index, { required }] of options.entries()) {
    if (required && options.slice(0, index).some((earlier) => !earlier.required)) {
      const message = 'Required options must be placed before non-required options'
      problems.push({ at: `${at}.${index}`, message })
    }
  }
  return problems
}

function checkOption(option: Option, at: string): Problem[] {
  const problems: Problem[] = []
  if (!isSlashName(option.name)) {
    const message = `${option.name} is not 1 to 32 lower-case letters or digits`
    problems.push({ at: `${at}.name`, message })
  }
  if (option.type === optionType.group) {
    if (option.options?.some(({ type }) => type !== optionType.subcommand)) {
      problems.push({ at: `${at}.options`, message: 'a group holds subcommands only' })
    }
  } else if (option.type === optionType.subcommand) {
    if (option.options?.some(isNesting)) {
      problems.push({ at: `${at}.options`, message: 'a subcommand holds no subcommands' })
    }
  }
  if (option.options) problems.push(...checkOptions(option.options, `${at}.options`))
  if (option.autocomplete && option.choices?.length) {
    problems.push({ at, message: 'autocomplete and choices exclude each other' })
  }
  if ((option.min_length ?? 0) > (option.max_length ?? 6000)) {
    problems.push({ at, message: 'min_length is larger than max_length' })
  }
  if ((option.min_value ?? -Infinity) > (option.max_value ?? Infinity)) {
    problems.push({ at, message: 'min_value is larger than max_value' })
  }
  const choiceNames = (option.choices ?? []).map(({ name }) => name)
  if (new Set(choiceNames).size < choiceNames.length) {
    problems.push({ at: `${at}.choices`, message: 'two choices have one name' })
  }
  const values = (option.choices ?? []).map(({ value }) => value)
  if (values.some((value) => typeof value === 'string' && value.length > 100)) {
    problems.push({ at: `${at}.choices`, message: 'a value has more than 100 characters' })
  }
  return problems
}
