/** Cuts the options of a command line into bare words and `name:value` pairs. */
import { isDoubleQuote, readQuoted } from './quoted.ts'

interface Segments {
  /** Everything that belongs to no option. */
  readonly bare: string
  /** In order; one option may stand twice. */
  readonly named: readonly { readonly name: string; readonly value: string }[]
}

interface Mark {
  readonly name: string
  readonly start: number
  readonly valueStart: number
}

/**
 * `names` are the options that may be named. A colon is an option's only where one of those names
 * stands before it, at the start of a word and outside quotes. `isOneWord` says whether a value
 * without quotes ends with its first word; otherwise it reaches up to the next option.
 */
export function segments(
  text: string,
  names: readonly string[],
  isOneWord: (name: string, named: readonly string[]) => boolean,
): Segments {
  const marks = findMarks(text, names)
  const given = marks.map((mark) => mark.name)
  const bare = [text.slice(0, marks[0]?.start ?? text.length)]
  const named = marks.map(({ name, valueStart }, i) => {
    const part = text.slice(valueStart, marks[i + 1]?.start ?? text.length).trim()
    const { value, rest } = takeValue(part, isOneWord(name, given))
    bare.push(rest)
    return { name, value }
  })
  return {
    bare: bare
      .map((part) => part.trim())
      .filter(Boolean)
      .join(' '),
    named,
  }
}

function takeValue(part: string, oneWord: boolean): { value: string; rest: string } {
  const quoted = readQuoted(part, 0)
  if (quoted !== undefined) return { value: quoted.value.trim(), rest: part.slice(quoted.end) }
  return oneWord ? firstWord(part) : { value: part, rest: '' }
}

/** The first word, or the quoted words, and what follows. */
export function firstWord(text: string): { value: string; rest: string } {
  const quoted = readQuoted(text, 0)
  const end = quoted?.end ?? text.search(/\s|$/)
  return { value: quoted?.value.trim() ?? text.slice(0, end), rest: text.slice(end).trim() }
}

function findMarks(text: string, names: readonly string[]): Mark[] {
  const marks: Mark[] = []
  let i = 0
  while (i < text.length) {
    const startsWord = i === 0 || /[\s(]/.test(text[i - 1]!)
    const mark = startsWord ? markAt(text, i, names) : undefined
    const mayQuote = startsWord && (i === 0 || isDoubleQuote(text, i))
    if (mark !== undefined) {
      marks.push(mark)
      i = readQuoted(text, mark.valueStart)?.end ?? mark.valueStart
    } else i = (mayQuote ? readQuoted(text, i)?.end : undefined) ?? i + 1
  }
  return marks
}

function markAt(text: string, at: number, names: readonly string[]): Mark | undefined {
  const word = /^([a-z]+):\s*/i.exec(text.slice(at, at + 40))
  const name = names.find((known) => known === word?.[1]?.toLowerCase())
  if (word === null || name === undefined) return undefined
  return { name, start: at, valueStart: at + word[0].length }
}
