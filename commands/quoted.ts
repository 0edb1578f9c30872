/** Quotes, straight and curly, as phones and keyboards make them. */

const double = '"“”„'
const single = "'‘’"

/**
 * The quoted text that starts at `at`, without its quotes, and where it ends; undefined when
 * there is no quote or it never closes. A backslash keeps a quote in the text. Single quotes are
 * apostrophes too, so they close only at the end of a word.
 */
export function readQuoted(text: string, at: number): { value: string; end: number } | undefined {
  const open = text[at] ?? ' '
  const closers = double.includes(open) ? double : single.includes(open) ? single : undefined
  if (closers === undefined) return undefined
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (
      closers.includes(text[i]!) &&
      (closers === double || /^(?:\s|$)/.test(text.slice(i + 1, i + 2)))
    ) {
      return { value: unescaped(text.slice(at + 1, i)), end: i + 1 }
    }
  }
  return undefined
}

/** True where a double quote opens at `at`: in prose only those hide what looks like an option. */
export const isDoubleQuote = (text: string, at: number): boolean => double.includes(text[at] ?? ' ')

/** The text inside the quotes when all of it is quoted, otherwise the text. */
export function unquoted(text: string): string {
  const quoted = readQuoted(text, 0)
  return quoted?.end === text.length ? quoted.value.trim() : text
}

const unescaped = (text: string): string => text.replace(/\\(["“”„'‘’\\])/g, '$1')

/** A value that `readQuoted` gives back unchanged; simple words need no quotes. */
export const quoted = (value: string): string =>
  /^[\p{L}\p{N}_-]+$/u.test(value) ? value : `"${value.replace(/["“”„\\]/g, '\\$&')}"`
