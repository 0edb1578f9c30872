/** Places of work. */

import { pendant, picture, plant, screen, shelf, table } from './furnishings.ts'
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
  skyline,
  vignette,
} from './furniture.ts'
import { circle, hsl, polygon, rect, times } from './shapes.ts'
import type { Scene } from './types.ts'

const easel = (x: number, y: number, canvas: string) =>
  line(`M${x} ${y - 20}L${x - 22} ${y + 96}M${x} ${y - 20}L${x + 22} ${y + 96}`, '#9a6d48', 4) +
  rect(x - 26, y - 8, 52, 60, '#e4d8c4') +
  rect(x - 24, y - 6, 48, 56, '#fdf8ec') +
  canvas +
  rect(x - 30, y + 52, 60, 5, '#85593a')

const flask = (x: number, y: number, fill: string) =>
  path(
    `M${x - 3} ${y - 26}V${y - 16}L${x - 12} ${y}H${x + 12}L${x + 3} ${y - 16}V${y - 26}Z`,
    '#e8f4f6',
  ) +
  path(`M${x - 7} ${y - 9}L${x - 12} ${y}H${x + 12}L${x + 7} ${y - 9}Z`, fill) +
  rect(x - 5, y - 28, 10, 3, '#cfe2e6')

export const workScenes: readonly Scene[] = [
  {
    id: 'office',
    phrases: [
      'in an office',
      'in a modern office',
      'in a coworking space',
      'in a busy coworking space',
      'at the office',
      'at work',
      'in a bright office',
      'in a meeting room',
    ],
    outdoors: false,
    draw: (random) => {
      const hue = random.pick([200, 170, 30])
      return (
        room('#eef2f3', '#dde5e7', '#a9b0b5') +
        pane(
          72,
          18,
          120,
          100,
          fade('officesky', [72, 18, 120, 100], '#a9d2ea', '#eef6f4') +
            skyline(random, 72, 44, 120, 74, 212),
          '#8d979e',
          3,
          1,
        ) +
        times(6, (i) => rect(72, 20 + i * 4, 120, 1.2, 'rgba(255,255,255,0.7)')) +
        rounded(6, 26, 52, 62, 2, '#ffffff') +
        times(6, (i) =>
          rect(12 + (i % 2) * 21, 33 + Math.floor(i / 2) * 17, 16, 13, hsl(hue + i * 50, 46, 78)),
        ) +
        circle(224, 38, 15, '#ffffff') +
        line('M224 38V29M224 38L231 42', '#5d6570', 2) +
        rect(204, 66, 46, 4, '#b88d60') +
        times(5, (i) =>
          rect(208 + i * 7, 47 + (i % 3) * 2, 5, 19 - (i % 3) * 2, hsl(hue + i * 40, 30, 66)),
        ) +
        pendant('a', 50, 8, hsl(hue, 28, 56), 0.3) +
        pendant('b', 208, 8, hsl(hue, 28, 56), 0.3) +
        table(-10, 156, 96, 80, '#d0ab80') +
        table(172, 156, 96, 80, '#d0ab80') +
        screen(10, 112, 46, 30, hue) +
        rect(30, 145, 6, 9, '#5a5c68') +
        screen(202, 112, 46, 30, hue + 30) +
        rect(222, 145, 6, 9, '#5a5c68') +
        rounded(62, 142, 10, 11, 2, '#d58a70') +
        plant(104, 188, 1) +
        rounded(148, 140, 24, 34, 8, hsl(hue, 26, 52)) +
        rect(158, 174, 4, 18, '#6d727a') +
        rect(148, 190, 24, 3, '#6d727a') +
        beam(84, 118, 80, 138, 40)
      )
    },
  },
  {
    id: 'workshop',
    phrases: [
      'in a workshop',
      'in a busy workshop',
      'in a garage',
      'in a tool shed',
      'over a drafting table',
      'at a workbench',
      'in a wood workshop',
    ],
    outdoors: false,
    draw: (random) => {
      const hue = random.pick([30, 200, 95])
      return (
        room('#d9c3a0', '#c4a97f', '#8f7a68') +
        times(9, (i) => rect(i * 30, 0, 1.4, 182, 'rgba(70,40,20,0.14)')) +
        rect(14, 16, 104, 96, hsl(hue, 18, 62)) +
        times(6, (row) =>
          times(7, (i) => circle(22 + i * 15, 24 + row * 15, 1, 'rgba(40,30,30,0.28)')),
        ) +
        line('M30 34V76', '#a5683c', 5) +
        rounded(20, 26, 20, 10, 2, '#7c848c') +
        path('M52 28H60V62L76 92H52Z', '#b4bcc2') +
        rounded(50, 22, 14, 18, 4, '#b5674a') +
        line('M90 46V92', '#8d969e', 6) +
        path('M80 30Q80 50 90 50T100 30L95 30V39H85V30Z', '#8d969e') +
        line('M108 50V80', '#9aa2a8', 3) +
        rounded(104, 28, 8, 24, 3, '#cf8f4a') +
        pane(140, 22, 60, 62, garden('garden', 140, 22, 60, 62), '#8b6a4a') +
        `<circle cx="230" cy="56" r="15" fill="none" stroke="#a8794a" stroke-width="6"/>` +
        shelf(random, 204, 108, 50) +
        line('M226 22V40', '#6d5a4a', 2) +
        pendant('workshoplamp', 128, 14, '#5f7a70') +
        rect(-4, 150, 264, 11, '#b47f50') +
        rect(-4, 150, 264, 3, '#d09c6a') +
        rect(4, 161, 14, 95, '#8d5f3c') +
        rect(238, 161, 14, 95, '#8d5f3c') +
        rect(18, 200, 220, 6, '#8d5f3c') +
        rounded(206, 130, 36, 20, 3, '#b95f52') +
        rect(214, 125, 20, 5, '#8f463c') +
        rect(14, 132, 34, 18, '#7f8c94') +
        rect(18, 124, 8, 10, '#6b777f') +
        rect(38, 124, 8, 10, '#6b777f') +
        line('M8 142H56', '#5f6a72', 3) +
        rect(60, 144, 46, 6, '#d8ae78') +
        beam(146, 26, 50, 230, -60) +
        vignette(0.26)
      )
    },
  },
  {
    id: 'art-studio',
    phrases: [
      'in an art studio',
      'in a studio',
      'among easels and canvases',
      'in a bright art studio',
      'in a painting studio',
      'in an artist studio',
      'in her studio',
    ],
    outdoors: false,
    draw: (random) => {
      const hue = random.between(0, 360)
      return (
        room('#f4eee2', '#e6dccb', '#bf9f80') +
        boards() +
        pane(
          84,
          8,
          92,
          100,
          fade('studiosky', [84, 8, 92, 100], '#b9dff0', '#f1f7ef'),
          '#8f9aa0',
          4,
          3,
        ) +
        picture(random, 12, 14, 40, 30, '#d9c9ae') +
        picture(random, 206, 12, 36, 44, '#d9c9ae') +
        easel(
          36,
          84,
          circle(36, 102, 13, hsl(hue, 46, 66)) +
            path('M12 134V118Q30 104 44 120T60 114V134Z', hsl(hue + 120, 34, 58)),
        ) +
        easel(
          222,
          92,
          path('M198 142V112L214 96L232 126L246 108V142Z', hsl(hue + 200, 38, 62)) +
            circle(236, 96, 5, hsl(hue + 40, 56, 72)),
        ) +
        rect(92, 128, 78, 4, '#9a7350') +
        times(
          5,
          (i) =>
            rounded(96 + i * 15, 112, 11, 16, 2, hsl(hue + i * 72, 44, 64)) +
            rect(96 + i * 15, 112, 11, 4, '#f8f2e6'),
        ) +
        line('M160 112L156 96M164 112V94M168 112L172 98', '#a87a4e', 2) +
        times(14, () =>
          circle(
            random.between(0, 256),
            random.between(196, 250),
            random.between(1, 4),
            hsl(random.between(0, 360), 46, 68),
          ),
        ) +
        beam(92, 10, 76, 246, 50)
      )
    },
  },
  {
    id: 'hospital',
    phrases: [
      'in a hospital',
      'in a clinic',
      'in a hospital room',
      'at the hospital',
      'in a bright clinic',
      'in a doctor office',
    ],
    outdoors: false,
    draw: (random) => {
      const hue = random.pick([170, 195, 140])
      return (
        room('#f1f7f6', hsl(hue, 24, 88), '#c3d0d2') +
        rect(0, 128, 256, 6, hsl(hue, 28, 74)) +
        circle(128, 40, 24, hsl(hue, 30, 80)) +
        rect(121, 23, 14, 34, '#ffffff') +
        rect(111, 33, 34, 14, '#ffffff') +
        pane(178, 18, 66, 76, garden('garden', 178, 18, 66, 76)) +
        line('M10 12H84', '#9aa7ac', 3) +
        path('M10 13H70V180Q62 176 55 180T40 180T25 180T10 180Z', hsl(hue, 30, 76)) +
        times(5, (i) => line(`M${16 + i * 11} 16V174`, 'rgba(30,70,80,0.13)', 3)) +
        line('M94 36V196M86 40H104', '#93a0a6', 3) +
        rounded(82, 44, 16, 26, 5, '#d5ecf4') +
        rect(82, 56, 16, 14, '#a9d3e6') +
        line('M90 70Q88 110 110 130', '#b7cfd6', 1.6) +
        screen(128, 84, 46, 34, 160) +
        rect(128, 84, 46, 34, '#47645f') +
        line('M130 102H140L144 92L149 112L153 102H172', '#9fe0b8', 2.2) +
        rect(149, 121, 4, 40, '#93a0a6') +
        rounded(166, 116, 10, 84, 3, '#a5b2b8') +
        rounded(170, 132, 96, 24, 6, '#ffffff') +
        rounded(176, 122, 38, 22, 8, '#e7f1f4') +
        rounded(196, 138, 70, 30, 5, hsl(hue, 30, 70)) +
        rect(172, 162, 90, 7, '#a5b2b8') +
        beam(184, 22, 56, 234, -56)
      )
    },
  },
  {
    id: 'laboratory',
    phrases: [
      'in a laboratory',
      'in a lab',
      'in a science lab',
      'in a modern laboratory',
      'in a research lab',
      'among test tubes',
    ],
    outdoors: false,
    draw: (random) => {
      const hue = random.pick([185, 215, 255])
      const tones = [0, 70, 150, 230].map((turn) => hsl(hue + turn, 42, 64))
      return (
        room(hsl(hue, 22, 86), hsl(hue, 22, 78), '#9fabb4') +
        rounded(88, 16, 80, 84, 3, '#ffffff') +
        line('M98 36H140M98 48H128', '#9ab0be', 2) +
        line('M128 66L142 58L156 66V82L142 90L128 82ZM128 66L114 60', tones[2]!, 2.4) +
        times(
          2,
          (row) =>
            rect(4, 52 + row * 44, 74, 4, '#a7b2ba') + rect(178, 52 + row * 44, 74, 4, '#a7b2ba'),
        ) +
        times(
          3,
          (i) => flask(18 + i * 24, 52, tones[i]!) + flask(192 + i * 24, 96, tones[3 - i]!),
        ) +
        times(
          5,
          (i) =>
            rounded(10 + i * 13, 72, 9, 24, 4, '#e8f4f6') +
            rounded(10 + i * 13, 82, 9, 14, 4, tones[i % 4]!),
        ) +
        times(
          4,
          (i) =>
            rounded(184 + i * 17, 32, 13, 20, 3, tones[(i + 1) % 4]!) +
            rect(184 + i * 17, 30, 13, 4, '#6f7a84'),
        ) +
        rect(0, 150, 256, 8, '#eef3f5') +
        rect(0, 158, 256, 98, hsl(hue, 16, 64)) +
        times(6, (i) => rect(i * 44 + 3, 166, 38, 80, 'rgba(255,255,255,0.14)')) +
        path('M20 150H56V145H42Q58 132 46 116L40 119Q48 132 36 140H20Z', '#69747f') +
        `<g transform="rotate(-24 38 116)">${rounded(31, 96, 12, 32, 3, '#84909a')}${rect(33, 88, 8, 9, '#55606a')}</g>` +
        flask(214, 150, tones[1]!) +
        flask(240, 150, tones[0]!) +
        times(4, (i) =>
          circle(216 + (i % 2) * 5, 118 - i * 9, 2 + (i % 2), hsl(hue + 70, 40, 78)),
        ) +
        rect(40, 0, 176, 5, '#ffffff') +
        glow('tube', 128, 0, 130, '#ffffff', 0.5)
      )
    },
  },
  {
    id: 'bakery',
    phrases: [
      'in a bakery',
      'in a cozy bakery',
      'at the bakery',
      'in a pastry shop',
      'in a warm bakery',
      'among fresh bread',
    ],
    outdoors: false,
    draw: (random) => {
      const hue = random.pick([350, 28, 165])
      const loaf = (x: number, y: number) =>
        ellipse(x, y - 7, 14, 8, '#d09a5c') +
        ellipse(x, y - 9, 11, 5, '#e2b477') +
        line(
          `M${x - 6} ${y - 12}L${x - 3} ${y - 5}M${x} ${y - 13}L${x + 3} ${y - 5}`,
          '#b47d44',
          1.6,
        )
      const bun = (x: number, y: number) =>
        circle(x, y - 7, 8, '#dca866') + ellipse(x - 2, y - 10, 4, 2.4, '#efcb92')
      const baguette = (x: number, y: number) =>
        `<g transform="rotate(8 ${x} ${y})">${rounded(x - 4, y - 38, 8, 40, 4, '#d29c5c')}${line(`M${x - 2} ${y - 30}L${x + 2} ${y - 26}M${x - 2} ${y - 20}L${x + 2} ${y - 16}`, '#b47d44', 1.6)}</g>`
      return (
        room('#fbead0', '#f2d6ac', '#b98a66') +
        times(10, (i) =>
          path(
            `M${i * 28 - 12} 0H${i * 28 + 16}V18Q${i * 28 + 2} 30 ${i * 28 - 12} 18Z`,
            i % 2 === 0 ? hsl(hue, 40, 72) : '#fff8ec',
          ),
        ) +
        times(
          2,
          (row) =>
            rect(4, 76 + row * 44, 88, 5, '#9a6a42') + rect(164, 76 + row * 44, 88, 5, '#9a6a42'),
        ) +
        times(
          3,
          (i) =>
            loaf(22 + i * 28, 76) +
            bun(176 + i * 22, 76) +
            bun(18 + i * 20, 120) +
            loaf(180 + i * 28, 120),
        ) +
        rounded(98, 40, 60, 86, 3, '#7d9088') +
        path('M110 74Q128 50 146 74V92H110Z', '#f5dfae') +
        line('M110 104H146M116 112H140', '#f6efdc', 2) +
        rect(66, 88, 24, 32, '#b88a5a') +
        times(3, (i) => baguette(70 + i * 7, 92)) +
        rect(0, 150, 256, 9, '#c08a5a') +
        rect(0, 159, 256, 97, hsl(hue, 30, 66)) +
        rect(0, 124, 66, 27, 'rgba(225,242,246,0.6)') +
        rect(192, 124, 64, 27, 'rgba(225,242,246,0.6)') +
        times(
          3,
          (i) =>
            bun(14 + i * 20, 151) +
            polygon(
              [
                [200 + i * 18, 150],
                [214 + i * 18, 150],
                [207 + i * 18, 134],
              ],
              '#f1c9c0',
            ) +
            circle(207 + i * 18, 133, 2.6, '#cf6a64'),
        ) +
        times(7, (i) => rect(i * 40 + 4, 168, 32, 80, 'rgba(255,255,255,0.16)')) +
        pendant('a', 46, 18, '#a8705a') +
        pendant('b', 210, 18, '#a8705a') +
        vignette(0.18)
      )
    },
  },
]
