/** A character as one message: from the first portraits to the face that was found. Pure. */

import { progressWords } from '../../commands/progress.ts'
import type { Progress } from '../../story/artist.ts'
import type { Character } from '../../story/character.ts'
import { type Outgoing, type Picture, verbatim } from './outgoing.ts'

export function characterMessage(
  character: Character,
  progress: Progress | undefined,
  picture: Picture | undefined,
): Outgoing {
  const { name, description, author } = character
  const about = `**${verbatim(name, 160)}** · ${verbatim(description, 900)}`
  const credits = `-# described by ${verbatim(author.name, 80)}`
  const state = stateLine(character, progress)
  return {
    content: [about, credits, ...(state === '' ? [] : [state])].join('\n'),
    buttons: [],
    pictures: picture === undefined ? [] : [picture],
  }
}

export const portraitAlt = ({ name, description }: Character): string =>
  `Portrait of ${name}: ${description}`

function stateLine({ state, problem }: Character, progress: Progress | undefined): string {
  if (state === 'failed') return verbatim(problem ?? 'No face was found.', 400)
  if (state === 'ready') return ''
  const words = progress === undefined ? 'waits for a face' : progressWords(progress)
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}
