// Rasterises all art: npx tsx training/atlas.main.ts --out training/.work/atlas [--density 0.5]
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Resvg } from '@resvg/resvg-js'
import sharp from 'sharp'
import { actions } from './art/actions.ts'
import { clothes } from './art/clothes.ts'
import { headwear } from './art/headwear.ts'
import { scenes } from './art/scenes.ts'
import {
  createIndexed,
  type Group,
  type GroupEntry,
  type Indexed,
  rasterise,
  writeIndexed,
} from './atlas.ts'
import { faceGroups } from './faces.ts'
import { createRandom } from './random.ts'

const { values } = parseArgs({
  options: { out: { type: 'string' }, density: { type: 'string', default: '0.5' } },
})
const out = values.out
/** Texels per unit of the person canvas. */
const density = Number(values.density)
if (out === undefined || !(density > 0)) {
  throw new Error('usage: atlas.main.ts --out <folder> [--density 0.5]')
}
mkdirSync(out, { recursive: true })

const headwearParts = (side: 'front' | 'back') =>
  headwear.map((piece) => ({ id: piece.id, svg: piece[side] }))

const groups: readonly Group[] = [
  ...(await faceGroups()),
  { name: 'clothing', parts: clothes },
  { name: 'headwearBack', parts: headwearParts('back') },
  { name: 'headwear', parts: headwearParts('front') },
  { name: 'action', parts: actions },
]

const write = (name: string, { indices, palettes }: Indexed) => {
  writeFileSync(join(out, `${name}.u8`), indices)
  writeFileSync(join(out, `${name}.palettes.u8`), palettes)
}

const entries: Record<string, GroupEntry> = {}
for (const group of groups) {
  const { entry, pixels } = await rasterise(group, density)
  entries[group.name] = entry
  write(group.name, pixels)
}

/** What scenes are drawn on, and how many pixels a picture's side has: as dense as people of half their size. */
const FIELD = 256
const side = FIELD * 2 * density
/** Every scene twice: [2 * scenes, side, side]. */
const places = createIndexed(scenes.length * 2, side * side, 3)
for (const [s, scene] of scenes.entries())
  for (const variant of [0, 1]) {
    const content = scene.draw(createRandom(1000 * s + 7919 * variant + 17))
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${FIELD} ${FIELD}" width="${side}" height="${side}">${content}</svg>`
    const { pixels } = new Resvg(svg, { font: { loadSystemFonts: false } }).render()
    const raw = { width: side, height: side, channels: 4 } as const
    const fewColours = await sharp(pixels, { raw }).removeAlpha().png({ palette: true }).toBuffer()
    const rgb = await sharp(fewColours).removeAlpha().raw().toBuffer()
    writeIndexed(places, s * 2 + variant, rgb, 3)
    await setImmediate()
  }
write('scene', places)

const catalogue = {
  density,
  side,
  groups: entries,
  scenes: scenes.map((scene) => scene.id),
  hides: Object.fromEntries(headwear.map((piece) => [piece.id, piece.hides])),
}
writeFileSync(join(out, 'catalogue.json'), `${JSON.stringify(catalogue, null, 1)}\n`)
