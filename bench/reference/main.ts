import { spawnSync } from 'node:child_process'
import { access, mkdir } from 'node:fs/promises'
import { availableParallelism, cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readManifest } from '../../models/bundles/manifest.ts'
import { openTokenizer } from '../../models/bundles/tokenizer.ts'
import { drawingFlags, drawingProgram } from '../../models/drawing-process.ts'
import { endInWords } from '../end-in-words.ts'
import { table } from '../table.ts'
import { writeJson } from '../write-json.ts'
import { type Compared, comparePieces, median } from './compare.ts'
import { characterRequest, cheapCharacterRequest, frameRequest } from './requests.ts'
import { openSide } from './side.ts'

const usage = `npm run bench:reference             the published algorithm in PyTorch and ours, in turn
  [--threads N] [--repeats N]          CPU threads of both (all), rounds (3)
  [--portraits N]                      of a published character (64)
  [--json FILE]                        where the table goes
Python with training's and export's requirements is PYTHON, else python3`

const { values } = parseArgs({
  options: {
    threads: { type: 'string', default: String(availableParallelism()) },
    repeats: { type: 'string', default: '3' },
    portraits: { type: 'string', default: '64' },
    json: { type: 'string' },
  },
})

function whole(name: 'threads' | 'repeats' | 'portraits'): number {
  if (!/^[1-9]\d{0,3}$/.test(values[name])) {
    throw new Error(`--${name}: "${values[name]}" must be a whole number from 1\n\n${usage}`)
  }
  return Number(values[name])
}

const here = import.meta.dirname
const bundle = join(here, '../../models/bundles/storybook')
const made = join(here, '../out/reference')
const python = process.env.PYTHON ?? 'python3'

/** The bundle's networks for PyTorch, compared with its files; made anew, for a bundle may change. */
async function prepare(): Promise<void> {
  await mkdir(made, { recursive: true })
  const atlas = join(made, 'atlas')
  const there = await access(join(atlas, 'catalogue.json')).then(
    () => true,
    () => false,
  )
  if (!there) {
    const atlasTool = join(here, '../../training/atlas.main.ts')
    run(process.execPath, ['--import', 'tsx', atlasTool, '--out', atlas])
  }
  run(python, [join(here, 'torch_networks.py'), '--bundle', bundle, '--out', made])
}

function run(command: string, args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] })
  if (error !== undefined) throw new Error(`${command} cannot be started: ${error.message}`)
  if (status !== 0) throw new Error(`${[command, ...args].join(' ')} ended with ${status}`)
}

async function main(): Promise<void> {
  const [threads, repeats, portraits] = (['threads', 'repeats', 'portraits'] as const).map(whole)
  const manifest = await readManifest(bundle)
  const described = { manifest, tokenizer: await openTokenizer(manifest, bundle) }
  await prepare()
  const published = await openSide(
    python,
    [join(here, 'published_process.py'), made, bundle, String(threads)],
    { OMP_NUM_THREADS: String(threads) },
  )
  const ours = await openSide(process.execPath, [
    ...[...drawingFlags, ...drawingProgram(join(here, 'ours.main.ts')), bundle, String(threads)],
  ])
  try {
    // The first runs of both plan and compile: not what a story costs.
    const few = characterRequest(described, { portraits: 4, steps: 2 })
    const identity = (await ours.ask(few)).identity ?? []
    await published.ask(few)
    const frames = [1, 2, 3].map((count) => frameRequest(described, count, identity))
    for (const frame of frames) {
      for (const side of [ours, published]) {
        await side.ask({ ...frame, steps: 2, startStep: 1 })
      }
    }
    const whole = characterRequest(described, { portraits })
    const pieces = [
      ...frames.map((frame, k) => ({
        work: `a frame, K = ${k + 1}`,
        published: frame,
        ours: frame,
      })),
      { work: 'a character, equal work', published: whole, ours: whole },
      {
        work: 'a character, as the bundle sets it',
        published: whole,
        ours: cheapCharacterRequest(described),
      },
    ]
    const compared = await comparePieces({ published, ours }, pieces, repeats, (line) =>
      console.error(line),
    )
    const { name, version } = manifest
    const machine = `${cpus()[0].model}, ${availableParallelism()} cores`
    console.log(`# ${name} ${version}: ${threads} threads, ${repeats} rounds, ${machine}\n`)
    console.log(table(head, compared.map(row)))
    const loaded = {
      publishedLoadedMegabytes: published.loadedMegabytes,
      loadedMegabytes: ours.loadedMegabytes,
    }
    if (values.json !== undefined) {
      const bundleName = { name, version }
      const about = { bundle: bundleName, machine, threads, repeats, portraits, ...loaded }
      await writeJson(values.json, { ...about, compared })
    }
  } finally {
    await Promise.all([published.close(), ours.close()])
  }
}

const head = [
  'work',
  'rows, published',
  'rows, ours',
  'seconds, published',
  'seconds, ours',
  'times faster',
  'times less CPU',
  'peak MB, published',
  'peak MB, ours',
  'agreement',
]

function row(compared: Compared): string[] {
  const [before, after] = [median(compared.publishedSeconds), median(compared.seconds)]
  const cpu = median(compared.publishedCpuSeconds) / median(compared.cpuSeconds)
  const { agreement } = compared
  return [
    compared.work,
    String(compared.publishedRows),
    String(compared.rows),
    before.toFixed(2),
    after.toFixed(2),
    (before / after).toFixed(2),
    cpu.toFixed(2),
    compared.publishedPeakMegabytes.toFixed(0),
    compared.peakMegabytes.toFixed(0),
    agreement > 1.01 ? `${agreement.toFixed(1)} dB` : `cosine ${agreement.toFixed(4)}`,
  ]
}

await endInWords(main)
