import { caption, describe, describeBriefly } from './captions.ts'
import type { ClassWord, Identity } from './identities.ts'
import { dress, headCentre, place, portraitPlacement, scenePlacements } from './people.ts'
import { placeProp } from './props.ts'
import type { Random } from './random.ts'
import { plain, scenes } from './scenes.ts'
import { SIZE } from './shapes.ts'

export type Picture = {
  /** The background, then each person; a later one stands in front. */
  readonly layers: readonly string[]
  readonly record: PictureRecord
}

/** One line of records.jsonl. */
export type PictureRecord = {
  readonly caption: string
  readonly portrait: boolean
  readonly people: readonly {
    readonly identity: number
    readonly word: ClassWord
    readonly description: string
    /** Of the face's middle, in pixels of the 256 px picture. */
    readonly centre: readonly [number, number]
    readonly width: number
  }[]
}

export const asSvg = (content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${SIZE}" width="${SIZE}" height="${SIZE}">${content}</svg>`

function personOf(
  identity: Identity,
  description: string,
  placement: Parameters<typeof headCentre>[0],
) {
  const { number, word } = identity
  return {
    identity: number,
    word,
    description,
    centre: headCentre(placement),
    width: placement.width,
  }
}

/** A close-up of one person, as discovery draws them. */
export function drawPortrait(random: Random, identity: Identity): Picture {
  const look = dress(random, identity, false)
  const placement = portraitPlacement(random)
  const scene = random.chance(0.3) ? random.pick(scenes) : undefined
  const description = describe(random, identity)
  const who = random.chance(0.85) ? description : describeBriefly(random, identity)
  const words = caption(
    random.pick(['a portrait of a', 'a close-up portrait of a']),
    look.mood,
    who,
    random.chance(0.2) ? look.clothing : '',
    scene === undefined ? '' : random.pick(scene.phrases),
  )
  return {
    layers: [(scene?.draw ?? plain)(random), place(look, placement)],
    record: {
      caption: words,
      portrait: true,
      people: [personOf(identity, description, placement)],
    },
  }
}

/** One to three people side by side somewhere. */
export function drawScene(random: Random, people: readonly Identity[]): Picture {
  const scene = random.pick(scenes)
  const placements = scenePlacements(random, people)
  const looks = people.map((person) => dress(random, person, true))
  const alone = people.length === 1
  const descriptions = people.map((person) => describe(random, person))
  const first = placements[0]
  const prop =
    alone && first && random.chance(0.35) ? placeProp(random, first.centre, first.width) : undefined
  const who = people.map((person, k) => {
    const brief = random.chance(alone ? 0.15 : 0.3)
    const look = looks[k]
    const hat = look?.clothing.includes('hat') ?? false
    return caption(
      random.pick(['a', 'a', '']),
      look?.mood,
      brief ? describeBriefly(random, person) : descriptions[k],
      alone && (hat || random.chance(0.35)) ? look?.clothing : '',
    )
  })
  const words = caption(
    random.pick(['', 'a photo of', 'a close-up photo of']),
    who.join(random.pick([' and ', ', '])),
    prop?.phrase,
    random.pick(scene.phrases),
  )
  return {
    layers: [
      scene.draw(random),
      ...placements.map((placement, k) => {
        const look = looks[k]
        return look === undefined ? '' : place(look, placement) + (prop?.svg ?? '')
      }),
    ],
    record: {
      caption: words,
      portrait: false,
      people: people.map((person, k) => {
        const placement = placements[k]
        if (placement === undefined) throw new Error('a person without a place')
        return personOf(person, descriptions[k] ?? '', placement)
      }),
    },
  }
}
