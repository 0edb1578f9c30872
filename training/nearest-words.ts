/** Chooses, for a word outside the vocabulary, the known word that means almost the same. */

import { looseSynonyms, never, people, wordKinds } from './word-kinds.ts'
import type { WordNet } from './word-net.ts'

export interface Vocabulary {
  readonly words: readonly string[]
  readonly synonyms: Readonly<Record<string, string>>
  readonly ignored: readonly string[]
}

/** Word vectors of length 1. */
export type Vectors = ReadonlyMap<string, Float32Array>

/**
 * Least cosines. Vectors alone put antonyms and neighbours (hot and cold, violin and concert) as
 * near as synonyms; so the less WordNet says of two words, the nearer their vectors must be.
 */
export const thresholds = {
  /** A form of a known word: castles, walked. */
  form: 0.25,
  /** In one synset, or similar adjectives. */
  same: 0.3,
  /** A kind of the known word: a cottage is a house. */
  under: 0.35,
  /** Kinds of the same thing. */
  beside: 0.62,
} as const

/** A known word in its drawable sense. */
interface Anchor {
  readonly word: string
  readonly as: string
  readonly kind: string
  readonly vector: Float32Array
}

export interface Reading {
  readonly word: string
  readonly as: string
  readonly near: string
  readonly relation: keyof typeof thresholds | 'person'
  readonly cosine: number
}

export function nearestWords(
  vocabulary: Vocabulary,
  vectors: Vectors,
  wordNet: WordNet,
): Reading[] {
  const known = new Set([
    ...vocabulary.words,
    ...Object.keys(vocabulary.synonyms),
    ...vocabulary.ignored,
  ])
  const anchors = anchorsOf(vocabulary, vectors)
  const relate = relations(wordNet)
  return [...vectors].flatMap(([word, vector]): Reading[] => {
    if (known.has(word) || never.has(word) || !/^[a-z]{3,}$/.test(word)) return []
    const person = people.get(word)
    if (person !== undefined) {
      return [{ word, as: person, near: person, relation: 'person', cosine: 1 }]
    }
    const readings = anchors.flatMap((anchor): Reading[] => {
      const cosine = dot(vector, anchor.vector)
      if (cosine < thresholds.form) return []
      const relation = relate(word, anchor)
      if (relation === undefined || cosine < thresholds[relation]) return []
      return [{ word, as: anchor.as, near: anchor.word, relation, cosine }]
    })
    return readings.toSorted(better).slice(0, 1)
  })
}

const closeness = { form: 0.4, same: 0.2, under: 0.15, beside: 0, person: 1 }
const better = (a: Reading, b: Reading): number =>
  b.cosine + closeness[b.relation] - (a.cosine + closeness[a.relation]) ||
  (a.near < b.near ? -1 : 1)

/** Words and synonyms that can be drawn and have a vector, once for each of their kinds. */
function anchorsOf({ words, synonyms }: Vocabulary, vectors: Vectors): Anchor[] {
  const meanings = [...words.map((word) => [word, word] as const), ...Object.entries(synonyms)]
  return Object.entries(wordKinds).flatMap(([kind, { words: drawable }]) =>
    meanings.flatMap(([word, as]): Anchor[] => {
      const vector = vectors.get(word)
      if (vector === undefined || !drawable.includes(as)) return []
      return [{ word, as, kind, vector }]
    }),
  )
}

function relations(wordNet: WordNet) {
  const sensesOf = remembered((word: string) => wordNet.senses(word))
  const drawnSenses = remembered((key: string) => {
    const [kind, word] = key.split(' ') as [string, string]
    const { files } = wordKinds[kind]!
    const bases = [...new Set([...wordNet.bases(word, 'n'), ...wordNet.bases(word, 'v'), word])]
    return bases.flatMap((base) => {
      const fitting = wordNet.allSenses(base).filter(({ file }) => files.includes(file))
      const usual = sensesOf(base).filter(({ file }) => files.includes(file))
      return usual.length > 0 ? usual : fitting.slice(0, 1)
    })
  })
  const basesOf = remembered((key: string) => {
    const [part, word] = key.split(' ') as ['n' | 'v', string]
    return wordNet.bases(word, part)
  })
  const above = remembered((id: string) => wordNet.above(byId.get(id)!))
  const byId = new Map<string, ReturnType<WordNet['senses']>[number]>()

  return (word: string, { word: near, kind }: Anchor): keyof typeof thresholds | undefined => {
    const { files } = wordKinds[kind]!
    const part = kind === 'action' ? 'v' : 'n'
    const hasForms = !['mood', 'colour', 'look'].includes(kind)
    const bases = basesOf(`${part} ${word}`)
    const isForm = hasForms && basesOf(`${part} ${near}`).some((base) => bases.includes(base))
    if (isForm) return 'form'
    if (looseSynonyms.has(near)) return undefined
    const isVerbForm = kind === 'action' && !bases.some((base) => base === word && !isVerb(word))
    const usual = [...new Set([word, ...(isVerbForm || part === 'n' ? bases : [])])]
      .flatMap((base) => sensesOf(base))
      .filter(({ file }) => files.includes(file))
    const targets = drawnSenses(`${kind} ${near}`)
    let found: keyof typeof thresholds | undefined
    for (const sense of usual) {
      byId.set(sense.id, sense)
      for (const target of targets) {
        byId.set(target.id, target)
        if (sense.id === target.id || sense.similar.includes(target.id)) return 'same'
        const up = above(sense.id)
        const steps = up.get(target.id)
        if (steps !== undefined && steps <= 5) found = 'under'
        else if (found === undefined && target.above.some((id) => up.get(id) === 1)) {
          found = 'beside'
        }
      }
    }
    return found
  }

  function isVerb(word: string): boolean {
    const [first] = sensesOf(word)
    return first?.id.startsWith('v') ?? false
  }
}

function remembered<Value>(compute: (key: string) => Value): (key: string) => Value {
  const values = new Map<string, Value>()
  return (key) => {
    const value = values.get(key) ?? compute(key)
    values.set(key, value)
    return value
  }
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
