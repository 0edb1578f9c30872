import { faceToSvgString } from 'facesjs'
import type { Identity } from './identities.ts'
import type { Random } from './random.ts'

const clothes: Readonly<Record<string, string>> = {
  '#d62828': 'red',
  '#1d4ed8': 'blue',
  '#2a9d4a': 'green',
  '#f4c430': 'yellow',
  '#7b2cbf': 'purple',
  '#f28482': 'pink',
  '#111827': 'black',
  '#f3f4f6': 'white',
  '#f77f00': 'orange',
  '#6b7280': 'gray',
}

const moods = [
  {
    words: ['smiling', 'happy', 'laughing'],
    mouths: ['smile', 'smile2', 'smile3', 'smile4'],
    brow: 0,
  },
  { words: ['smiling', 'happy', 'cheerful'], mouths: ['smile', 'smile2', 'smile-closed'], brow: 0 },
  { words: [''], mouths: ['closed', 'straight', 'side', 'mouth2', 'mouth3'], brow: 0 },
  { words: ['angry', 'frowning'], mouths: ['angry', 'straight'], brow: 16 },
  { words: ['sad', 'worried'], mouths: ['mouth', 'mouth5', 'mouth6'], brow: -17 },
] as const

const jerseys = [
  'jersey',
  'jersey2',
  'jersey3',
  'jersey5',
  'baseball',
  'hockey',
  'football2',
] as const

/** One look of a person: mood and clothes chosen for one picture. */
export type Look = {
  readonly svg: string
  /** "smiling", or empty for a face that shows nothing. */
  readonly mood: string
  /** "wearing a red shirt", with "and a hat" where there is one. */
  readonly clothing: string
}

export function dress(random: Random, identity: Identity, hats: boolean): Look {
  const face = structuredClone(identity.face)
  const mood = random.pick(moods)
  face.mouth = { id: random.pick(mood.mouths), flip: random.chance(0.5) }
  face.eyebrow.angle = mood.brow + random.integer(-4, 4)
  face.eye.angle += random.integer(-1, 1)
  const colour = random.pick(Object.keys(clothes))
  face.teamColors = [colour, random.pick(Object.keys(clothes)), random.pick(Object.keys(clothes))]
  face.jersey.id = random.pick(jerseys)
  const hat = hats && random.chance(0.06)
  if (hat) face.accessories.id = random.pick(['hat', 'hat2'])
  return {
    svg: faceToSvgString(face)
      .replace(/<svg[^>]*>/, '')
      .replace(/<\/svg>\s*$/, ''),
    mood: random.pick(mood.words),
    clothing: `wearing a ${clothes[colour]} shirt${hat ? ' and a hat' : ''}`,
  }
}

/** Where a person stands, in pixels of the 256 px picture. */
export type Placement = {
  readonly centre: number
  readonly bottom: number
  /** Of the 400 x 600 canvas that the face is drawn on. */
  readonly width: number
  readonly degrees: number
}

/** The face's middle on the 400 x 600 canvas: half way between hairline and chin. */
const FACE_MIDDLE = 290

export function place(look: Look, { centre, bottom, width, degrees }: Placement) {
  const scale = width / 400
  return `<g transform="translate(${centre.toFixed(1)} ${bottom.toFixed(1)}) rotate(${degrees.toFixed(1)}) scale(${scale.toFixed(4)}) translate(-200 -600)">${look.svg}</g>`
}

/** The middle of the face in the picture, [x, y] in pixels. */
export function headCentre({ centre, bottom, width, degrees }: Placement): [number, number] {
  const radians = (degrees * Math.PI) / 180
  const rise = (600 - FACE_MIDDLE) * (width / 400)
  return [centre + rise * Math.sin(radians), bottom - rise * Math.cos(radians)]
}

/** A close-up: the face fills the picture, its middle near the picture's. */
export function portraitPlacement(random: Random): Placement {
  const width = random.between(208, 226)
  return {
    centre: 128 + random.between(-5, 5),
    bottom: 134 + random.between(-5, 5) + ((600 - FACE_MIDDLE) * width) / 400,
    width,
    degrees: random.between(-2, 2),
  }
}

const rooms = [
  { width: [150, 186], places: [[78, 178]] },
  {
    width: [118, 142],
    places: [
      [64, 78],
      [178, 192],
    ],
  },
  {
    width: [92, 108],
    places: [
      [40, 48],
      [122, 134],
      [208, 216],
    ],
  },
] as const

/** Room for one, two or three people side by side; children stand a little smaller. */
export function scenePlacements(random: Random, people: readonly Identity[]): Placement[] {
  const room = rooms[people.length - 1]
  if (room === undefined) throw new Error(`no room for ${people.length} people`)
  return people.map((person, k) => {
    const [left, right] = room.places[k] ?? room.places[0]
    const [narrow, wide] = room.width
    const width = random.between(narrow, wide) * (person.age === 'child' ? 0.85 : 1)
    return {
      centre: random.between(left, right),
      bottom: 256 + random.between(0, width * 0.08),
      width,
      degrees: random.between(-2, 2),
    }
  })
}
