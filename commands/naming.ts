/** Which names a character may have. */
import type { Language } from '../story/artist.ts'
import { UserError } from '../story/errors.ts'
import { nameKey } from '../story/names.ts'

/** Words that mean something else where names are read. */
const taken = new Set(
  'everyone everybody here channel all nobody and with the a an he she they i you'.split(' '),
)

/** UserError `bad-command` when prompts with that name could not be understood. */
export function checkName(name: string, language: Language): void {
  const key = nameKey(name)
  const isClassWord =
    language.classWords.includes(key) ||
    (/^\S+$/.test(key) && language.classWordOf(key) !== undefined)
  if (isClassWord) {
    throw new UserError(
      'bad-command',
      `"${name}" is a kind of person, so it cannot be a name. Use a name such as Mira.`,
    )
  }
  if (taken.has(key)) {
    throw new UserError('bad-command', `"${name}" cannot be a name. Use a name such as Mira.`)
  }
}

/** The class word of a description. UserError `bad-command` listing them when there is none. */
export function checkDescription(name: string, description: string, language: Language): string {
  const classWord = language.classWordOf(description)
  if (classWord !== undefined) return classWord
  throw new UserError(
    'bad-command',
    `Say what ${name} is with one of these words: ${language.classWords.join(', ')}. ` +
      `For instance: /character add ${/\s/.test(name) ? `"${name}"` : name} young ${language.classWords[0]} with long red hair`,
  )
}
