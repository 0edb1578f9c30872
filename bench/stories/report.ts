/** The benchmark's figures, from story scores. Pure. */

import type { Anchors } from './anchors.ts'
import { type Estimate, estimate, estimateAnchors } from './samples.ts'
import type { FacesFound, StoryScores } from './score.ts'

/** What `--json` writes; a figure without samples is null. */
export interface Report {
  /** Over all frames in which a character was found. */
  readonly faceSim: Estimate | null
  /** Over the frames whose template has the character too: what to compare with the template's. */
  readonly pairedFaceSim: Estimate | null
  readonly templateFaceSim: Estimate | null
  readonly ceilingFaceSim: Estimate | null
  readonly floorFaceSim: Estimate | null
  readonly clipT: Estimate | null
  readonly templateClipT: Estimate | null
  readonly clipTC: Estimate | null
  readonly clipI: Estimate | null
  /** Face-Sim in stories of one, two and three people. */
  readonly faceSimByPeople: Readonly<Record<string, Estimate>>
  readonly rightPlace: Estimate | null
  readonly faces: FacesFound
  readonly templateFaces: FacesFound
  readonly secondsPerCharacter: Estimate | null
  readonly secondsPerFrame: Estimate | null
  readonly secondsPerFrameByPeople: Readonly<Record<string, Estimate>>
  readonly failures: number
  readonly stories: number
}

export function report(scores: readonly StoryScores[], anchors: Anchors): Report {
  const all = (pick: (story: StoryScores) => readonly number[]) =>
    estimate(scores.map(pick)) ?? null
  const byPeople = (pick: (story: StoryScores) => readonly number[]) =>
    Object.fromEntries(
      [...new Set(scores.map((story) => story.people))].sort().flatMap((people) => {
        const found = estimate(scores.filter((story) => story.people === people).map(pick))
        return found === undefined ? [] : [[people, found]]
      }),
    )
  const sum = (pick: (story: StoryScores) => number) =>
    scores.reduce((total, story) => total + pick(story), 0)
  const faces = (pick: (story: StoryScores) => FacesFound): FacesFound => ({
    found: sum((story) => pick(story).found),
    wanted: sum((story) => pick(story).wanted),
  })
  return {
    faceSim: all((story) => story.faceSim),
    pairedFaceSim: all((story) => story.pairedFaceSim),
    templateFaceSim: all((story) => story.templateFaceSim),
    ceilingFaceSim: estimateAnchors(anchors.ceiling) ?? null,
    floorFaceSim: estimateAnchors(anchors.floor) ?? null,
    clipT: all((story) => story.clipT),
    templateClipT: all((story) => story.templateClipT),
    clipTC: all((story) => story.clipTC),
    clipI: all((story) => story.clipI),
    faceSimByPeople: byPeople((story) => story.faceSim),
    rightPlace: all((story) => story.rightPlace),
    faces: faces((story) => story.faces),
    templateFaces: faces((story) => story.templateFaces),
    secondsPerCharacter: all((story) => story.secondsPerCharacter),
    secondsPerFrame: all((story) => story.secondsPerFrame),
    secondsPerFrameByPeople: byPeople((story) => story.secondsPerFrame),
    failures: sum((story) => story.failures),
    stories: scores.length,
  }
}
