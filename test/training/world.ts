import { actions } from '../../training/art/actions.ts'
import { clothes } from '../../training/art/clothes.ts'
import { headwear } from '../../training/art/headwear.ts'
import { scenes } from '../../training/art/scenes.ts'
import { generatePeople, generateRecords } from '../../training/generate.ts'

export const art = { scenes, clothes, headwear, actions }

/** A small set of people and pictures of them. */
export function dataOf(seed: number, people = 400, records = 2000) {
  const everybody = generatePeople({ seed, heldOut: false, people })
  return {
    everybody,
    pictures: [...generateRecords({ seed, art, everybody, records, portraits: 0.15 })],
  }
}
