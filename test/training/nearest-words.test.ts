import { describe, expect, it } from 'vitest'
import { wordsTokenizer } from '../../models/tokenizers/words.ts'
import nearestWords from '../../training/nearest-words.json' with { type: 'json' }
import vocabulary from '../../training/vocabulary.json' with { type: 'json' }
import { people } from '../../training/word-kinds.ts'

const nearest: Readonly<Record<string, string>> = nearestWords

const expected: Readonly<Record<string, string>> = {
  actress: 'woman',
  astounded: 'surprised',
  badminton: 'tennis',
  banjo: 'guitar',
  bedrooms: 'bedroom',
  berets: 'beret',
  blouses: 'blouse',
  bride: 'woman',
  bungalow: 'cabin',
  butterflies: 'butterfly',
  canoe: 'boat',
  carried: 'carrying',
  castles: 'castle',
  cathedral: 'church',
  caught: 'catching',
  cello: 'violin',
  chapel: 'church',
  cheery: 'smiling',
  chuckled: 'laughing',
  crayon: 'pencil',
  creek: 'river',
  daybreak: 'sunset',
  eatery: 'restaurant',
  enraged: 'angry',
  espresso: 'coffee',
  fiddle: 'violin',
  footbridge: 'bridge',
  goggles: 'glasses',
  grandmothers: 'old woman',
  groom: 'man',
  hamburger: 'sandwich',
  handset: 'phone',
  headset: 'headphones',
  hearth: 'fireplace',
  highway: 'street',
  hurled: 'throwing',
  irate: 'angry',
  jumped: 'jumping',
  kittens: 'cat',
  leaping: 'jumping',
  loaf: 'bread',
  men: 'man',
  miserable: 'sad',
  nephew: 'boy',
  niece: 'girl',
  parrot: 'bird',
  patio: 'terrace',
  perplexed: 'thoughtful',
  physician: 'doctor',
  pony: 'horse',
  poodle: 'dog',
  puppies: 'dog',
  rugby: 'football',
  sang: 'singing',
  scarves: 'scarf',
  ship: 'boat',
  skinny: 'thin',
  snowfall: 'snow',
  sofas: 'couch',
  surgeon: 'doctor',
  telephone: 'phone',
  terrified: 'worried',
  threw: 'throwing',
  turret: 'tower',
  waffles: 'pancakes',
  waitress: 'woman',
  willow: 'tree',
}

/** Names, numbers, countries, opposites, neighbours in speech only, people of either gender. */
const unknown = `
  mira tomas boris nancy henry charles bob london paris texas california yosemite
  china india africa turkey japan twelve seven hundred million
  cold left right never always president minister government economy inflation
  teacher student nurse soldier baker singer neighbor partner parent parents baby
  children musician driver tiger elephant snake wolf dolphin zebra
  airplane helicopter truck car rifle pistol zeppelin volcano submarine
  afternoon noon daytime spring autumn week weekend
  hotel cheese butter potato pasta hockey color colours jeans trousers shoes gloves necklace
  oranges duke nana strange violent fierce crazy crowd war knife tattoo scar
`
  .trim()
  .split(/\s+/)

describe('nearest words', () => {
  it.each(Object.entries(expected))('%s is read as %s', (word, as) => {
    expect(nearest[word]).toBe(as)
  })

  it('leaves alone what has no near word', () => {
    expect(unknown.filter((word) => nearest[word] !== undefined)).toEqual([])
  })

  it('leads to class words only from people of that gender', () => {
    const classWords = ['man', 'woman', 'boy', 'girl']
    const led = Object.entries(nearest).filter(([, as]) =>
      as.split(' ').some((word) => classWords.includes(word)),
    )
    expect(led.filter(([word, as]) => people.get(word) !== as)).toEqual([])
  })

  it('is sorted, and every reading is in the vocabulary', () => {
    const keys = Object.keys(nearest)
    expect(keys).toEqual(keys.toSorted())
    expect(keys.length).toBeGreaterThan(900)
    const words = ['<pad>', '<unk>', ...vocabulary.words]
    const spec = { type: 'words', length: 8, pad: 0, unknown: 1, ...vocabulary } as const
    const { encode } = wordsTokenizer({ ...spec, words, nearest })
    expect(encode('a puppy in a bungalow').readAs).toEqual([{ written: 'bungalow', as: 'cabin' }])
  })
})
