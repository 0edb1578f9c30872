/** Shared fragments of the person canvas (640 x 960 units): strokes, neck, torso, arms and hands. */

const ink = (width: number): string =>
  `stroke="#000" stroke-width="${width}" stroke-linejoin="round" stroke-linecap="round"`

export const shape = (fill: string, d: string, width = 6): string =>
  `<path d="${d}" fill="${fill}" ${ink(width)}/>`

export const line = (d: string, width = 5, colour = '#000'): string =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linejoin="round" stroke-linecap="round"/>`

/** A stick with an outline. */
export const rod = (d: string, width: number, colour: string): string =>
  line(d, width + 11) + line(d, width, colour)

/** A darker patch; `strength` from 0 to 1. */
export const shade = (d: string, strength = 0.2): string =>
  `<path d="${d}" fill="#000" fill-opacity="${strength}"/>`

/** A lighter patch. */
export const light = (d: string, strength = 0.5): string =>
  `<path d="${d}" fill="#fff" fill-opacity="${strength}"/>`

export const oval = (fill: string, x: number, y: number, rx: number, ry = rx, width = 6): string =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}" ${ink(width)}/>`

/** A spot without outline. */
export const dot = (fill: string, x: number, y: number, r: number): string =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}"/>`

export const box = (
  fill: string,
  [x, y, width, height]: readonly [number, number, number, number],
  round = 8,
): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${round}" fill="${fill}" ${ink(6)}/>`

export const turned = (svg: string, x: number, y: number, angle: number, scale = 1): string =>
  `<g transform="translate(${x} ${y}) rotate(${angle}) scale(${scale})">${svg}</g>`

/** The same on the other side of the body. */
export const mirrored = (svg: string): string =>
  `<g transform="translate(640 0) scale(-1 1)">${svg}</g>`

/** Neck and the piece of chest that an open neckline shows. */
export const neck =
  shape(
    '[skin]',
    'M274 510V604C270 622 246 628 222 638L320 830L418 638C394 628 370 622 366 604V510Z',
  ) + shade('M277 545H363V578Q320 622 277 578Z', 0.22)

/** The torso's outline; `neckline` leads from (262, 616) to (378, 616), its last point left out. */
export const torsoOutline = (neckline: string): string =>
  `M262 616${neckline} 378 616C412 634 452 636 474 660C494 684 488 730 476 770L460 975H180L164 770C152 730 146 684 166 660C188 636 228 634 262 616Z`

export const torso = (neckline: string, fill = '[primary]'): string =>
  shape(fill, torsoOutline(neckline)) +
  shade('M183 972L167 775Q196 800 200 972ZM457 972L473 775Q444 800 440 972Z', 0.12)

/** A mitten hand that points along x from its wrist (0, 0), the thumb up. */
const mitten =
  shape('[skin]', 'M-20-22C0-30 28-33 46-25C62-17 64 11 50 22C32 32 2 29-20 22Z', 5) +
  shape('[skin]', 'M6-20C6-40 20-56 32-50C43-44 36-28 34-14', 5) +
  line('M38 6H55M36-9H56', 4)

/** A hand at a point; `thumb` 1: on the left of its direction, -1: on the right. */
export const hand = (x: number, y: number, angle: number, thumb: 1 | -1 = 1): string =>
  `<g transform="translate(${x} ${y}) rotate(${angle}) scale(1 ${thumb})">${mitten}</g>`

type Point = readonly [number, number]

const stroke = (d: string, width: number, colour: string): string =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linejoin="round"/>`

/** The left arm of the picture: shoulder (180, 688), elbow, wrist; its hand goes on from the wrist. */
export const leftArm = (elbow: Point, wrist: Point, thumb: 1 | -1 = 1): string => {
  const [ex, ey] = elbow
  const [x, y] = wrist
  const angle = (Math.atan2(y - ey, x - ex) * 180) / Math.PI
  const length = Math.hypot(x - ex, y - ey)
  const sleeve = `M180 688L${ex} ${ey}L${x} ${y}`
  const hem = `${(x + ((x - ex) * 6) / length).toFixed(1)} ${(y + ((y - ey) * 6) / length).toFixed(1)}`
  return (
    hand(x, y, Math.round(angle), thumb) +
    dot('#000', 180, 688, 36) +
    stroke(`M180 688L${ex} ${ey}L${hem}`, 72, '#000') +
    stroke(sleeve, 60, '[primary]') +
    dot('[primary]', 180, 688, 30) +
    dot('[primary]', 198, 682, 31.5)
  )
}

/** The right arm of the picture, its points as they lie in the picture. */
export const rightArm = (elbow: Point, wrist: Point, thumb: 1 | -1 = 1): string =>
  mirrored(leftArm([640 - elbow[0], elbow[1]], [640 - wrist[0], wrist[1]], thumb))

/** Both arms alike; the points are the left arm's. */
export const bothArms = (elbow: Point, wrist: Point, thumb: 1 | -1 = 1): string => {
  const left = leftArm(elbow, wrist, thumb)
  return left + mirrored(left)
}

export const armsDown = bothArms([142, 840], [152, 990])
export const leftArmDown = leftArm([142, 840], [152, 990])
export const rightArmDown = mirrored(leftArmDown)

/** Elbows out, wrists before the belly. */
export const forward = bothArms([134, 832], [226, 810])
const grip = hand(216, 818, -12)
export const grips = grip + mirrored(grip)
export const table = shape('#b07d4f', 'M30 872H610V990H30Z') + line('M30 900H610', 4)

/** An open hand that shows its palm, fingers up, above a wrist. */
export const palm = (x: number, y: number): string => {
  const fingers = `M${x - 24} ${y - 40}L${x - 36} ${y - 78}M${x - 8} ${y - 44}L${x - 12} ${y - 90}M${x + 9} ${y - 44}L${x + 12} ${y - 90}M${x + 24} ${y - 40}L${x + 35} ${y - 76}M${x - 22} ${y - 12}L${x - 54} ${y - 36}`
  return (
    line(fingers, 26) +
    shape('[skin]', `M${x - 30} ${y + 6}L${x - 33} ${y - 40}H${x + 33}L${x + 30} ${y + 6}Z`, 5) +
    line(fingers, 16, '[skin]')
  )
}
