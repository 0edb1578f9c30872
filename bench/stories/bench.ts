/** npm run bench -- --stories DIR: draws the benchmark stories and scores them. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Bundle } from '../../models/bundles/bundle.ts'
import { type Judges, openJudges } from '../../models/bundles/judges.ts'
import { compareDiscoveries } from './cheap-discovery.ts'
import { type DrawnStory, drawStory, type Variant } from './draw.ts'
import { compareFilters } from './filters-ablation.ts'
import { readPicture, tilesOf } from './pictures.ts'
import { progress } from './progress.ts'
import { readStories, type Story } from './read.ts'
import { type StoryScores, scoreAnchors, scoreStory } from './score.ts'
import { compareSeeds } from './seeds.ts'
import { overviewRow, storyRows, writeSheet } from './sheets.ts'
import { report, reportTable } from './table.ts'
import { ablations, full } from './variants.ts'

export interface StoriesOptions {
  /** Folder of story files. */
  readonly stories: string
  readonly out: string
  readonly json: string | undefined
  readonly ablation: string | undefined
  readonly seed: number
  /** The first so many stories, and the first so many frames of each. */
  readonly limit: number
  readonly frames: number
}

/** Ablations that compare discoveries alone and draw no story. */
const discoveries = {
  'cheap-discovery': compareDiscoveries,
  filters: compareFilters,
  'random-seed': compareSeeds,
}

export async function benchStories(
  bundle: Bundle,
  folder: string,
  options: StoriesOptions,
): Promise<void> {
  const { manifest } = bundle
  const stories = (await readStories(options.stories, manifest.classWords))
    .slice(0, options.limit)
    .map((story) => ({ ...story, frames: story.frames.slice(0, options.frames) }))
  const { ablation } = options
  const names = [...Object.keys(ablations), ...Object.keys(discoveries)]
  if (ablation !== undefined && !names.includes(ablation)) {
    throw new Error(`--ablation: "${ablation}" is none of ${names.join(', ')}`)
  }
  const judges = await openJudges(folder, manifest, { threads: 2 })
  try {
    const compare = discoveries[ablation as keyof typeof discoveries]
    if (compare !== undefined) {
      console.log(await compare({ model: bundle, judges, stories, seed: options.seed }))
      return
    }
    const variants = ablation === undefined ? [full] : ablations[ablation](manifest.defaults)
    await benchVariants(bundle, judges, folder, stories, variants, options)
  } finally {
    await judges.close()
  }
}

async function benchVariants(
  bundle: Bundle,
  judges: Judges,
  folder: string,
  stories: readonly Story[],
  variants: readonly Variant[],
  { out, json, seed }: StoriesOptions,
): Promise<void> {
  const { manifest, networks } = bundle
  const pieces = stories.map((story) => story.characters.length + story.frames.length)
  const shown = progress(
    variants.length * pieces.reduce((sum, count) => sum + count, 0),
    process.stderr,
  )
  const anchors = await readAnchors(judges, folder, manifest.judges)
  const reports: [string, ReturnType<typeof report>][] = []
  for (const variant of variants) {
    const drawn: DrawnStory[] = []
    const scores: StoryScores[] = []
    for (const story of stories) {
      const one = await drawStory({
        model: bundle,
        bundle: `${manifest.name} ${manifest.version} ${manifest.files['denoiser.onnx']?.sha256}`,
        story,
        variant,
        seed,
        out,
        onPiece: shown.piece,
      })
      await writeSheet(storyRows(one), join(one.folder, 'sheet.png'))
      drawn.push(one)
      scores.push(await scoreStory(one, networks.layout, judges))
    }
    const wide = Math.max(...stories.map((story) => story.characters.length))
    await writeSheet(
      drawn.map((one) => overviewRow(one, wide)),
      join(out, variant.name, 'sheet.png'),
      128,
    )
    reports.push([variant.name, report(scores, anchors)])
  }
  console.log(reportTable(reports))
  if (json === undefined) return
  const origin = {
    bundle: { name: manifest.name, version: manifest.version },
    settings: { ...manifest.defaults, seed },
  }
  const [[, only]] = reports
  const content =
    reports.length === 1
      ? { ...only, ...origin }
      : { variants: Object.fromEntries(reports), ...origin }
  await mkdir(dirname(json), { recursive: true })
  await writeFile(json, `${JSON.stringify(content, null, 2)}\n`)
}

async function readAnchors(
  judges: Judges,
  folder: string,
  described: Bundle['manifest']['judges'],
) {
  if (described === undefined) return { ceiling: [], floor: [] }
  const { file, tile, same } = described.anchors
  return scoreAnchors(tilesOf(await readPicture(join(folder, file)), tile), same, judges)
}
