// Writes people and pictures as scene graphs: npx tsx training/generate.main.ts --people 8000
// --records 200000 --seed 1 --out training/.work/data/1 [--portraits 0.15] [--held-out]
import { closeSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { actions } from './art/actions.ts'
import { clothes } from './art/clothes.ts'
import { headwear } from './art/headwear.ts'
import { scenes } from './art/scenes.ts'
import { generatePeople, generateRecords } from './generate.ts'

const { values } = parseArgs({
  options: {
    people: { type: 'string' },
    records: { type: 'string' },
    seed: { type: 'string' },
    out: { type: 'string' },
    portraits: { type: 'string', default: '0.15' },
    'held-out': { type: 'boolean', default: false },
  },
})
const usage =
  'usage: generate.main.ts --people <count> --records <count> --seed <number> --out <folder> [--portraits 0.15] [--held-out]'
const out = values.out
const [people, records, seed] = [values.people, values.records, values.seed].map((text) => {
  if (text === undefined || !/^\d+$/.test(text)) throw new Error(usage)
  return Number(text)
})
const portraits = Number(values.portraits)
if (out === undefined || people === undefined || records === undefined || seed === undefined)
  throw new Error(usage)
if (!(portraits >= 0 && portraits <= 1)) throw new Error(usage)

const partial = `${out}.partial`
mkdirSync(partial, { recursive: true })

function writeLines(name: string, values: Iterable<unknown>) {
  const file = openSync(join(partial, name), 'w')
  let waiting: string[] = []
  const flush = () => {
    writeSync(file, waiting.join(''))
    waiting = []
  }
  for (const value of values) {
    waiting.push(`${JSON.stringify(value)}\n`)
    if (waiting.length === 1000) flush()
  }
  flush()
  closeSync(file)
}

const everybody = generatePeople({ seed, heldOut: values['held-out'], people })
writeLines(
  'people.jsonl',
  everybody.map(({ identity }) => identity),
)
const art = { scenes, clothes, headwear, actions }
writeLines('records.jsonl', generateRecords({ seed, art, everybody, records, portraits }))
renameSync(partial, out)
