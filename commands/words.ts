/** Small pieces of the sentences that commands answer with. */

/** One line of at most `length` characters; never cuts a character in half. */
export function clip(text: string, length = 80): string {
  const line = [...text.replace(/\s+/g, ' ').trim()]
  return line.length <= length
    ? line.join('')
    : `${line
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`
}

/** `Mira`, `Mira and Tomas`, `Mira, Tomas and Ann`. */
export const listed = (names: readonly string[], last = 'and'): string =>
  names.length < 2
    ? names.join('')
    : `${names.slice(0, -1).join(', ')} ${last} ${names[names.length - 1]}`

/** A list that stays short: `Mira, Tomas and 12 more`. */
export const listedShortly = (names: readonly string[], most = 12): string =>
  names.length <= most
    ? listed(names)
    : listed([...names.slice(0, most), `${names.length - most} more`])

/** The text with a full stop at its end, unless it ends a sentence already. */
export const ended = (text: string): string => text.replace(/([^.!?…])$/, '$1.')

/** `1 frame`, `2 frames`. */
export const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`
