/** When and in which style a picture is drawn, and the words for it. */

import type { Scene } from './art/types.ts'
import type { Random } from './random.ts'

export type Time = 'day' | 'sunset' | 'night'
export type Style = 'plain' | 'ink' | 'watercolour' | 'sepia'

const times = {
  day: ['on a sunny day', 'during the day', 'in the morning', 'in bright sunlight'],
  sunset: ['at sunset', 'at sunset', 'at sunrise', 'in golden light', 'at dusk', 'in the evening'],
  night: ['at night', 'at night', 'under the stars', 'under a starry sky', 'late at night'],
} as const satisfies Record<Time, readonly string[]>

const inside = { day: [''], sunset: ['at sunset', 'in the evening'], night: ['at night'] } as const

const styles = {
  plain: { before: [''], after: [''] },
  ink: {
    before: ['an ink drawing of', 'an ink drawing of', 'an ink sketch of'],
    after: ['in ink style', 'in ink drawing style', 'drawn in ink'],
  },
  watercolour: {
    before: ['a watercolor painting of', 'a watercolour painting of', 'a watercolor of'],
    after: ['in watercolor style', 'in watercolour style', 'painted in watercolor'],
  },
  sepia: {
    before: ['a sepia photo of', 'a vintage photo of', 'a sepia photograph of'],
    after: ['in sepia style', 'in vintage style', 'in sepia'],
  },
} as const satisfies Record<Style, { before: readonly string[]; after: readonly string[] }>

/** A place whose picture has a time of its own. */
const timed = /night|sunset|space|campfire|dim/

export interface Setting {
  readonly time: Time
  readonly style: Style
  readonly timePhrase: string
  /** Before the people, or after everything; one of them is empty. */
  readonly styleBefore: string
  readonly styleAfter: string
  /** As a story's style is named; empty for the plain one. */
  readonly styleName: string
}

export function chooseSetting(random: Random, scene: Scene): Setting {
  const own = scene.id === 'plain' || timed.test(scene.id)
  const weights = own ? [1, 0, 0] : scene.outdoors ? [54, 23, 23] : [86, 7, 7]
  const time = random.weighted<Time>([
    ['day', weights[0] ?? 1],
    ['sunset', weights[1] ?? 0],
    ['night', weights[2] ?? 0],
  ])
  const style = random.weighted<Style>([
    ['plain', 85],
    ['ink', 5],
    ['watercolour', 5],
    ['sepia', 5],
  ])
  const said = time === 'day' ? !own && scene.outdoors && random.chance(0.12) : random.chance(0.93)
  const first = random.chance(0.5)
  return {
    time,
    style,
    timePhrase: said ? random.pick((scene.outdoors ? times : inside)[time]) : '',
    styleBefore: first ? random.pick(styles[style].before) : '',
    styleAfter: first ? '' : random.pick(styles[style].after),
    styleName: style === 'plain' ? '' : style,
  }
}
