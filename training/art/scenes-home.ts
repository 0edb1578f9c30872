/** Rooms to live in. */

import { bookcase, pendant, picture, plant, shelf, table } from './furnishings.ts'
import {
  beam,
  boards,
  curtain,
  ellipse,
  fade,
  garden,
  glow,
  line,
  pane,
  path,
  room,
  rounded,
  skyline,
  vignette,
} from './furniture.ts'
import { circle, hsl, polygon, rect, times, whole } from './shapes.ts'
import type { Scene } from './types.ts'

const couch = (x: number, y: number, width: number, hue: number) =>
  rounded(x + 6, y, width - 12, 50, 12, hsl(hue, 30, 52)) +
  rect(x + width / 2 - 0.8, y + 4, 1.6, 40, 'rgba(30,20,40,0.2)') +
  rounded(x + 4, y + 34, width - 8, 26, 8, hsl(hue, 32, 60)) +
  rounded(x, y + 18, 20, 46, 9, hsl(hue, 30, 46)) +
  rounded(x + width - 20, y + 18, 20, 46, 9, hsl(hue, 30, 46)) +
  `<g transform="rotate(-12 ${x + 36} ${y + 26})">${rounded(x + 24, y + 12, 25, 25, 5, hsl(hue + 160, 42, 72))}</g>` +
  `<g transform="rotate(10 ${x + width - 38} ${y + 26})">${rounded(x + width - 50, y + 12, 25, 25, 5, hsl(hue + 40, 46, 74))}</g>`

const floorLamp = (x: number, y: number) =>
  rect(x - 1, y, 2, 110, '#6b5648') +
  ellipse(x, y + 111, 13, 3, '#6b5648') +
  glow(`lamp${x}`, x, y + 6, 62, '#ffe2a0', 0.75) +
  polygon(
    [
      [x - 11, y - 12],
      [x + 11, y - 12],
      [x + 19, y + 14],
      [x - 19, y + 14],
    ],
    '#fbe7bd',
  )

/** Flames in a hearth, their foot at (x, y). */
const fire = (x: number, y: number) =>
  glow('fire', x, y - 12, 66, '#ffb35c', 0.85) +
  path(
    `M${x - 19} ${y}C${x - 26} ${y - 22} ${x - 9} ${y - 22} ${x - 10} ${y - 40}C${x + 2} ${y - 30} ${x + 4} ${y - 26} ${x + 6} ${y - 34}C${x + 22} ${y - 20} ${x + 22} ${y - 10} ${x + 18} ${y}Z`,
    '#ee8a44',
  ) +
  path(
    `M${x - 11} ${y}C${x - 15} ${y - 14} ${x - 3} ${y - 15} ${x - 2} ${y - 25}C${x + 10} ${y - 16} ${x + 14} ${y - 9} ${x + 10} ${y}Z`,
    '#fbd06d',
  ) +
  rounded(x - 24, y - 3, 48, 7, 3, '#7a4f35') +
  rounded(x - 17, y - 8, 34, 6, 3, '#91603f')

const cupboard = (x: number, y: number, width: number, height: number, fill: string) =>
  rect(x, y, width, height, fill) +
  rect(x, y + height, width, 4, 'rgba(40,30,50,0.15)') +
  times(Math.round(width / 32), (i) => {
    const wide = width / Math.round(width / 32)
    const left = x + i * wide
    return (
      rect(left + 3, y + 4, wide - 6, height - 8, 'rgba(255,255,255,0.22)') +
      circle(left + (i % 2 === 0 ? wide - 6 : 6), y + height * 0.6, 1.8, '#8a7050')
    )
  })

