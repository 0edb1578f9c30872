/** The benchmark's figures: from story scores to a table and to JSON. */

import { table } from '../table.ts'
import { type Figure, figure } from './metrics.ts'
import type { StoryScores } from './score.ts'

/** What `--json` writes; a figure without samples is null. */
export interface Report {
  readonly faceSim: Figure | null
  readonly templateFaceSim: Figure | null
  readonly ceilingFaceSim: Figure | null
  readonly floorFaceSim: Figure | null
  readonly clipT: Figure | null
  readonly templateClipT: Figure | null
  readonly clipTC: Figure | null
  readonly clipI: Figure | null
  /** Face-Sim in stories of one, two and three people. */
  readonly faceSimByPeople: Readonly<Record<string, Figure>>
  readonly rightPlace: Figure | null
  readonly secondsPerCharacter: Figure | null
  readonly secondsPerFrame: Figure | null
  readonly secondsPerFrameByPeople: Readonly<Record<string, Figure>>
  readonly failures: number
  readonly stories: number
}

export function report(
  scores: readonly StoryScores[],
  anchors: { readonly ceiling: readonly number[]; readonly floor: readonly number[] },
): Report {
  const all = (pick: (story: StoryScores) => readonly number[]) =>
    figure(scores.flatMap(pick)) ?? null
  const byPeople = (pick: (story: StoryScores) => readonly number[]) =>
    Object.fromEntries(
      [...new Set(scores.map((story) => story.people))].sort().flatMap((people) => {
        const found = figure(scores.filter((story) => story.people === people).flatMap(pick))
        return found === undefined ? [] : [[people, found]]
      }),
    )
  return {
    faceSim: all((story) => story.faceSim),
    templateFaceSim: all((story) => story.templateFaceSim),
    ceilingFaceSim: figure(anchors.ceiling) ?? null,
    floorFaceSim: figure(anchors.floor) ?? null,
    clipT: all((story) => story.clipT),
    templateClipT: all((story) => story.templateClipT),
    clipTC: all((story) => story.clipTC),
    clipI: all((story) => story.clipI),
    faceSimByPeople: byPeople((story) => story.faceSim),
    rightPlace: all((story) => story.rightPlace),
    secondsPerCharacter: all((story) => story.secondsPerCharacter),
    secondsPerFrame: all((story) => story.secondsPerFrame),
    secondsPerFrameByPeople: byPeople((story) => story.secondsPerFrame),
    failures: scores.reduce((sum, story) => sum + story.failures, 0),
    stories: scores.length,
  }
}

const rows: readonly (readonly [string, (report: Report) => Figure | null | undefined, number])[] =
  [
    ['Face-Sim', (r) => r.faceSim, 3],
    ['Face-Sim, one person', (r) => r.faceSimByPeople[1], 3],
    ['Face-Sim, two people', (r) => r.faceSimByPeople[2], 3],
    ['Face-Sim, three people', (r) => r.faceSimByPeople[3], 3],
    ['Face-Sim, template', (r) => r.templateFaceSim, 3],
    ['Face-Sim, rendered, same person (ceiling)', (r) => r.ceilingFaceSim, 3],
    ['Face-Sim, rendered, same description (floor)', (r) => r.floorFaceSim, 3],
    ['CLIP-T', (r) => r.clipT, 1],
    ['CLIP-T, template', (r) => r.templateClipT, 1],
    ['CLIP-T-C', (r) => r.clipTC, 1],
    ['CLIP-I', (r) => r.clipI, 1],
    ['right person in the right place', (r) => r.rightPlace, 3],
    ['seconds a character', (r) => r.secondsPerCharacter, 1],
    ['seconds a frame, one person', (r) => r.secondsPerFrameByPeople[1], 2],
    ['seconds a frame, two people', (r) => r.secondsPerFrameByPeople[2], 2],
    ['seconds a frame, three people', (r) => r.secondsPerFrameByPeople[3], 2],
  ]

const shown = (found: Figure | null | undefined, digits: number) =>
  found == null
    ? '–'
    : `${found.value.toFixed(digits)} (${found.low.toFixed(digits)}–${found.high.toFixed(digits)}, n ${found.n})`

/** A column a variant; each cell is the mean, its 95 % interval and the number of samples. */
export function reportTable(reports: readonly (readonly [string, Report])[]): string {
  const body = rows
    .filter(([, pick]) => reports.some(([, one]) => pick(one) != null))
    .map(([what, pick, digits]) => [what, ...reports.map(([, one]) => shown(pick(one), digits))])
  const failures = ['frames that failed', ...reports.map(([, one]) => String(one.failures))]
  return table(['figure', ...reports.map(([name]) => name)], [...body, failures])
}
