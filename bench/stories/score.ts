/** Scores drawn stories with the bundle's judges, as METHOD section 5 defines the figures. */

import type { Judges } from '../../models/bundles/judges.ts'
import type { Tensor } from '../../models/math/tensor.ts'
import { concat, slice } from '../../models/math/tensor.ts'
import type { FoundPerson, Layout } from '../../models/networks/types.ts'
import type { DrawnStory } from './draw.ts'
import { cosine, mean, meanPairwise } from './metrics.ts'
import { cropFace, readPicture, segment } from './pictures.ts'

/** What the judges say of one story; every list has a sample an entry. */
export interface StoryScores {
  readonly people: number
  /** Face-Sim of each character over the story's frames. */
  readonly faceSim: readonly number[]
  readonly templateFaceSim: readonly number[]
  /** 100 times the cosine of each frame and its prompt. */
  readonly clipT: readonly number[]
  readonly templateClipT: readonly number[]
  /** The same of each segmented person and its description. */
  readonly clipTC: readonly number[]
  /** 100 times the mean cosine of a character's segmented pictures. */
  readonly clipI: readonly number[]
  /** For each frame of two or three, 1 where everybody stands in their own place. */
  readonly rightPlace: readonly number[]
  readonly secondsPerCharacter: readonly number[]
  readonly secondsPerFrame: readonly number[]
  readonly failures: number
}

type Embedding = Float32Array

async function embedAll(
  embed: (images: Tensor) => Promise<Tensor>,
  images: readonly Tensor[],
): Promise<Embedding[]> {
  const embeddings: Embedding[] = []
  for (const image of images) embeddings.push((await embed(image)).data)
  return embeddings
}

const percent = (similarity: number) => 100 * Math.max(similarity, 0)

interface SeenPerson {
  readonly face: Embedding
  readonly segmented: Embedding
}

/** Everybody of the cast as they are found in a picture; undefined where somebody is not. */
async function lookAt(
  picture: Tensor,
  classWords: readonly string[],
  layout: Layout,
  { recogniser, images }: Judges,
): Promise<(SeenPerson | undefined)[]> {
  const found = await layout.find(picture, classWords)
  return Promise.all(
    found.map(async (person) => {
      const head = person && headOf(person)
      if (person === undefined || head === undefined) return undefined
      const [face] = await embedAll(recogniser.embed, [cropFace(picture, head)])
      const [segmented] = await embedAll(images.embed, [segment(picture, person.mask)])
      return { face, segmented }
    }),
  )
}

function headOf({ head }: FoundPerson) {
  const { x, y, width } = head
  return width === undefined ? undefined : { x, y, width }
}

export async function scoreStory(
  { story, characters, frames }: DrawnStory,
  layout: Layout,
  judges: Judges,
): Promise<StoryScores> {
  const classWords = story.characters.map((character) => character.classWord)
  const prompts = await embedTexts(
    judges,
    story.frames.map((frame) => frame.prompt),
  )
  const descriptions = await embedTexts(
    judges,
    story.characters.map((character) => character.description),
  )
  const portraits: (SeenPerson | undefined)[] = []
  for (const [k, { file }] of characters.entries()) {
    portraits.push((await lookAt(await readPicture(file), [classWords[k]], layout, judges))[0])
  }

  const clipT: number[] = []
  const templateClipT: number[] = []
  const seen: (SeenPerson | undefined)[][] = []
  const seenInTemplates: (SeenPerson | undefined)[][] = []
  for (const [i, frame] of frames.entries()) {
    if (frame.failure !== undefined) continue
    const picture = await readPicture(frame.file)
    const template = await readPicture(frame.template)
    const [whole, wholeTemplate] = await embedAll(judges.images.embed, [picture, template])
    clipT.push(percent(cosine(whole, prompts[i])))
    templateClipT.push(percent(cosine(wholeTemplate, prompts[i])))
    seen.push(await lookAt(picture, classWords, layout, judges))
    seenInTemplates.push(await lookAt(template, classWords, layout, judges))
  }

  const ofCharacter = (pictures: typeof seen, k: number) =>
    pictures.map((people) => people[k]).filter((person) => person !== undefined)
  const perCharacter = <Result>(work: (k: number) => Result | undefined): Result[] =>
    classWords.map((_, k) => work(k)).filter((value) => value !== undefined)
  const faces = (pictures: typeof seen) =>
    perCharacter((k) => meanPairwise(ofCharacter(pictures, k).map((person) => person.face)))
  return {
    people: classWords.length,
    faceSim: faces(seen),
    templateFaceSim: faces(seenInTemplates),
    clipT,
    templateClipT,
    clipTC: perCharacter((k) => {
      const people = ofCharacter(seen, k)
      if (people.length === 0) return undefined
      return mean(people.map(({ segmented }) => percent(cosine(segmented, descriptions[k]))))
    }),
    clipI: perCharacter((k) => {
      const similarity = meanPairwise(ofCharacter(seen, k).map((person) => person.segmented))
      return similarity === undefined ? undefined : 100 * similarity
    }),
    rightPlace: classWords.length === 1 ? [] : seen.map((people) => inPlace(people, portraits)),
    secondsPerCharacter: characters.map((character) => character.seconds),
    secondsPerFrame: frames.map((frame) => frame.seconds),
    failures: frames.filter((frame) => frame.failure !== undefined).length,
  }
}

/** 1 where each person's face is nearer to their own portrait than to anybody else's. */
function inPlace(
  people: readonly (SeenPerson | undefined)[],
  portraits: readonly (SeenPerson | undefined)[],
): number {
  const own = people.every((person, k) => {
    if (person === undefined) return false
    const near = portraits.map((portrait) =>
      portrait === undefined ? -1 : cosine(person.face, portrait.face),
    )
    return near.every((similarity, other) => other === k || near[k] > similarity)
  })
  return own ? 1 : 0
}

async function embedTexts({ texts }: Judges, prompts: readonly string[]): Promise<Embedding[]> {
  const all = await texts.embed(prompts)
  return prompts.map((_, i) => slice(all, i, i + 1).data)
}

/** Similarities of the same person's crops and of different people's, on the bundle's anchors. */
export async function scoreAnchors(
  rows: readonly (readonly Tensor[])[],
  same: number,
  { recogniser }: Judges,
): Promise<{ readonly ceiling: readonly number[]; readonly floor: readonly number[] }> {
  const ceiling: number[] = []
  const floor: number[] = []
  for (const row of rows) {
    const all = await recogniser.embed(concat(row))
    const faces = row.map((_, i) => slice(all, i, i + 1).data)
    ceiling.push(meanPairwise(faces.slice(0, same)) ?? 0)
    floor.push(meanPairwise([faces[0], ...faces.slice(same)]) ?? 0)
  }
  return { ceiling, floor }
}
