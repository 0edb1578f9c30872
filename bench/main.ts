import { availableParallelism, cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openBundle } from '../models/bundles/bundle.ts'
import { endInWords } from './end-in-words.ts'
import { measureMemory } from './process-memory.ts'
import { measureEnlarging, measureSpeed } from './speed.ts'
import { benchStories } from './stories/bench.ts'
import { table } from './table.ts'
import { writeJson } from './write-json.ts'

const usage = `npm run bench                          speed and memory
npm run bench -- --stories DIR         draws the stories in DIR and scores them
  [--limit N] [--frames N]             N stories of every kind in turn, the first N frames of each
  [--out DIR] [--json FILE]            where pictures and the table go (bench/out)
  [--ablation NAME] [--seed N]`

const { values } = parseArgs({
  options: {
    stories: { type: 'string' },
    limit: { type: 'string' },
    frames: { type: 'string' },
    out: { type: 'string', default: 'bench/out' },
    json: { type: 'string' },
    ablation: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
})

function whole(name: 'limit' | 'frames' | 'seed', otherwise: number): number {
  const text = values[name]
  if (text === undefined) return otherwise
  if (!/^\d{1,9}$/.test(text) || (name !== 'seed' && Number(text) === 0))
    throw new Error(
      `--${name}: "${text}" must be a whole number${name === 'seed' ? '' : ' from 1'}\n\n${usage}`,
    )
  return Number(text)
}

async function main(): Promise<void> {
  const folder = process.env.BUNDLE ?? join(import.meta.dirname, '../models/bundles/storybook')
  const bundle = await openBundle(folder, { threads: availableParallelism() })
  const { name, version, defaults } = bundle.manifest
  console.log(`# ${name} ${version}: ${defaults.sampler}, ${defaults.steps} steps`)
  console.log(`${cpus()[0].model}, ${availableParallelism()} cores, Node ${process.version}\n`)

  if (values.stories !== undefined) {
    await benchStories(bundle, folder, {
      stories: values.stories,
      out: values.out,
      json: values.json,
      ablation: values.ablation,
      seed: whole('seed', 1),
      limit: whole('limit', Number.POSITIVE_INFINITY),
      frames: whole('frames', Number.POSITIVE_INFINITY),
    })
    await bundle.close()
  } else {
    const speed = await measureSpeed(bundle)
    const enlarging = await measureEnlarging(bundle)
    await bundle.close()
    console.log(
      table(
        ['work', 'rows', 'seconds', 'ms a row', 'pipeline / networks'],
        speed.map(({ work, rows, seconds, millisecondsPerRow, overNetworks }) => [
          work,
          String(rows),
          seconds.toFixed(2),
          millisecondsPerRow.toFixed(1),
          overNetworks.toFixed(3),
        ]),
      ),
    )
    if (enlarging !== undefined) console.log(`\nenlarging a picture: ${enlarging.toFixed(2)} s`)
    const memory = await measureMemory(folder)
    console.log(
      `\n${table(
        ['process', 'MB resident'],
        memory.map(([role, megabytes]) => [role, megabytes.toFixed(0)]),
      )}`,
    )
    if (values.json !== undefined) {
      await writeJson(values.json, {
        speed,
        enlarging,
        memory: Object.fromEntries(memory),
        bundle: { name, version },
      })
    }
  }
}

await endInWords(main)
