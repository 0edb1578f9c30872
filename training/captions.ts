import type { ClassWord, Identity } from './identities.ts'
import type { Random } from './random.ts'

const origins = {
  white: ['White', 'European', 'Caucasian'],
  black: ['Black', 'African', 'African American'],
  brown: [
    'South Asian',
    'Indian',
    'Hispanic',
    'Latin',
    'Middle Eastern',
    'Indigenous',
    'Native American',
  ],
  asian: ['Asian', 'East Asian', 'Chinese', 'Japanese', 'Korean'],
} as const

const ages = {
  child: ['young ', '', 'little ', 'young '],
  adult: ['', 'young ', 'adult ', 'middle-aged '],
  old: ['old ', 'elderly ', 'senior '],
} as const

function hairPhrase(random: Random, { hairShape, hairColour }: Identity) {
  if (hairShape === 'bald') return 'a bald head'
  if (hairShape === 'balding') return `balding ${hairColour} hair`
  if (hairShape.startsWith('a big')) return `a big ${hairColour} afro`
  if (hairShape.startsWith('a ')) return `${hairShape.replace('a ', `a ${hairColour} `)}`
  if (/cornrows|dreadlocks|pigtails/.test(hairShape)) return `${hairColour} ${hairShape}`
  return random.chance(0.85) ? `${hairShape} ${hairColour} hair` : `${hairColour} hair`
}

/** "young Asian woman with long, straight black hair and light skin": the person, without an article. */
export function describe(random: Random, identity: Identity) {
  const origin = random.chance(0.3) ? `${random.pick(origins[identity.race])} ` : ''
  const skin = identity.skin === 'light brown' && random.chance(0.3) ? 'olive' : identity.skin
  const parts = [
    hairPhrase(random, identity),
    ...(random.chance(0.85) ? [`${skin} skin`] : []),
    ...identity.features.filter(() => random.chance(0.85)),
  ]
  const [last, ...others] = [...parts].reverse()
  const list = others.length === 0 ? last : `${others.reverse().join(', ')} and ${last}`
  return `${random.pick(ages[identity.age])}${origin}${identity.word} with ${list}`
}

/** "old man": who it is at the least. */
export function describeBriefly(random: Random, identity: Identity) {
  return `${random.pick(ages[identity.age])}${identity.word as ClassWord}`
}

/** The parts that are there, as one line. */
export const caption = (...parts: readonly (string | undefined)[]) =>
  parts.filter((part) => part !== undefined && part !== '').join(' ')
