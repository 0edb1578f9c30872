/** Rooms to read, learn and rest in. */

import { bookcase, pendant, picture, plant, table } from './furnishings.ts'
import {
  beam,
  boards,
  ellipse,
  fade,
  garden,
  glow,
  line,
  pane,
  path,
  room,
  rounded,
  vignette,
} from './furniture.ts'
import { circle, hsl, polygon, rect, times, whole } from './shapes.ts'
import type { Scene } from './types.ts'

export const studyScenes: readonly Scene[] = [
  {
    id: 'library',
    phrases: [
      'in a library',
      'in a quiet library',
      'in an old library',
      'among bookshelves',
      'at the library',
      'in a bookstore',
      'in a cozy library',
    ],
    outdoors: false,
    draw: (random) => {
      const wood = hsl(random.between(18, 32), 36, random.between(38, 48))
      return (
        room('#efdfc2', '#dcc39c', '#a8795a', 200) +
        boards(200) +
        path('M92 150V50Q128 14 164 50V150Z', '#d9ecf0') +
        path('M92 150V120Q120 100 164 126V150Z', '#a7cba2') +
        line('M128 34V150M92 72H164M92 110H164', '#f8f1e2', 3.4) +
        line('M92 150V50Q128 14 164 50V150', '#8a6546', 5) +
        bookcase(random, -6, 0, 92, 204, 5, wood) +
        bookcase(random, 170, 0, 92, 204, 5, wood) +
        rect(84, 150, 88, 54, wood) +
        bookcase(random, 86, 152, 84, 50, 1, wood) +
        line('M60 206L78 6M74 206L92 6', '#c79a68', 3.4) +
        times(9, (i) => line(`M${62 + i * 1.9} ${190 - i * 21}H${76 + i * 1.9}`, '#c79a68', 2.6)) +
        pendant('librarylamp', 128, 14, '#4f7a66') +
        beam(100, 44, 50, 212, 50) +
        vignette(0.3)
      )
    },
  },
  {
    id: 'study',
    phrases: [
      'in a study room',
      'in a quiet study room',
      'in a study',
      'under a desk lamp',
      'at a desk',
      'at her desk',
      'at his desk',
      'at a tidy desk',
    ],
    outdoors: false,
    draw: (random) => {
      const hue = random.pick([150, 205, 30])
      return (
        room(hsl(hue, 22, 70), hsl(hue, 24, 60), '#9c6d4c') +
        bookcase(random, 166, 10, 84, 104, 3) +
        picture(random, 92, 28, 44, 34) +
        rounded(96, 78, 36, 30, 2, '#d5ab78') +
        rect(101, 83, 11, 10, '#fbf3d6') +
        rect(116, 87, 11, 12, '#f2c7b4') +
        rect(0, 150, 256, 10, '#a8744c') +
        rect(0, 150, 256, 3, '#c8946a') +
        rect(0, 160, 256, 96, '#855a3c') +
        times(
          3,
          (i) =>
            rounded(188, 168 + i * 28, 60, 22, 2, '#96694a') +
            circle(218, 179 + i * 28, 2.4, '#d9b27a'),
        ) +
        glow('desk', 62, 124, 96, '#ffe9a8', 0.9) +
        polygon(
          [
            [34, 84],
            [72, 84],
            [128, 150],
            [2, 150],
          ],
          'rgba(255,240,180,0.36)',
        ) +
        line('M18 146L12 92L44 62', '#55606a', 3.6) +
        ellipse(18, 148, 15, 4, '#55606a') +
        path('M32 62L56 50L78 82H34Z', hsl(random.pick([5, 45, 165]), 42, 52)) +
        ellipse(56, 83, 12, 4, '#fff6d0') +
        times(4, (i) =>
          rounded(190 + (i % 2) * 4, 143 - i * 7, 44, 7, 1.5, hsl(20 + i * 90, 32, 58)),
        ) +
        circle(216, 114, 0.1, '#fff') +
        rounded(96, 132, 14, 18, 2, '#7a8f9c') +
        line('M100 132L97 118M103 132V116M107 132L110 119', '#d3a35a', 2) +
        vignette(0.36)
      )
    },
  },
  {
    id: 'classroom',
    phrases: [
      'in a classroom',
      'in a bright classroom',
      'at school',
      'in front of a blackboard',
      'in a school classroom',
      'in a lecture hall',
      'in class',
    ],
    outdoors: false,
    draw: (random) => {
      const board = random.pick(['#5f8672', '#54786f', '#56707c'])
      return (
        room('#f6ecd2', '#ead9b4', '#c99f76') +
        boards() +
        rect(58, 18, 150, 98, '#a87a50') +
        rect(63, 23, 140, 88, board) +
        path('M63 23H130L80 111H63Z', 'rgba(255,255,255,0.08)') +
        line('M76 42Q84 34 92 42T108 42T124 42M76 56H118M76 68H104', 'rgba(255,255,240,0.75)', 2) +
        polygon(
          [
            [150, 72],
            [188, 72],
            [169, 40],
          ],
          'none',
        ) +
        line('M150 76H190L170 42Z', '#f5dfa0', 2) +
        line('M146 96H160M153 90V102M170 92H184M170 99H184', '#f0bfb0', 2) +
        rect(58, 114, 150, 5, '#c4966a') +
        rect(90, 112, 14, 3, '#fff') +
        pane(-20, 20, 56, 92, garden('garden', -20, 20, 56, 92)) +
        circle(232, 38, 15, '#fdfaf0') +
        line('M232 38V29M232 38L239 42', '#6d6470', 2) +
        `<circle cx="232" cy="38" r="15" fill="none" stroke="#b07a5a" stroke-width="3"/>` +
        times(9, (i) =>
          polygon(
            [
              [i * 30 - 4, 0],
              [i * 30 + 20, 0],
              [i * 30 + 8, 15],
            ],
            hsl(i * 67, 42, 74),
          ),
        ) +
        rect(216, 108, 38, 78, '#b3845a') +
        plant(226, 109, 0.5) +
        circle(244, 98, 10, '#8fb9cf') +
        path('M238 92Q246 90 246 98Q240 104 238 98Z', '#93b884') +
        rounded(216, 130, 38, 3, 1, '#8d6340') +
        table(-14, 168, 78, 60, '#cf9f68') +
        table(196, 172, 78, 60, '#cf9f68') +
        rounded(10, 158, 34, 7, 1, '#c77b6c') +
        circle(226, 162, 7, '#cf6a5c') +
        beam(-6, 24, 40, 232, 80)
      )
    },
  },
  {
    id: 'dim-room',
    phrases: [
      'in a dimly lit room',
      'in a dark room',
      'in a dim room',
      'in a shadowy room',
      'by candlelight',
      'in a moonlit room',
    ],
    outdoors: false,
    draw: (random) => {
      const hue = random.pick([232, 262, 205])
      return (
        room(hsl(hue, 26, 30), hsl(hue, 26, 23), hsl(hue, 24, 17)) +
        pane(
          88,
          24,
          70,
          92,
          fade('night', [88, 24, 70, 92], '#46558e', '#8189b4') +
            circle(136, 50, 11, '#f4efcf') +
            times(8, () =>
              circle(random.between(92, 154), random.between(30, 104), 0.9, '#f7f3da'),
            ),
          hsl(hue, 18, 42),
        ) +
        beam(94, 116, 58, 140, -34) +
        rounded(178, 96, 70, 94, 3, hsl(hue, 22, 20)) +
        times(3, (i) => rect(184, 104 + i * 28, 58, 22, hsl(hue, 20, 26))) +
        picture(random, 190, 34, 34, 40, hsl(hue, 16, 34)) +
        rect(184, 28, 48, 54, 'rgba(20,20,50,0.5)') +
        table(-8, 152, 62, 60, hsl(24, 26, 27)) +
        glow('candle', 28, 118, 92, '#ffb45c', 0.75) +
        rect(22, 128, 12, 22, '#efdcae') +
        path('M28 108C36 118 34 126 28 126C22 126 20 118 28 108Z', '#ffd27c') +
        circle(28, 121, 2.6, '#fff6d6') +
        vignette(0.5)
      )
    },
  },
  {
    id: 'plain',
    phrases: [],
    outdoors: false,
    draw: (random) => {
      const hue = random.between(0, 360)
      return whole(hsl(hue, 30, 74)) + glow('spot', 128, 100, 170, '#ffffff', 0.45) + vignette(0.22)
    },
  },
]
