/** Which hairstyle somebody has. */

import type { Hairstyle } from './hairstyle.ts'
import type { ClassWord } from './identities.ts'
import { longHairstyles } from './long-hairstyles.ts'
import type { Random } from './random.ts'
import { shortHairstyles } from './short-hairstyles.ts'

const hairstyles: readonly Hairstyle[] = [...shortHairstyles, ...longHairstyles]

const places = { man: 0, woman: 1, boy: 2, girl: 3 } as const

/** `curly`: how much likelier than usual curls and braids are; `bald`: the same of bald heads. */
export function chooseHairstyle(random: Random, word: ClassWord, curly: number, bald: number) {
  const likelier = {
    straight: curly > 2 ? 0.3 : 1,
    curly,
    braided: curly > 2 ? curly * 1.5 : 0.2,
    bald,
  }
  return random.weighted(
    hairstyles.map((style) => [style, style.worn[places[word]] * likelier[style.kind]] as const),
  )
}
