/** Reads WordNet's files (wndb(5WN), senseidx(5WN)): senses of a word, and what a sense is a kind of. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A synset: `n123` by part of speech and offset. */
interface Synset {
  readonly id: string
  /** Number of the lexicographer file. */
  readonly file: number
  readonly words: readonly string[]
  /** What it is a kind of. */
  readonly above: readonly string[]
  /** Adjectives that mean about the same. */
  readonly similar: readonly string[]
}

export interface WordNet {
  /** The senses in which a word is mostly used, commonest first; no proper names. */
  senses(word: string): readonly Synset[]
  /** All senses, rare ones too. */
  allSenses(word: string): readonly Synset[]
  /** Base forms of a word that WordNet has, itself included when it is one. */
  bases(word: string, part: 'n' | 'v'): readonly string[]
  /** Every synset that this one is a kind of, with the number of steps up, itself at 0. */
  above(synset: Synset): ReadonlyMap<string, number>
}

interface Sense {
  readonly synset: Synset
  readonly number: number
  readonly count: number
}

/** A sense counts as usual with this share of all tagged uses of the word. */
const usualShare = 0.3

export function readWordNet(dict: string): WordNet {
  const lines = (name: string) =>
    readFileSync(join(dict, name), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith(' '))
  const synsets = new Map(
    (['noun', 'verb', 'adj'] as const).flatMap((part) =>
      lines(`data.${part}`).map((line) => {
        const synset = parseSynset(line, part === 'adj' ? 'a' : part.slice(0, 1))
        return [synset.id, synset] as const
      }),
    ),
  )
  const senses = new Map<string, Sense[]>()
  for (const line of lines('index.sense')) {
    const [key, offset, number, count] = line.split(' ') as [string, string, string, string]
    const [word, place] = key.split('%') as [string, string]
    const part = { 1: 'n', 2: 'v', 3: 'a', 5: 'a' }[place.slice(0, 1)]
    const synset = synsets.get(`${part}${offset}`)
    // Proper names have capitals in the data files and none in the index.
    if (synset === undefined || !synset.words.includes(word)) continue
    const all = senses.get(word) ?? []
    all.push({ synset, number: Number(number), count: Number(count) })
    senses.set(word, all)
  }
  const ordered = (word: string): Sense[] =>
    (senses.get(word) ?? []).toSorted(
      (a, b) => b.count - a.count || a.number - b.number || (a.synset.id < b.synset.id ? -1 : 1),
    )
  const has = (word: string, part: string) =>
    (senses.get(word) ?? []).some(({ synset }) => synset.id.startsWith(part))
  return {
    senses(word) {
      const all = ordered(word)
      const total = all.reduce((sum, { count }) => sum + count, 0)
      const isUsual = ({ count, number }: Sense) =>
        total === 0 ? number === 1 : count / total >= usualShare
      return all.filter(isUsual).map(({ synset }) => synset)
    },
    allSenses: (word) => ordered(word).map(({ synset }) => synset),
    bases: (word, part) => basesOf(word, part).filter((base) => has(base, part)),
    above(synset) {
      const steps = new Map([[synset.id, 0]])
      for (const [id, step] of steps) {
        for (const higher of synsets.get(id)?.above ?? []) {
          if (!steps.has(higher)) steps.set(higher, step + 1)
        }
      }
      return steps
    },
  }
}

function parseSynset(line: string, part: string): Synset {
  const fields = line.split(' | ')[0]!.trim().split(' ')
  const count = Number.parseInt(fields[3]!, 16)
  const words = Array.from({ length: count }, (_, i) => fields[4 + 2 * i]!.replace(/\(.*\)$/, ''))
  const first = 5 + 2 * count
  const pointers = Array.from({ length: Number(fields[first - 1]) }, (_, i) => ({
    symbol: fields[first + 4 * i]!,
    target: `${fields[first + 4 * i + 2]!.replace('s', 'a')}${fields[first + 4 * i + 1]!}`,
  }))
  const targets = (symbol: string) =>
    pointers.filter((one) => one.symbol === symbol).map(({ target }) => target)
  return {
    id: `${part}${fields[0]}`,
    file: Number(fields[1]),
    words,
    above: targets('@'),
    similar: targets('&'),
  }
}

// Rules of detachment of morphy(7WN).
const endings = {
  n: [
    ['ches', 'ch'],
    ['shes', 'sh'],
    ['sses', 'ss'],
    ['xes', 'x'],
    ['ies', 'y'],
    ['ves', 'f'],
    ['s', ''],
  ],
  v: [
    ['ies', 'y'],
    ['ied', 'y'],
    ['es', 'e'],
    ['es', ''],
    ['s', ''],
    ['ed', 'e'],
    ['ed', ''],
    ['ing', 'e'],
    ['ing', ''],
  ],
} as const

/** What people do in pictures, told in the past. */
const irregular: Readonly<Record<string, string>> = {
  ate: 'eat',
  built: 'build',
  caught: 'catch',
  drank: 'drink',
  dug: 'dig',
  flew: 'fly',
  fought: 'fight',
  held: 'hold',
  ran: 'run',
  rode: 'ride',
  sang: 'sing',
  sat: 'sit',
  shook: 'shake',
  slept: 'sleep',
  spoke: 'speak',
  stood: 'stand',
  swung: 'swing',
  threw: 'throw',
  wrote: 'write',
}

function basesOf(word: string, part: 'n' | 'v'): string[] {
  const base = irregular[word]
  if (part === 'v' && base !== undefined) return [base]

  const cut = endings[part].flatMap(([ending, instead]) => {
    if (!word.endsWith(ending) || word.endsWith('ss')) return []
    const stem = word.slice(0, -ending.length) + instead
    // running: run; the rule that WordNet keeps in its lists of exceptions.
    const single = stem.replace(/([bdgklmnprt])\1$/, '$1')
    return single === stem ? [stem] : [stem, single]
  })
  return [...new Set([word, ...cut])]
}
