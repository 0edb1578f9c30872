/** A character as one message: from the first portraits to the face that was found. Pure. */

import { progressWords } from '../commands/progress.ts'
import type { Progress } from '../story/artist.ts'
import type { Character } from '../story/character.ts'
import type { Outgoing, Picture } from './chat.ts'

export function characterMessage(
  character: Character,
  progress: Progress | undefined,
  picture: Picture | undefined,
): Outgoing {
  const { name, description, author } = character
  const state = stateLine(character, progress)
  return {
    lines: [
      { title: name, text: description },
      { text: `described by ${author.name}`, isSmall: true },
      ...(state === '' ? [] : [{ text: state }]),
    ],
    buttons: [],
    pictures: picture === undefined ? [] : [picture],
  }
}

export const portraitAlt = ({ name, description }: Character): string =>
  `Portrait of ${name}: ${description}`

function stateLine({ state, problem }: Character, progress: Progress | undefined): string {
  if (state === 'failed') return problem ?? 'No face was found.'
  if (state === 'ready') return ''
  const words = progress === undefined ? 'waits for a face' : progressWords(progress)
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}
