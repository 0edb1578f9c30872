/** Turns a line of text into a command and its options. Pure. */
import { UserError } from '../story/errors.ts'
import { checkOptions } from './check-options.ts'
import type { Command } from './command.ts'
import { unquoted } from './quoted.ts'
import { firstWord, segments } from './segments.ts'
import { nearest } from './suggest.ts'
import { type Option, optionsOf, usage } from './usage.ts'
import { clip, counted, listed } from './words.ts'

interface Parsed {
  readonly command: Command
  readonly options: Record<string, unknown>
}

/** The longest line that is read. */
export const maxTextLength = 2000

/**
 * Reads `/story next Mira in a park`, `/story next prompt:"…" with:"Mira, Tomas"` and mixtures.
 * UserError when it is no command or an option is wrong; the sentence says what to write instead.
 */
export function parse(text: string, commands: readonly Command[]): Parsed {
  const line = text.normalize('NFC').trim()
  if (line === '')
    throw new UserError('bad-command', 'That was empty. /help shows what one can say.')
  if (line.length > maxTextLength) {
    const limit = counted(maxTextLength, 'character')
    throw new UserError(
      'too-long',
      `That has ${counted(line.length, 'character')}; up to ${limit} are read.`,
    )
  }
  if (!line.startsWith('/')) {
    throw new UserError(
      'bad-command',
      `Commands start with a slash; to go on with the story: /story next ${clip(line, 60)}`,
    )
  }
  const command = findCommand(line.slice(1), commands)
  return { command, options: checkOptions(command, readOptions(command, line)) }
}

/** A command that somebody began to say, and what they gave of it. */
export interface HalfSaid {
  readonly command: Command
  readonly given: Readonly<Record<string, string>>
}

/** What is to be asked for when something that a command needs is missing; otherwise undefined. */
export function halfSaid(text: string, commands: readonly Command[]): HalfSaid | undefined {
  const line = text.normalize('NFC').trim()
  try {
    const command = findCommand(line.replace(/^\//, ''), commands)
    const given = readOptions(command, line)
    const isMissing = optionsOf(command).some(({ name, isRequired }) => isRequired && !given[name])
    return isMissing ? { command, given } : undefined
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
}

/** The command whose name the line starts with, the longest one. */
function findCommand(line: string, commands: readonly Command[]): Command {
  const words = line.trim().toLowerCase().split(/\s+/)
  const isSaid = ({ name }: Command) => name.split(' ').every((word, i) => words[i] === word)
  const [found] = commands.filter(isSaid).sort((a, b) => b.name.length - a.name.length)
  if (found !== undefined) return found
  const near = nearest(
    words.join(' '),
    commands.map(({ name }) => name),
  )
  const said = clip(`/${words.slice(0, 2).join(' ')}`, 40)
  const meant =
    near.length > 0
      ? `Did you mean ${listed(
          near.map((name) => `/${name}`),
          'or',
        )}?`
      : ''
  const sentence = `There is no command ${said}. ${meant} /help shows all.`
  throw new UserError('unknown-command', sentence.replace('  ', ' '))
}

/** The options as written: text by name, nothing checked but that each has one place. */
function readOptions(command: Command, line: string): Record<string, string> {
  const rest = line.slice(1).trim().split(/\s+/).length
  const nameLength = command.name.split(' ').length
  const body = rest === nameLength ? '' : afterWords(line.slice(1), nameLength)
  const known = optionsOf(command)
  const isOneWord = (name: string, named: readonly string[]) => {
    const place = command.positional.indexOf(name)
    const later = command.positional.slice(place + 1)
    const leavesWords = place >= 0 && later.some((other) => !named.includes(other))
    return leavesWords || known.some((option) => option.name === name && hasNoSpaces(option))
  }
  const { bare, named } = segments(
    body,
    known.map(({ name }) => name),
    isOneWord,
  )
  const options: Record<string, string> = {}
  for (const { name, value } of named) {
    if (value === '') throw wrong(command, `${name}: stands there without a value.`)
    if (name in options) throw wrong(command, `${name}: is given twice.`)
    options[name] = value
  }
  return fillPositional(command, options, bare)
}

function fillPositional(
  command: Command,
  named: Record<string, string>,
  bare: string,
): Record<string, string> {
  const options = { ...named }
  const open = command.positional.filter((name) => !(name in named))
  let rest = bare
  for (const name of open) {
    if (rest === '') break
    const isLast = name === open[open.length - 1]
    const word = isLast ? { value: unquoted(rest), rest: '' } : firstWord(rest)
    options[name] = word.value
    rest = word.rest
  }
  if (rest !== '') throw wrong(command, `"${clip(rest, 40)}" belongs to no option.`)
  return options
}

const hasNoSpaces = ({ isNumber, isAttached, values, suggest }: Option): boolean =>
  isNumber || isAttached || values !== undefined || suggest === 'frame'

const afterWords = (text: string, count: number): string =>
  text.replace(new RegExp(`^\\s*(?:\\S+\\s+){${count}}`), '')

const wrong = (command: Command, sentence: string): UserError =>
  new UserError('bad-command', `${sentence} Usage: ${usage(command)}`)
