/** Finds the names of characters in what people write. Pure: no store, no model. */

/** A name where it stands in a text; `possessive` is what follows it: `'s`, `'` or nothing. */
export interface Mention {
  readonly name: string
  readonly start: number
  readonly end: number
  readonly possessive: string
}

const letter = '[\\p{L}\\p{M}\\p{N}]'
/** Scripts that write words without spaces: there a name may touch its neighbours. */
const unspaced =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}]/u

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

const spelled = (name: string): string =>
  escaped(name).replace(/['’]/g, "['’]").replace(/\s+/g, '\\s+')

/** Any of the names as a whole word, the longest first. */
function anyOf(names: readonly string[]): RegExp {
  const longestFirst = [...names].sort((a, b) => b.length - a.length)
  const touching = longestFirst.filter((name) => unspaced.test(name)).map(spelled)
  const whole = longestFirst.filter((name) => !unspaced.test(name)).map(spelled)
  // The look behind stands in front of all names: it fails fast inside of words.
  const asWord =
    `(?<!${letter}|${letter}['’-])(?:${whole.join('|')})` +
    `(?=(?:['’]s)?(?!${letter}|['’-]${letter}))`
  return new RegExp([...touching, ...(whole.length > 0 ? [asWord] : [])].join('|'), 'giu')
}

/** The form in which two spellings of a name are the same. */
export const nameKey = (name: string): string =>
  name.normalize('NFC').trim().replace(/\s+/g, ' ').replace(/’/g, "'").toLowerCase()

/** Every mention of one of the names: whole words, any case, the longest name first. */
export function findMentions(text: string, names: readonly string[]): Mention[] {
  // A workspace has hundreds of names and a prompt a few: the rest would only slow the pattern.
  const key = nameKey(text)
  const present = names.filter((name) => key.includes(nameKey(name)))
  if (present.length === 0) return []
  const byKey = new Map(present.map((name) => [nameKey(name), name]))
  return [...text.matchAll(anyOf(present))].flatMap((match) => {
    const name = byKey.get(nameKey(match[0]))
    if (name === undefined) return []
    const end = match.index + match[0].length
    const possessive = possessiveAfter(name, text.slice(end))
    return [{ name, start: match.index, end: end + possessive.length, possessive }]
  })
}

/** `'s`, or the bare apostrophe after a name in s: `James' hat`. */
function possessiveAfter(name: string, rest: string): string {
  const after = /s$/i.test(name) ? /^['’](?:s(?![\p{L}\p{N}])|(?=\s))/u : /^['’]s(?![\p{L}\p{N}])/u
  return after.exec(rest)?.[0] ?? ''
}

/** The text with every mention blanked out, so that only the other words are left. */
export function withoutMentions(text: string, mentions: readonly Mention[]): string {
  let rest = text
  for (const { start, end } of mentions) {
    rest = rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end)
  }
  return rest
}

/** Splits `Mira, Tomas and Ann`; a known name that contains an `and` stays whole. */
export function splitNames(list: string, known: readonly string[] = []): string[] {
  const keys = new Set(known.map(nameKey))
  const names = list
    .split(/[,;\n]/)
    .flatMap((part) =>
      keys.has(nameKey(part)) ? [part] : part.split(/(?:^|\s)(?:and|&)(?=\s|$)/i),
    )
    .map((name) => name.trim())
    .filter((name) => name !== '')
  const isFirst = (name: string, i: number) =>
    names.findIndex((other) => nameKey(other) === nameKey(name)) === i
  return names.filter(isFirst)
}

/** Words that open sentences and are nobody's name, whatever a model knows. */
const openers = new Set(
  `a an the this that these those there here then later now soon suddenly meanwhile finally again
  while when after before during until once as if in on at by near under over inside outside
  underneath beneath behind between beside above below with without and but or so he she they it
  we you i his her their its our my your everyone everybody someone somebody nobody both all two
  three tomorrow yesterday today tonight what who how why where let please`.split(/\s+/),
)

/**
 * Those unknown words of a text that look like names: capitalised, and where a capital is only
 * the start of a sentence, neither an ordinary opener nor followed by an article or by a name.
 * What people say in quotes names nobody in the picture. `text` has its mentions blanked out;
 * `unknown` are the words that mean nothing to the model.
 */
export function nameLikeWords(text: string, unknown: readonly string[]): string[] {
  const strange = new Set(unknown.map(nameKey))
  const told = text.replace(/["“„][^"“”„]*["”“]/g, (speech) => ' '.repeat(speech.length))
  const words = told.matchAll(/(?<![\p{L}\p{M}\p{N}])\p{Lu}[\p{L}\p{M}]*\p{Ll}[\p{L}\p{M}'’-]*/gu)
  const found = [...words].flatMap((match) => {
    const word = match[0].replace(/['’](?:s)?$/u, '')
    const isStrange = strange.has(nameKey(word)) || strange.has(nameKey(match[0]))
    if (!isStrange || openers.has(nameKey(word))) return []
    const opens = opensSentence(told.slice(0, match.index))
    const rest = told.slice(match.index + match[0].length)
    return opens && looksLikeVerb(word, rest) ? [] : [word]
  })
  return [...new Set(found)]
}

/** True when the next word has its capital from standing first, whatever it is. */
function opensSentence(before: string): boolean {
  const said = before.trimEnd()
  return said === '' || /[.!?:"“”]$/.test(said) || before.slice(said.length).includes('\n')
}

/** `Sitting in a park`, `Quickly`, `Underneath the tree`: an ordinary word with a capital. */
const looksLikeVerb = (word: string, rest: string): boolean =>
  /(?:ing|ly)$/i.test(word) || /^\s+(?:a|an|the|two|three|his|her|their)\s/i.test(rest)
