/** facesjs' parts as groups of the atlas, on the person canvas (see art/README.md). */

import { Resvg } from '@resvg/resvg-js'
import type { Group, Part } from './atlas.ts'

/** Where facesjs' 400 x 600 canvas lies on the person canvas. */
const OFFSET = { x: 120, y: 40 }

type Svgs = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Not exported by facesjs' index; the parts themselves, by feature and id. */
export async function loadFaceParts(): Promise<Svgs> {
  const address = new URL('./svgs.js', import.meta.resolve('facesjs'))
  const { default: svgs } = (await import(address.href)) as { default: Svgs }
  return svgs
}

const placeholders: readonly (readonly [RegExp, string])[] = [
  [/\$\[skinColor\]/g, '[skin]'],
  [/\$\[hairColor\]/g, '[hair]'],
  [/\$\[(faceShave|headShave)\]/g, 'none'],
  [/\$\[\w+\]/g, '#222'],
]

const withOurPlaceholders = (svg: string) =>
  placeholders.reduce((text, [pattern, ours]) => text.replaceAll(pattern, ours), svg)

/** Parts that facesjs draws where they stand on its canvas. */
const inPlace = ['hairBg', 'head', 'eyeLine', 'miscLine', 'facialHair', 'hair', 'glasses']

/** Parts that facesjs centres on a point; they are drawn about [0, 0], the renderer moves them. */
const centred = ['ear', 'smileLine', 'eye', 'eyebrow', 'mouth', 'nose']

/** Jokes and team colours. */
const left = /^(pinocchio|facemask|glasses\d-secondary)$/

function centre(id: string, svg: string): string {
  const drawn = svg.replaceAll(/\[\w+\]/g, '#808080')
  const box = new Resvg(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 600" width="400" height="600">${drawn}</svg>`,
  ).innerBBox()
  if (box === undefined) return svg
  // This nose sticks out to one side: facesjs aligns its left edge.
  const x = id === 'nose4' ? box.x : box.x + box.width / 2
  return `<g transform="translate(${-x} ${-(box.y + box.height / 2)})">${svg}</g>`
}

export async function faceGroups(): Promise<Group[]> {
  const svgs = await loadFaceParts()
  const partsOf = (feature: string): (readonly [string, string])[] =>
    Object.entries(svgs[feature] ?? {})
      .filter(([id]) => !left.test(id))
      .map(([id, svg]) => [id, withOurPlaceholders(svg)])
  const moved = ([id, svg]: readonly [string, string]): Part => ({
    id,
    svg: `<g transform="translate(${OFFSET.x} ${OFFSET.y})">${svg}</g>`,
  })
  return [
    ...inPlace.map((name) => ({ name, parts: partsOf(name).map(moved) })),
    ...centred.map((name) => ({
      name,
      parts: partsOf(name).map(([id, svg]) => ({ id, svg: centre(id, svg) })),
    })),
  ]
}
