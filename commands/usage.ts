/** A command's options as people read them, printed from its zod object. */
import { z } from 'zod'
import type { Command } from './command.ts'
import { quoted } from './quoted.ts'

interface Option {
  readonly name: string
  readonly about: string
  readonly isRequired: boolean
  readonly isNumber: boolean
  readonly minimum: number | undefined
  readonly maximum: number | undefined
}

const shape = z.object({
  properties: z.record(
    z.string(),
    z.object({
      type: z.string().optional(),
      description: z.string().default(''),
      minimum: z.number().optional(),
      maximum: z.number().optional(),
    }),
  ),
  required: z.array(z.string()).default([]),
})

/** The options in the order of the zod object. */
export function optionsOf(command: Command): Option[] {
  const { properties, required } = shape.parse(z.toJSONSchema(command.options))
  return Object.entries(properties).map(([name, { type, description, minimum, maximum }]) => ({
    name,
    about: description,
    isRequired: required.includes(name),
    isNumber: type === 'integer' || type === 'number',
    minimum,
    maximum,
  }))
}

/** `/character add <name> <description> [seed:<number>]` */
export function usage(command: Command): string {
  const parts = optionsOf(command).map(({ name, isRequired, isNumber }) => {
    const value = isNumber ? '<number>' : '<text>'
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