export const homeScenes: readonly Scene[] = [
  {
    id: 'kitchen',
    phrases: [
      'in a kitchen',
      'in a sunny kitchen',
      'near a kitchen counter',
      'in her kitchen',
      'in his kitchen',
      'in a kitchen with sunlight streaming in',
      'at the kitchen counter',
      'in a bright kitchen',
    ],
    outdoors: false,
    draw: (random) => {
      const hue = random.pick([28, 95, 165, 200])
      const front = hsl(hue, 24, 70)
      return (
        fade('wall', [0, 0, 256, 170], '#fbf1dc', '#f3e2c4') +
        times(5, (row) =>
          times(13, (column) =>
            rect(
              column * 21 - (row % 2) * 10,
              96 + row * 12,
              20,
              11,
              random.chance(0.2) ? hsl(hue, 26, 84) : '#fbf5e8',
            ),
          ),
        ) +
        cupboard(0, 0, 72, 66, front) +
        cupboard(190, 0, 66, 66, front) +
        pane(88, 18, 84, 84, garden('garden', 88, 18, 84, 84)) +
        curtain(84, 12, 20, 44, hsl(hue + 30, 48, 82)) +
        `<g transform="translate(256 0) scale(-1 1)">${curtain(80, 12, 20, 44, hsl(hue + 30, 48, 82))}</g>` +
        shelf(random, 4, 98, 60) +
        plant(150, 103, 0.5) +
        rounded(194, 72, 58, 12, 3, '#b4bac0') +
        times(4, (i) => line(`M${200 + i * 14} 92V108`, '#9a9488', 1.6)) +
        times(4, (i) => ellipse(200 + i * 14, 111, 4.5, 5.5, '#a8a296')) +
        rect(0, 150, 256, 9, '#c89a6c') +
        rect(0, 150, 256, 3, '#e0b88c') +
        rect(0, 159, 256, 97, hsl(hue, 22, 62)) +
        times(7, (i) => rect(i * 38 + 3, 168, 31, 80, 'rgba(255,255,255,0.16)')) +
        rounded(14, 128, 26, 22, 5, '#cf8f7a') +
        rect(11, 126, 32, 4, '#b67a66') +
        rounded(216, 132, 26, 18, 8, '#e9d9a2') +
        circle(222, 130, 6, '#d98b5c') +
        circle(233, 129, 6, '#c9b25a') +
        beam(92, 20, 34, 236, 84) +
        beam(134, 20, 32, 236, 84) +
        vignette(0.16)
      )
    },
  },
  {
    id: 'bedroom',
    phrases: [
      'in a bedroom',
      'in her bedroom',
      'in his bedroom',
      'in a cozy bedroom',
      'at home in bed',
      'beside the bed',
    ],
    outdoors: false,
    draw: (random) => {
      const hue = random.pick([210, 265, 330, 175])
      const night = random.chance(0.4)
      const view = night
        ? fade('view', [20, 20, 62, 76], '#5a639c', '#a79cc4') + circle(62, 40, 8, '#fdf3c8')
        : garden('view', 20, 20, 62, 76)
      return (
        room(hsl(hue, 28, 84), hsl(hue, 26, 76), '#c9a17c') +
        boards() +
        pane(20, 20, 62, 76, view) +
        rect(4, 11, 94, 3, '#8d6b50') +
        curtain(8, 13, 24, 108, hsl(hue + 150, 36, 82)) +
        `<g transform="translate(102 0) scale(-1 1)">${curtain(8, 13, 24, 108, hsl(hue + 150, 36, 82))}</g>` +
        picture(random, 128, 24, 34, 42, '#f6efe2') +
        picture(random, 176, 32, 26, 26, '#f6efe2') +
        rounded(112, 88, 132, 90, 12, '#a87c58') +
        times(6, (i) => rect(122 + i * 20, 98, 12, 50, 'rgba(60,30,20,0.14)')) +
        rounded(120, 124, 54, 34, 12, '#fdf9f0') +
        rounded(180, 124, 54, 34, 12, '#f4ede2') +
        rounded(104, 148, 150, 108, 12, hsl(hue + 20, 34, 66)) +
        rounded(104, 148, 150, 20, 9, hsl(hue + 20, 38, 82)) +
        times(5, (i) => rect(112 + i * 30, 168, 9, 88, 'rgba(255,255,255,0.16)')) +
        rect(60, 150, 42, 50, '#9a6f4e') +
        rect(64, 160, 34, 14, '#b48660') +
        rect(78, 132, 4, 18, '#7d6250') +
        glow('bedlamp', 80, 124, 58, '#ffe4a4', 0.7) +
        polygon(
          [
            [70, 112],
            [90, 112],
            [97, 134],
            [63, 134],
          ],
          '#fdeac0',
        ) +
        (night ? rect(0, 0, 256, 256, 'rgba(40,40,110,0.16)') : beam(26, 24, 50, 232, 70)) +
        vignette()
      )
    },
  },
  {
    id: 'living-room',
    phrases: [
      'in a living room',
      'in a warm living room',
      'in a cozy living room',
      'on a couch',
      'on a sofa at home',
      'at home',
      'in her living room',
      'in his living room',
    ],
    outdoors: false,
    draw: (random) => {
      const hue = random.pick([18, 160, 205, 345])
      return (
        room('#f6dfbd', '#eccb9f', '#b98560') +
        boards() +
        ellipse(128, 232, 130, 30, hsl(hue + 20, 36, 74)) +
        ellipse(128, 232, 104, 22, hsl(hue + 20, 36, 80)) +
        pane(82, 16, 70, 76, garden('garden', 82, 16, 70, 76)) +
        curtain(68, 8, 26, 112, hsl(hue, 34, 70)) +
        `<g transform="translate(234 0) scale(-1 1)">${curtain(68, 8, 26, 112, hsl(hue, 34, 70))}</g>` +
        bookcase(random, 0, 30, 56, 156, 5) +
        plant(26, 31, 0.6) +
        picture(random, 184, 26, 30, 36) +
        picture(random, 224, 36, 22, 26) +
        floorLamp(226, 92) +
        couch(46, 134, 164, hue) +
        vignette()
      )
    },
  },
  {
    id: 'cabin',
    phrases: [
      'in a cabin',
      'in a cozy cabin',
      'by the fireplace',
      'by a fireplace',
      'in a log cabin',
      'in a wooden cabin',
      'in a mountain cabin',
    ],
    outdoors: false,
    draw: (random) => {
      const wood = random.between(22, 34)
      const flip = random.chance(0.5) ? 'translate(256 0) scale(-1 1)' : ''
      return `<g transform="${flip}">${
        times(
          13,
          (i) =>
            fade(`log${i}`, [0, i * 15, 256, 15], hsl(wood, 38, 62), hsl(wood, 38, 50)) +
            rect(
              random.between(0, 230),
              i * 15 + 6,
              random.between(12, 40),
              1,
              'rgba(60,30,10,0.2)',
            ),
        ) +
        rect(0, 190, 256, 66, hsl(wood, 34, 42)) +
        boards(190) +
        pane(
          16,
          34,
          70,
          70,
          fade('snow', [16, 34, 70, 70], '#8fb3d6', '#e4edf4') +
            polygon(
              [
                [16, 92],
                [40, 54],
                [62, 92],
              ],
              '#f4f8fb',
            ) +
            polygon(
              [
                [44, 94],
                [68, 62],
                [86, 92],
              ],
              '#dfe9f2',
            ) +
            times(3, (i) =>
              polygon(
                [
                  [18 + i * 24, 104],
                  [27 + i * 24, 76],
                  [36 + i * 24, 104],
                ],
                '#64877c',
              ),
            ),
          '#7d5436',
        ) +
        curtain(12, 28, 16, 76, '#c87464') +
        rect(136, 0, 100, 190, '#b5aaa2') +
        times(11, (row) =>
          times(5, (i) =>
            rounded(
              138 + i * 21 - (row % 2) * 7,
              2 + row * 17,
              18,
              14,
              4,
              hsl(28, 9, random.between(58, 74)),
            ),
          ),
        ) +
        rect(124, 92, 124, 12, '#7b4f31') +
        rect(124, 92, 124, 3, '#95653f') +
        path('M152 190V138Q186 112 220 138V190Z', '#43302b') +
        fire(186, 186) +
        rounded(140, 72, 14, 20, 3, '#8aa38f') +
        rect(222, 78, 7, 14, '#f5ead2') +
        glow('candle', 225, 74, 14, '#ffe7a0', 0.9) +
        ellipse(225.5, 75, 2, 4, '#ffcf70') +
        picture(random, 168, 48, 36, 28, '#7b4f31') +
        pendant('cabinlamp', 104, 32, '#6f5a3e') +
        table(10, 156, 62, 44, '#8a5c3a') +
        plant(34, 153, 0.6, 120) +
        ellipse(128, 236, 110, 20, '#b0604f') +
        ellipse(128, 236, 92, 14, '#d9a27a')
      }</g>${vignette(0.34)}`
    },
  },
  {
    id: 'window',
    phrases: [
      'by a window',
      'by the window',
      'by a window with cityscape view',
      'near a large window',
      'by a window overlooking the city',
      'in front of a window with a city view',
      'in a high rise apartment',
    ],
    outdoors: false,
    draw: (random) => {
      const sky = random.pick([
        ['#8fc4e6', '#eaf4f2', '#fdf6d8'],
        ['#8a86c0', '#fbcf9f', '#fff0b8'],
      ] as const)
      return (
        whole('#efe3d3') +
        pane(
          24,
          8,
          208,
          156,
          fade('citysky', [24, 8, 208, 156], sky[0], sky[1]) +
            glow('sun', random.between(70, 190), 66, 46, '#fff6d0', 0.9) +
            skyline(random, 24, 50, 208, 114, random.between(205, 240), sky[2]),
          '#f9f3e8',
          3,
          1,
        ) +
        curtain(0, 0, 32, 210, '#d9b7a4') +
        `<g transform="translate(256 0) scale(-1 1)">${curtain(0, 0, 32, 210, '#d9b7a4')}</g>` +
        rect(0, 208, 256, 48, '#b98d68') +
        rect(0, 203, 256, 5, '#fbf6ec') +
        plant(48, 166, 0.72) +
        rounded(190, 150, 20, 14, 3, '#b0746c') +
        rounded(186, 158, 30, 6, 2, '#7f95a8') +
        beam(40, 164, 60, 92, 26) +
        beam(120, 164, 60, 92, 26) +
        vignette(0.2)
      )
    },
  },
]
