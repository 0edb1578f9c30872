/** A person in words, as people write them and as a story keeps them. */

import type { Age, ClassWord, Person } from './identities.ts'
import type { Random } from './random.ts'

const ages: Readonly<Record<Age, readonly string[]>> = {
  child: ['young', 'young', 'young', 'little', '', ''],
  young: ['young', 'young', 'young', 'young', ''],
  adult: ['', '', '', 'adult'],
  middle: ['middle-aged', 'middle-aged', ''],
  old: ['elderly', 'elderly', 'old', 'old', 'senior', 'older'],
}

const otherWords: Readonly<Record<ClassWord, readonly string[]>> = {
  man: ['guy', 'gentleman', 'male'],
  woman: ['lady', 'female'],
  boy: ['kid', 'lad'],
  girl: ['girl'],
}

const joined = (words: readonly string[]) => words.filter((word) => word !== '').join(' ')

/** "with A", "with A and B", "with A, B and C". */
function listed(parts: readonly string[]) {
  const last = parts.at(-1)
  if (last === undefined) return ''
  const others = parts.slice(0, -1).join(', ')
  return others === '' ? `with ${last}` : `with ${others} and ${last}`
}

function ageWord(random: Random, { identity: { age, build } }: Person) {
  const teenage = age === 'child' && build[0] > 0.825
  return teenage && random.chance(0.5) ? 'teenage' : random.pick(ages[age])
}

/** "young Asian woman"; `word` is the class word or, rarely, another one for it. */
function whoIs(random: Random, person: Person, adjective: string, rare: number) {
  const { word } = person.identity
  const origin = random.chance(0.3) ? random.pick(person.wording.origins) : ''
  const noun = random.chance(rare) ? random.pick(otherWords[word]) : word
  return joined([ageWord(random, person), adjective, origin, noun])
}

/** Hair says what it is like, and its colour mostly; always, if nobody would expect that colour. */
function hairPhrase(random: Random, { wording }: Person) {
  const { hair, hairColours, hairColourUnexpected } = wording
  const phrase = random.pick(hair)
  const coloured =
    hairColourUnexpected || random.chance(0.94)
      ? phrase.replace('#', random.pick(hairColours))
      : phrase.replace('# ', '')
  return random.chance(0.12) ? coloured.replace(',', '') : coloured
}

function skinPhrase(random: Random, { wording: { skin } }: Person) {
  if (random.chance(0.05)) return 'smooth skin'
  const tone = `${random.pick(skin)} skin`
  return random.chance(0.12) ? `smooth ${tone}` : tone
}

/** "bald", "bearded", "red-haired": a feature before the noun, and what it spares saying. */
function adjectiveOf(random: Random, { wording, identity }: Person) {
  const hair = wording.hair[0] ?? ''
  const colour = wording.hairColours[0] ?? ''
  const choices = [
    ...(hair.includes('bald head') ? [{ adjective: 'bald', spares: 'hair' } as const] : []),
    ...(wording.facialHair[0]?.includes('beard')
      ? [{ adjective: 'bearded', spares: 'beard' } as const]
      : []),
    ...(wording.freckles ? [{ adjective: 'freckled', spares: 'freckles' } as const] : []),
    ...(identity.glasses === 'none'
      ? []
      : [{ adjective: 'bespectacled', spares: 'glasses' } as const]),
    ...(/ hair$/.test(hair) && !hair.startsWith('balding')
      ? [
          { adjective: colour === 'blonde' ? colour : `${colour}-haired`, spares: 'hair' } as const,
          ...(/^(long|short)/.test(hair)
            ? [
                {
                  adjective: `${hair.slice(0, hair.search(/[ ,]/))}-haired`,
                  spares: 'nothing',
                } as const,
              ]
            : []),
          ...(hair.includes('curly')
            ? [{ adjective: 'curly-haired', spares: 'nothing' } as const]
            : []),
        ]
      : []),
  ]
  return choices.length > 0 && random.chance(0.08) ? random.pick(choices) : undefined
}

/**
 * "young Asian woman with long, straight black hair and light skin": what lasts of a person,
 * without an article. It has the class word.
 */
export function describe(random: Random, person: Person, rareWords = 0): string {
  const { wording, identity } = person
  const before = adjectiveOf(random, person)
  const lengthOnly =
    before?.spares === 'nothing'
      ? hairPhrase(random, person).replace(/^(long|short),? /, '')
      : undefined
  const hair =
    before?.spares === 'hair' || (!wording.hairColourUnexpected && random.chance(0.04))
      ? []
      : [lengthOnly ?? hairPhrase(random, person)]
  const skin = random.chance(0.82) ? [skinPhrase(random, person)] : []
  const beard = wording.facialHair.length > 0 && before?.spares !== 'beard' && random.chance(0.88)
  const glasses = identity.glasses !== 'none' && before?.spares !== 'glasses' && random.chance(0.88)
  const freckles = wording.freckles && before?.spares !== 'freckles' && random.chance(0.85)
  const main = random.chance(0.8) ? [...hair, ...skin] : [...skin, ...hair]
  const extras = [
    ...(beard ? [random.pick(wording.facialHair)] : []),
    ...(glasses ? ['glasses'] : []),
    ...(freckles ? ['freckles'] : []),
  ]
  const parts = random.chance(0.85) ? [...main, ...extras] : [...extras, ...main]
  return joined([whoIs(random, person, before?.adjective ?? '', rareWords), listed(parts)])
}

/** "old man", "little girl with red hair": who it is at the least. */
export function describeBriefly(random: Random, person: Person): string {
  const who = whoIs(random, person, '', 0.15)
  const leavesHair = !person.wording.hairColourUnexpected && random.chance(0.5)
  return leavesHair ? who : joined([who, listed([hairPhrase(random, person)])])
}
