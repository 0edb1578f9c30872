/** A command's options as people read them, printed from its zod object. */
import { z } from 'zod'
import type { Command } from './command.ts'
import { quoted } from './quoted.ts'

export interface Option {
  readonly name: string
  readonly about: string
  readonly isRequired: boolean
  readonly isNumber: boolean
  readonly minimum: number | undefined
  readonly maximum: number | undefined
  readonly shortest: number | undefined
  readonly longest: number | undefined
  /** The values there are, when there are only some. */
  readonly values: readonly string[] | undefined
  /** What completes it: a key of `complete`. */
  readonly suggest: string | undefined
  /** It is a picture that is attached, not something that is written. */
  readonly isAttached: boolean
}

const shape = z.object({
  properties: z.record(
    z.string(),
    z.object({
      type: z.string().optional(),
      description: z.string().default(''),
      minimum: z.number().optional(),
      maximum: z.number().optional(),
      minLength: z.number().optional(),
      maxLength: z.number().optional(),
      enum: z.array(z.string()).optional(),
      suggest: z.string().optional(),
      attach: z.boolean().default(false),
    }),
  ),
  required: z.array(z.string()).default([]),
})

/** Read once for each command: every line that is parsed asks for them. */
const read = new WeakMap<Command, readonly Option[]>()

/** The options in the order of the zod object. */
export function optionsOf(command: Command): readonly Option[] {
  const known = read.get(command) ?? readOptions(command)
  read.set(command, known)
  return known
}

function readOptions(command: Command): Option[] {
  const { properties, required } = shape.parse(z.toJSONSchema(command.options))
  return Object.entries(properties).map(([name, { type, description, ...option }]) => ({
    name,
    about: description,
    isRequired: required.includes(name),
    isNumber: type === 'integer' || type === 'number',
    minimum: option.minimum,
    maximum: option.maximum,
    shortest: option.minLength,
    longest: option.maxLength,
    values: option.enum,
    suggest: option.suggest,
    isAttached: option.attach,
  }))
}

/** `/character add <name> <description> [seed:<number>]` */
export function usage(command: Command): string {
  const parts = optionsOf(command).map(({ name, isRequired, isNumber, isAttached, values }) => {
    const written = isAttached ? '<picture>' : isNumber ? '<number>' : '<text>'
    const value = values?.join('|') ?? written
    const bare = command.positional.includes(name) ? `<${name}>` : `${name}:${value}`
    return isRequired ? bare : `[${bare}]`
  })
  return [`/${command.name}`, ...parts].join(' ')
}

/** A line that `parse` reads back as exactly these options; undefined ones are left out. */
export function commandText(
  name: string,
  options: Readonly<Record<string, string | number | undefined>> = {},
): string {
  const pairs = Object.entries(options).flatMap(([option, value]) =>
    value === undefined ? [] : [`${option}:${quoted(String(value))}`],
  )
  return [`/${name}`, ...pairs].join(' ')
}
