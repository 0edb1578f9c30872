/** Words that those who manage a workspace do not want in it. */
import { findBlocked, readBlocked } from '../story/blocked-words.ts'
import { UserError } from '../story/errors.ts'
import { maxBlocked, maxBlockedLength } from '../story/settings.ts'
import type { Context } from './command.ts'

/** UserError `blocked-word` when one of the texts has a word that this workspace blocks. */
export async function checkWords(
  { store, tenant }: Pick<Context, 'store' | 'tenant'>,
  ...texts: readonly (string | undefined)[]
): Promise<void> {
  const { blocked } = await store.settings.get(tenant)
  for (const text of texts) {
    const word = text === undefined ? undefined : findBlocked(text, blocked)
    if (word === undefined) continue
    throw new UserError(
      'blocked-word',
      `“${word}” is not wanted here: whoever manages this workspace blocks it. Please say it in other words.`,
    )
  }
}

/** The words of a list with commas; `none` is none. UserError `bad-command`. */
export function readBlockedList(list: string): string[] {
  if (/^none$/i.test(list.trim())) return []
  const words = readBlocked(list)
  const isFine = words.every(({ length }) => length <= maxBlockedLength)
  if (isFine && words.length > 0 && words.length <= maxBlocked) return words
  throw new UserError(
    'bad-command',
    `blocked takes 1 to ${maxBlocked} words with commas between them, each up to ` +
      `${maxBlockedLength} characters, or none.`,
  )
}
