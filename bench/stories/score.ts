/** Scores drawn stories with the bundle's judges, as METHOD section 5 defines the figures. */

import type { Judges } from '../../models/bundles/judges.ts'
import type { Layout } from '../../models/networks/types.ts'
import type { DrawnStory } from './draw.ts'
import { embedTexts, lookAt, type SeenPerson } from './look.ts'
import { cosine, mean, meanPairwise } from './metrics.ts'
import { readPicture } from './pictures.ts'
import { inPlace } from './right-place.ts'

/** Of the faces that pictures should show, those that the layout found. */
export interface FacesFound {
  readonly found: number
  readonly wanted: number
}

/** What the judges say of one story. Lists have a value a character, or one of the whole story. */
export interface StoryScores {
  readonly people: number
  /** Over all frames in which the character was found. */
  readonly faceSim: readonly number[]
  /** Over the frames in which both the frame and its template have the character. */
  readonly pairedFaceSim: readonly number[]
  readonly templateFaceSim: readonly number[]
  /** Whole story: 100 times the cosine of frame and prompt. */
  readonly clipT: readonly number[]
  readonly templateClipT: readonly number[]
  /** The same of each segmented person and its description. */
  readonly clipTC: readonly number[]
  /** 100 times the mean cosine of a character's segmented pictures. */
  readonly clipI: readonly number[]
  /** Whole story: the share of frames in which everybody is right; none of stories of one. */
  readonly rightPlace: readonly number[]
  /** Of the whole cast in all frames; a frame that failed shows nobody. */
  readonly faces: FacesFound
  readonly templateFaces: FacesFound
  readonly secondsPerCharacter: readonly number[]
  readonly secondsPerFrame: readonly number[]
  readonly failures: number
}

const percent = (similarity: number) => 100 * Math.max(similarity, 0)

/** A frame as the judges see it. */
interface SeenFrame {
  readonly clipT: number
  readonly templateClipT: number
  readonly people: readonly (SeenPerson | undefined)[]
  readonly inTemplate: readonly (SeenPerson | undefined)[]
}

export async function scoreStory(
  { story, characters, frames }: DrawnStory,
  layout: Layout,
  judges: Judges,
): Promise<StoryScores> {
  const classWords = story.characters.map((character) => character.classWord)
  const descriptions = await embedTexts(
    judges,
    story.characters.map((character) => character.description),
  )
  const prompts = await embedTexts(
    judges,
    story.frames.map((frame) => frame.prompt),
  )
  const portraits: (SeenPerson | undefined)[] = []
  for (const [k, { file }] of characters.entries()) {
    portraits.push((await lookAt(await readPicture(file), [classWords[k]], layout, judges))[0])
  }
  const seen: SeenFrame[] = []
  for (const [i, frame] of frames.entries()) {
    if (frame.failure !== undefined) continue
    const picture = await readPicture(frame.file)
    const template = await readPicture(frame.template)
    const whole = await judges.images.embed(picture)
    const wholeTemplate = await judges.images.embed(template)
    seen.push({
      clipT: percent(cosine(whole.data, prompts[i])),
      templateClipT: percent(cosine(wholeTemplate.data, prompts[i])),
      people: await lookAt(picture, classWords, layout, judges),
      inTemplate: await lookAt(template, classWords, layout, judges),
    })
  }

  const perCharacter = (work: (k: number) => number | undefined): number[] =>
    classWords.map((_, k) => work(k)).filter((value) => value !== undefined)
  const found = (k: number) =>
    seen.map(({ people }) => people[k]).filter((person) => person !== undefined)
  const both = (k: number) =>
    seen.flatMap(({ people: { [k]: person }, inTemplate: { [k]: template } }) =>
      person === undefined || template === undefined ? [] : [{ person, template }],
    )
  const right = seen.filter(({ people, inTemplate }) => inPlace(people, inTemplate, portraits))
  const wanted = classWords.length * frames.length
  const count = (pick: (frame: SeenFrame) => readonly unknown[]) =>
    seen.flatMap(pick).filter((person) => person !== undefined).length
  return {
    people: classWords.length,
    faceSim: perCharacter((k) => meanPairwise(found(k).map(({ face }) => face))),
    pairedFaceSim: perCharacter((k) => meanPairwise(both(k).map(({ person }) => person.face))),
    templateFaceSim: perCharacter((k) =>
      meanPairwise(both(k).map(({ template }) => template.face)),
    ),
    clipT: meanOrNone(seen.map((frame) => frame.clipT)),
    templateClipT: meanOrNone(seen.map((frame) => frame.templateClipT)),
    clipTC: perCharacter(
      (k) =>
        meanOrNone(found(k).map(({ segmented }) => percent(cosine(segmented, descriptions[k]))))[0],
    ),
    clipI: perCharacter((k) => {
      const similarity = meanPairwise(found(k).map(({ segmented }) => segmented))
      return similarity === undefined ? undefined : 100 * similarity
    }),
    rightPlace: classWords.length === 1 ? [] : [right.length / frames.length],
    faces: { found: count((frame) => frame.people), wanted },
    templateFaces: { found: count((frame) => frame.inTemplate), wanted },
    secondsPerCharacter: characters.map((character) => character.seconds),
    secondsPerFrame: meanOrNone(frames.map((frame) => frame.seconds)),
    failures: frames.length - seen.length,
  }
}

const meanOrNone = (values: readonly number[]): number[] =>
  values.length === 0 ? [] : [mean(values)]
