/** Ways to spoil a payload: fields gone, wrong types, strange texts. */

import type { Random } from '../../../training/random.ts'

export type Json = { [key: string]: unknown }

/** A place in a payload: what holds it, and under which key. */
interface Place {
  readonly holder: Json
  readonly key: string
}

function places(holder: Json): Place[] {
  return Object.keys(holder).flatMap((key) => {
    const inner = holder[key]
    const deeper = typeof inner === 'object' && inner !== null ? places(inner as Json) : []
    return [{ holder, key }, ...deeper]
  })
}

const high = '\uD83C'
const low = '\uDFAD'
const strangeTexts: readonly ((text: string, random: Random) => string)[] = [
  () => '',
  (text) => `${text}\0${text}`,
  (text) => `${high}${text}`,
  (text) => `${text}${high}`,
  (text) => `${low}${text}`,
  (text) => text.slice(0, 1),
  (text, random) => (text || 'x').repeat(random.pick([30, 400, 4000])),
  (_, random) => 'a'.repeat(random.pick([101, 2001, 70_000])),
  (_, random) => '😀'.repeat(random.pick([51, 1001, 20_000])),
  () => '\u202Eback\u202C \u0300\u0301\u200B',
  () => '../../../channels/1/messages',
  () => '__proto__',
  () => 'constructor',
  () => 'toString',
  () => "'; drop table commands; --",
  () => '"unclosed prompt:',
  () => 'prompt:"a" prompt:"b" frame:1',
  () => '\n\n\t\r\n',
  () => '%00%2e%2e%2f',
  () => '-1',
  () => 'NaN',
  () => '99999999999999999999999999',
]

const wrongValues: readonly ((random: Random) => unknown)[] = [
  () => null,
  () => true,
  () => false,
  () => 0,
  () => -1,
  () => 1e308,
  () => 0.5,
  () => '',
  () => [],
  () => ({}),
  () => [[[]]],
  () => [null],
  () => ({ length: -1 }),
  () => ({ toString: 'no function' }),
  () => JSON.parse('{"then": true, "id": 1}'),
  () => JSON.parse('{"__proto__": {"isAdmin": true}, "constructor": 1}'),
  (random) => random.integer(2, 2 ** 40),
]

function deep(levels: number): Json {
  let inner: Json = { name: 'deep', type: 1, options: [], components: [] }
  for (let level = 0; level < levels; level++) {
    inner = { name: 'deep', type: 2, [level % 2 === 0 ? 'options' : 'components']: [inner] }
  }
  return inner
}

type Way = (place: Place, random: Random) => void

const ways: readonly (readonly [Way, number])[] = [
  [({ holder, key }) => delete holder[key], 4],
  [
    ({ holder, key }, random) => {
      holder[key] = random.pick(wrongValues)(random)
    },
    5,
  ],
  [
    ({ holder, key }, random) => {
      const value = holder[key]
      holder[key] = random.pick(strangeTexts)(typeof value === 'string' ? value : '7', random)
    },
    5,
  ],
  [
    ({ holder, key }, random) => {
      const value = holder[key]
      if (!Array.isArray(value)) holder[`${key}_`] = value
      else if (random.chance(0.5)) value.push(...value)
      else value.push(deep(random.pick([2, 30, 200])))
    },
    2,
  ],
]

/** Spoils one to four places of a payload, which is changed. */
export function spoil(payload: Json, random: Random): Json {
  for (let times = random.pick([1, 1, 1, 2, 4]); times > 0; times--) {
    const all = places(payload)
    if (all.length > 0) random.weighted(ways)(random.pick(all), random)
  }
  return payload
}

/** Puts a strange text where people write: at one of these keys. */
export function disturb(payload: Json, keys: readonly string[], random: Random): Json {
  const written = places(payload).filter(
    ({ holder, key }) => keys.includes(key) && typeof holder[key] === 'string',
  )
  if (written.length === 0) return payload
  const { holder, key } = random.pick(written)
  holder[key] = random.pick(strangeTexts)(String(holder[key]), random)
  return payload
}
