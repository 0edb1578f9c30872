/** npm run bench -- --stories DIR: draws the benchmark stories and scores them. */
import { join } from 'node:path'
import type { Bundle } from '../../models/bundles/bundle.ts'
import { type Judges, openJudges } from '../../models/bundles/judges.ts'
import { writeJson } from '../write-json.ts'
import { type Anchors, readAnchors } from './anchors.ts'
import { compareDiscoveries } from './cheap-discovery.ts'
import { chooseStories } from './choose.ts'
import type { Compared, Comparison } from './discoveries.ts'
import { type DrawnStory, drawStory } from './draw.ts'
import { compareFilters } from './filters-ablation.ts'
import { bundleKey } from './pieces.ts'
import { progress } from './progress.ts'
import { readStories, type Story } from './read.ts'
import { report } from './report.ts'
import { type StoryScores, scoreStory } from './score.ts'
import { compareSeeds } from './seeds.ts'
import { overviewRow, storyRows, writeSheet } from './sheets.ts'
import { reportTable } from './table.ts'
import { ablations, full } from './variants.ts'

export interface StoriesOptions {
  /** Folder of story files. */
  readonly stories: string
  readonly out: string
  readonly json: string | undefined
  readonly ablation: string | undefined
  readonly seed: number
  /** So many stories, of every kind, and the first so many frames of each. */
  readonly limit: number
  readonly frames: number
}

type Compare = (comparison: Comparison) => Promise<Compared>

/** Ablations that compare discoveries alone and draw no story. */
const discoveries: Readonly<Record<string, Compare>> = {
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
  const all = await readStories(options.stories, manifest.classWords)
  const stories = chooseStories(all, options.limit).map((story) => ({
    ...story,
    frames: story.frames.slice(0, options.frames),
  }))
  const { ablation, seed, json } = options
  const names = [...Object.keys(ablations), ...Object.keys(discoveries)]
  if (ablation !== undefined && !names.includes(ablation)) {
    throw new Error(`--ablation: "${ablation}" is none of ${names.join(', ')}`)
  }
  const judges = await openJudges(folder, manifest, { threads: 2 })
  try {
    const anchors = await readAnchors(folder, manifest, judges)
    const compare = ablation === undefined ? undefined : discoveries[ablation]
    const found =
      compare === undefined
        ? await compareVariants(bundle, judges, anchors, stories, options)
        : await compare({ model: bundle, judges, anchors, stories, seed })
    console.log(found.table)
    if (json === undefined) return
    const { name, version, defaults } = manifest
    await writeJson(json, {
      ...found.json,
      ablation: ablation ?? null,
      drawn: stories.map((story) => story.name),
      bundle: { name, version, key: bundleKey(manifest) },
      settings: { ...defaults, seed },
    })
  } finally {
    await judges.close()
  }
}

async function compareVariants(
  bundle: Bundle,
  judges: Judges,
  anchors: Anchors,
  stories: readonly Story[],
  { out, ablation, seed }: StoriesOptions,
): Promise<Compared> {
  const { manifest, networks } = bundle
  const variants = ablation === undefined ? [full] : ablations[ablation](manifest.defaults)
  const pieces = stories.map((story) => story.characters.length + story.frames.length)
  const shown = progress(
    variants.length * pieces.reduce((sum, count) => sum + count, 0),
    process.stderr,
  )
  const reports: [string, ReturnType<typeof report>][] = []
  for (const variant of variants) {
    const drawn: DrawnStory[] = []
    const scores: StoryScores[] = []
    for (const story of stories) {
      const one = await drawStory({
        model: bundle,
        bundle: bundleKey(manifest),
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
  const [[, only]] = reports
  return {
    table: reportTable(reports),
    json: reports.length === 1 ? { ...only } : { variants: Object.fromEntries(reports) },
  }
}
