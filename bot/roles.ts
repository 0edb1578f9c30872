/** What a bot process does: speaks on chat platforms, serves the page, or both. */
export const roles = ['chats', 'page'] as const
export type Role = (typeof roles)[number]

/** The roles of a command line, all without one. Throws a RangeError for a word that is none. */
export function readRoles(words: readonly string[]): ReadonlySet<Role> {
  const isRole = (word: string): word is Role => roles.some((role) => role === word)
  const stranger = words.find((word) => !isRole(word))
  if (stranger !== undefined) {
    throw new RangeError(`${stranger} is nothing that a bot does: say ${roles.join(' or ')}`)
  }
  return new Set(words.length === 0 ? roles : words.filter(isRole))
}
