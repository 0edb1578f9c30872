// Draws the training pictures: npx tsx training/generate.main.ts --people 3000 --seed 1 --out <folder>
import { closeSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createIdentity, type Identity } from './identities.ts'
import { drawPortrait, drawScene, type Picture } from './pictures.ts'
import { createRandom, type Random } from './random.ts'
import { renderMask, renderPicture } from './rendering.ts'

const { values } = parseArgs({
  options: {
    people: { type: 'string' },
    seed: { type: 'string' },
    out: { type: 'string' },
    large: { type: 'string', default: '0.1' },
    side: { type: 'string', default: '64' },
  },
})
const seed = Number(values.seed)
const people = Number(values.people)
const side = Number(values.side)
const out = values.out
const usage =
  'usage: generate.main.ts --people <count> --seed <number> --out <folder> [--large 0.1] [--side 64 | 128]'
if (out === undefined || !Number.isInteger(seed) || !Number.isInteger(people))
  throw new Error(usage)
if (side !== 64 && side !== 128) throw new Error(usage)

const random = createRandom(seed * 7919 + 1234567)
// facesjs takes its chance from the global generator; seeded, the same faces come again.
Math.random = random.next

/** The last people met: company for pictures of two and three. */
const company: Identity[] = []

function picturesOf(random: Random, person: Identity): Picture[] {
  const friends = (count: number) => {
    const chosen = new Set<Identity>([person])
    while (chosen.size < Math.min(count, company.length)) chosen.add(random.pick(company))
    const list = [...chosen]
    return random.chance(0.5) ? list : list.reverse()
  }
  return [
    drawPortrait(random, person),
    drawPortrait(random, person),
    drawScene(random, [person]),
    drawScene(random, [person]),
    drawScene(random, [person]),
    drawScene(random, friends(2)),
    ...(person.number % 2 === 0 ? [drawScene(random, friends(3))] : []),
  ]
}

const partial = `${out}.partial`
mkdirSync(partial, { recursive: true })
const open = (name: string) => openSync(join(partial, name), 'w')
const files = {
  small: open('small.u8'),
  masks: open('masks.u8'),
  large: open('large.u8'),
  records: open('records.jsonl'),
}

for (let i = 0; i < people; i++) {
  const person = createIdentity(random, seed * 1_000_000 + i)
  company.push(person)
  if (company.length > 60) company.shift()
  for (const picture of picturesOf(random, person)) {
    const { small, large } = renderPicture(picture, side, random.chance(Number(values.large)))
    writeSync(files.small, small)
    writeSync(files.masks, renderMask(picture))
    if (large !== undefined) writeSync(files.large, large)
    writeSync(
      files.records,
      `${JSON.stringify({ ...picture.record, large: large !== undefined })}\n`,
    )
    // The native renderer frees its pictures only when the event loop turns.
    await setImmediate()
  }
}
for (const file of Object.values(files)) closeSync(file)
renameSync(partial, out)
