/** Checks options with the command's zod object and says in one sentence what is wrong. */
import type { z } from 'zod'
import { UserError } from '../story/errors.ts'
import type { Command } from './command.ts'
import { optionsOf, usage } from './usage.ts'
import { clip, counted } from './words.ts'

/** The options as the command wants them. UserError `bad-command` naming the first wrong one. */
export function checkOptions(
  command: Command,
  options: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const checked = command.options.safeParse(options)
  if (checked.success) return checked.data
  const issue = checked.error.issues[0]!
  const sentence = sentenceOf(issue, options, command)
  throw new UserError('bad-command', `${sentence} Usage: ${usage(command)}`)
}

function sentenceOf(
  issue: z.core.$ZodIssue,
  options: Readonly<Record<string, unknown>>,
  command: Command,
): string {
  const name = String(issue.path[0] ?? '')
  const value = options[name]
  const option = optionsOf(command).find((one) => one.name === name)
  if (value === undefined) return `${name} is missing.`
  if (option?.isNumber) {
    const range = `from ${option.minimum} to ${option.maximum}`
    return `${name} must be a whole number ${range}, not "${clip(String(value), 20)}".`
  }
  if (issue.code === 'too_big') {
    const limit = counted(Number(issue.maximum), 'character')
    return `${name} may have up to ${limit}; this has ${String(value).length.toLocaleString('en-US')}.`
  }
  if (issue.code === 'too_small') return `${name} is empty.`
  return `${name} ${issue.message}.`
}
