/** Words that a workspace does not want in what is drawn. Pure. */

/** A text as its words are compared: any case, no diacritics, ß as ss, full-width letters as others. */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    // Of the scripts that write letters and diacritics apart only; elsewhere marks are letters.
    .replace(/[\u0300-\u036f]/g, '')
    .toUpperCase()
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []

/** Scripts that write words without spaces: there a word is found inside of others. */
const unspaced =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u

/**
 * The first of the blocked words, or of the blocked phrases of several words, that stands in a text
 * as a whole; undefined when none does. Blocked ones without a letter or digit are never found.
 */
export function findBlocked(text: string, blocked: readonly string[]): string | undefined {
  const said = ` ${wordsOf(text).join(' ')} `
  return blocked.find((phrase) => {
    const words = wordsOf(phrase).join(' ')
    if (words === '') return false
    return said.includes(unspaced.test(words) ? words : ` ${words} `)
  })
}

/** The words of a list with commas, each once in whatever spelling it was written first. */
export function readBlocked(list: string): string[] {
  const byKey = new Map<string, string>()
  for (const part of list.split(/[,;\n]/)) {
    const word = part.trim().replace(/\s+/g, ' ')
    const key = wordsOf(word).join(' ')
    if (key !== '' && !byKey.has(key)) byKey.set(key, word)
  }
  return [...byKey.values()]
}
