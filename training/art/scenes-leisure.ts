/** Places to eat, play, travel and look at things. */

import { pendant, picture, plant, shelf, table } from './furnishings.ts'
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

const chair = (x: number, y: number, fill: string) =>
  rounded(x, y, 26, 30, 8, fill) +
  rounded(x + 5, y + 6, 16, 18, 5, 'rgba(255,255,255,0.18)') +
  rect(x + 2, y + 28, 4, 46, fill) +
  rect(x + 20, y + 28, 4, 46, fill)

export const leisureScenes: readonly Scene[] = [
  {
    id: 'cafe',
    phrases: [
      'in a cafe',
      'in a bustling cafe',
      'in a cozy cafe',
      'at a cafe table',
      'in a coffee shop',
      'at a cafe',
      'in a quiet coffee shop',
      'in a busy cafe',
    ],
    outdoors: false,
    draw: (random) => {
      const hue = random.pick([25, 150, 190])
      return (
        room(hsl(hue, 26, 76), hsl(hue, 26, 66), '#a77b5a') +
        rounded(8, 14, 66, 74, 3, '#5d5a55') +
        rect(6, 12, 70, 4, '#9a6c46') +
        line('M18 28H50M18 50H62M18 60H54M18 70H60', 'rgba(255,250,230,0.75)', 2) +
        path('M54 24H66V31Q60 37 54 31Z', '#e9c79a') +
        shelf(random, 168, 46, 82) +
        shelf(random, 168, 82, 82) +
        pane(
          88,
          26,
          68,
          78,
          fade('street', [88, 26, 68, 78], '#cfe6ee', '#f4f1e0') +
            skyline(random, 88, 52, 68, 52, 25),
          '#7d5a40',
        ) +
        rect(150, 124, 106, 8, '#8d6040') +
        rect(156, 132, 100, 62, '#a9774f') +
        times(5, (i) => rect(160 + i * 20, 138, 15, 50, 'rgba(50,20,10,0.14)')) +
        rounded(186, 94, 44, 30, 4, '#b9bfc4') +
        rect(190, 100, 36, 8, '#7b848c') +
        rect(196, 112, 5, 6, '#5d656d') +
        rect(214, 112, 5, 6, '#5d656d') +
        rounded(194, 118, 9, 6, 2, '#fff') +
        rounded(212, 118, 9, 6, 2, '#fff') +
        chair(4, 146, '#8a5f42') +
        table(-6, 172, 66, 60, '#c0925f') +
        rounded(20, 160, 12, 9, 3, '#fdf6e6') +
        line('M32 162Q37 164 32 167', '#fdf6e6', 2) +
        line('M24 154Q22 150 25 147M29 154Q27 150 30 147', 'rgba(255,255,255,0.7)', 1.6) +
        table(196, 190, 70, 60, '#c0925f') +
        plant(80, 188, 0.9) +
        pendant('a', 46, 4, '#b5654c', 0.4) +
        pendant('b', 122, 10, '#b5654c') +
        pendant('c', 208, 4, '#b5654c', 0.4) +
        vignette(0.26)
      )
    },
  },
  {
    id: 'restaurant',
    phrases: [
      'in a restaurant',
      'in an elegant restaurant',
      'at a restaurant',
      'in a busy restaurant',
      'at a dinner table',
      'in a fancy restaurant',
    ],
    outdoors: false,
    draw: (random) => {
      const hue = random.pick([350, 200, 265])
      const seat = (x: number) =>
        chair(x, 132, hsl(hue, 30, 46)) +
        path(`M${x - 26} 164H${x + 52}L${x + 58} 236H${x - 32}Z`, '#fbf4e8') +
        rect(x - 28, 162, 82, 6, '#fffdf6') +
        rect(x + 8, 140, 5, 22, '#f4ead2') +
        ellipse(x + 10.5, 136, 2.4, 4.4, '#ffc96b') +
        path(
          `M${x - 14} 144H${x - 2}Q${x - 3} 153 ${x - 7} 154V162H${x - 9}V154Q${x - 13} 153 ${x - 14} 144Z`,
          'rgba(190,215,225,0.9)',
        ) +
        glow(`candle${x}`, x + 10, 136, 26, '#ffdf9a', 0.7)
      return (
        room(hsl(hue, 28, 54), hsl(hue, 30, 44), '#7d5747') +
        rect(0, 122, 256, 60, '#8d6248') +
        times(7, (i) => rounded(6 + i * 37, 130, 28, 44, 2, 'rgba(255,230,200,0.13)')) +
        rect(0, 119, 256, 4, '#b0825e') +
        path('M96 118V42Q128 8 160 42V118Z', '#47567f') +
        skyline(random, 97, 70, 62, 48, 228, '#ffe9a8') +
        line('M96 118V42Q128 8 160 42V118M128 26V118', '#c9a06a', 4) +
        picture(random, 22, 34, 40, 50, '#cfa768') +
        picture(random, 194, 34, 40, 50, '#cfa768') +
        line('M128 0V8', '#d9b878', 2) +
        path('M96 14Q128 34 160 14', 'none', 'stroke="#d9b878" stroke-width="2.4"') +
        times(
          5,
          (i) =>
            rect(94 + i * 16, 8 + (i % 4 === 0 ? 0 : 6), 4, 9, '#fdf3d8') +
            glow(`bulb${i}`, 96 + i * 16, 9, 20, '#ffe2a0', 0.75),
        ) +
        seat(18) +
        seat(212) +
        vignette(0.34)
      )
    },
  },
  {
    id: 'counter',
    phrases: [
      'at a decorated counter',
      'at a bar counter',
      'at the counter',
      'at a decorated bar',
      'behind a counter',
      'at a festive counter',
    ],
    outdoors: false,
    draw: (random) => {
      const hue = random.pick([180, 280, 15])
      return (
        room(hsl(hue, 24, 46), hsl(hue, 26, 38), '#6d5045') +
        rounded(34, 24, 188, 106, 4, 'rgba(255,230,190,0.2)') +
        times(3, (row) => shelf(random, 38, 56 + row * 34, 180, '#b08050')) +
        glow('back', 128, 78, 110, '#ffe3a6', 0.4) +
        line('M0 10Q64 44 128 12T256 10', '#5f4d45', 1.6) +
        times(16, (i) =>
          circle(
            8 + i * 16,
            [15, 22, 26, 27, 25, 21, 17, 13][i % 8]! - (i > 7 ? 2 : 0),
            3.2,
            hsl(i * 80, 62, 74),
          ),
        ) +
        plant(16, 150, 0.9, 130) +
        plant(240, 150, 0.9, 130) +
        rect(0, 150, 256, 10, '#c49562') +
        rect(0, 150, 256, 3, '#e0b986') +
        rect(0, 160, 256, 96, hsl(hue + 20, 26, 44)) +
        times(8, (i) =>
          polygon(
            [
              [i * 32, 160],
              [i * 32 + 32, 160],
              [i * 32 + 16, 182],
            ],
            hsl(i * 50 + hue, 44, 70),
          ),
        ) +
        times(5, (i) => rounded(i * 54 + 4, 192, 42, 60, 3, 'rgba(255,255,255,0.12)')) +
        rounded(42, 134, 12, 16, 2, '#e9c88a') +
        rounded(204, 130, 12, 20, 2, '#d9e7ea') +
        circle(208, 130, 4, '#f0b0a0') +
        vignette(0.3)
      )
    },
  },
  {
    id: 'gallery',
    phrases: [
      'in an art gallery',
      'in a gallery',
      'in a museum',
      'at the museum',
      'at an art exhibition',
      'in front of paintings',
    ],
    outdoors: false,
    draw: (random) => {
      const wall = hsl(random.pick([40, 200, 350, 150]), random.between(10, 24), 86)
      const spot = (x: number) =>
        polygon(
          [
            [x - 5, 8],
            [x + 5, 8],
            [x + 34, 112],
            [x - 34, 112],
          ],
          'rgba(255,248,214,0.32)',
        ) + path(`M${x - 6} 4H${x + 6}L${x + 4} 12H${x - 4}Z`, '#5d6068')
      return (
        room(wall, hsl(40, 12, 78), '#b89270') +
        boards() +
        rect(0, 0, 256, 4, '#6a6d74') +
        picture(random, 12, 30, 56, 72) +
        picture(random, 96, 26, 64, 48, '#5f5450') +
        picture(random, 190, 30, 54, 72) +
        times(
          3,
          (i) => spot(40 + i * 88) + rect(34 + i * 88, [112, 84, 112][i]!, 14, 5, '#fffdf4'),
        ) +
        rect(10, 146, 34, 60, '#f4efe6') +
        rect(36, 146, 8, 60, 'rgba(60,50,60,0.12)') +
        ellipse(27, 118, 9, 12, '#c9c3ba') +
        path('M13 146Q14 128 27 128T41 146Z', '#c9c3ba') +
        path('M28 106Q38 112 34 126L30 130V146H41Q40 130 32 128Z', 'rgba(50,40,60,0.12)') +
        rect(212, 142, 34, 64, '#f4efe6') +
        path('M221 142Q210 118 224 112V104H234V112Q248 118 237 142Z', '#8fb0b8') +
        path('M223 120H235', 'none', 'stroke="#e0c890" stroke-width="3"') +
        ellipse(128, 206, 60, 9, 'rgba(60,30,20,0.2)') +
        rounded(76, 186, 104, 12, 4, '#8a6750') +
        vignette(0.16)
      )
    },
  },
  {
    id: 'game-room',
    phrases: [
      'in a game room',
      'on a shared screen',
      'in front of a big screen',
      'in an arcade',
      'in a gaming room',
      'at a game night',
    ],
    outdoors: false,
    draw: (random) => {
      const hue = random.pick([250, 290, 210])
      return (
        room(hsl(hue, 30, 38), hsl(hue, 32, 30), hsl(hue, 28, 22)) +
        glow('screen', 128, 66, 140, hsl(hue + 300, 60, 72), 0.6) +
        rounded(46, 14, 164, 98, 5, '#34323f') +
        fade('game', [52, 20, 152, 86], '#86cfe4', '#d3eff0') +
        path('M52 106V84L84 58L112 84L140 52L178 88L204 74V106Z', '#8fc49a') +
        rect(52, 94, 152, 12, '#a07a58') +
        rect(52, 92, 152, 4, '#74ad70') +
        times(4, (i) =>
          rounded(84 + i * 12, 48, 11, 11, 1.5, i % 2 === 0 ? '#e7bd68' : '#c98f5a'),
        ) +
        times(3, (i) => circle(146 + i * 14, 44, 4.4, '#f6d873')) +
        rounded(66, 80, 10, 12, 3, '#d8705f') +
        circle(71, 77, 5, '#f0c6a0') +
        times(3, (i) => circle(60 + i * 10, 28, 3.4, '#e07a78')) +
        times(
          2,
          (i) =>
            rounded(8 + i * 212, 60, 28, 60, 3, '#2f2c3c') +
            circle(22 + i * 212, 78, 8, '#55506a') +
            circle(22 + i * 212, 102, 11, '#55506a'),
        ) +
        rect(0, 6, 256, 3, hsl(hue + 60, 66, 70)) +
        rect(40, 128, 176, 8, '#4b4258') +
        rect(46, 136, 164, 40, '#3b3448') +
        rounded(60, 144, 40, 12, 3, '#6d668a') +
        circle(90, 150, 2, '#8fe0b0') +
        `<g transform="rotate(-8 20 32)">${rect(6, 14, 28, 36, '#c98a70')}${circle(20, 30, 8, '#f0d08a')}</g><g transform="rotate(6 236 32)">${rect(222, 14, 28, 36, '#7fa8b8')}${polygon(
          [
            [236, 20],
            [246, 40],
            [226, 40],
          ],
          '#e8d9a8',
        )}</g>` +
        rounded(-20, 172, 66, 90, 22, hsl(hue + 80, 34, 48)) +
        rounded(210, 172, 66, 90, 22, hsl(hue + 140, 34, 48)) +
        vignette(0.34)
      )
    },
  },
  {
    id: 'stage',
    phrases: [
      'on a stage',
      'on stage',
      'at a concert',
      'in a theatre',
      'in a theater',
      'on a brightly lit stage',
      'in a concert hall',
    ],
    outdoors: false,
    draw: (random) => {
      const hue = random.pick([350, 220, 285])
      const ray = (x: number, to: number, turn: number) =>
        polygon(
          [
            [x - 4, 18],
            [x + 4, 18],
            [to + 34, 206],
            [to - 34, 206],
          ],
          `hsla(${hue + turn},80%,82%,0.24)`,
        )
      return (
        fade('hall', [0, 0, 256, 256], hsl(hue + 30, 34, 26), hsl(hue + 10, 36, 42)) +
        times(9, (i) =>
          rect(44 + i * 19, 20, 18, 170, i % 2 === 0 ? hsl(hue, 36, 36) : hsl(hue, 36, 39)),
        ) +
        rect(0, 190, 256, 66, '#93694c') +
        boards(190) +
        ellipse(128, 214, 100, 20, 'rgba(255,240,200,0.3)') +
        rect(0, 12, 256, 5, '#4f4a58') +
        times(
          6,
          (i) =>
            path(`M${24 + i * 41} 16H${38 + i * 41}L${36 + i * 41} 30H${26 + i * 41}Z`, '#3d3947') +
            ellipse(31 + i * 41, 30, 6, 2.6, '#fff0c0'),
        ) +
        ray(72, 100, 40) +
        ray(128, 128, 60) +
        ray(184, 156, 200) +
        rounded(50, 140, 28, 50, 2, '#373340') +
        circle(64, 156, 9, '#56515f') +
        circle(64, 177, 9, '#56515f') +
        rounded(178, 140, 28, 50, 2, '#373340') +
        circle(192, 156, 9, '#56515f') +
        circle(192, 177, 9, '#56515f') +
        times(
          2,
          (side) =>
            `<g transform="${side === 0 ? '' : 'translate(256 0) scale(-1 1)'}">${path('M0 0H62Q58 80 30 128Q40 170 36 256H0Z', hsl(hue, 46, 46))}${line('M14 0Q20 110 12 256M32 0Q34 80 22 132M48 0Q46 70 28 124', 'rgba(20,0,20,0.2)', 4)}${rounded(0, 124, 36, 7, 3, '#e0b866')}</g>`,
        ) +
        times(6, (i) =>
          path(`M${i * 43} 0H${i * 43 + 43}Q${i * 43 + 21} 26 ${i * 43} 0Z`, hsl(hue, 46, 52)),
        ) +
        vignette(0.3)
      )
    },
  },
  {
    id: 'gym',
    phrases: [
      'in a gym',
      'at the gym',
      'in a modern gym',
      'in a fitness studio',
      'in a weight room',
      'in a sports hall',
    ],
    outdoors: false,
    draw: (random) => {
      const hue = random.pick([205, 25, 155])
      return (
        room('#e3e6e8', '#cdd3d7', '#7f868e') +
        rect(0, 112, 256, 10, hsl(hue, 44, 66)) +
        pane(14, 18, 96, 78, garden('garden', 14, 18, 96, 78), '#7d878f', 3, 1) +
        rounded(132, 16, 112, 86, 2, '#dcecf0') +
        path('M146 16H176L146 102H132V50Z', 'rgba(255,255,255,0.55)') +
        path('M214 16H226L194 102H182Z', 'rgba(255,255,255,0.45)') +
        times(
          2,
          (row) =>
            rect(140, 130 + row * 26, 112, 5, '#5d666f') +
            times(
              4,
              (i) =>
                rounded(146 + i * 27, 118 + row * 26, 6, 14, 2, '#4e5660') +
                rect(150 + i * 27, 123 + row * 26, 12, 4, '#8d959d') +
                rounded(160 + i * 27, 118 + row * 26, 6, 14, 2, '#4e5660'),
            ),
        ) +
        rect(144, 130, 4, 64, '#5d666f') +
        rect(244, 130, 4, 64, '#5d666f') +
        line('M10 196H80M76 196L84 118H66', '#59626c', 6) +
        rounded(58, 108, 26, 14, 3, '#454d57') +
        rect(62, 111, 18, 6, hsl(hue, 50, 72)) +
        rounded(4, 194, 84, 10, 4, '#454d57') +
        line('M110 0V38', '#6b6460', 2) +
        rounded(97, 38, 27, 74, 9, hsl(hue + 150, 38, 52)) +
        rect(97, 54, 27, 5, 'rgba(255,255,255,0.35)') +
        rect(116, 40, 6, 70, 'rgba(20,10,20,0.14)') +
        circle(112, 196, 20, hsl(hue, 40, 66)) +
        ellipse(106, 188, 7, 5, 'rgba(255,255,255,0.4)') +
        beam(20, 20, 84, 236, 60)
      )
    },
  },
  {
    id: 'shop',
    phrases: [
      'in a shop',
      'in a boutique',
      'in a clothing store',
      'in a stylish boutique',
      'at the mall',
      'in a store',
    ],
    outdoors: false,
    draw: (random) => {
      const hue = random.pick([340, 30, 180])
      const shirt = (x: number, y: number, fill: string) =>
        path(
          `M${x - 7} ${y}L${x - 15} ${y + 10}L${x - 10} ${y + 16}V${y + 44}H${x + 10}V${y + 16}L${x + 15} ${y + 10}L${x + 7} ${y}Q${x} ${y + 5} ${x - 7} ${y}Z`,
          fill,
        ) + line(`M${x} ${y - 8}V${y}`, '#8d8078', 1.4)
      return (
        room(hsl(hue, 34, 90), hsl(hue, 30, 82), '#d0ad8a') +
        boards() +
        line('M6 40H92', '#a0806a', 3) +
        times(5, (i) => shirt(18 + i * 16, 48, hsl(hue + i * 55, 36, 64 + (i % 2) * 8))) +
        line('M166 40H252', '#a0806a', 3) +
        times(5, (i) => shirt(176 + i * 17, 48, hsl(hue + 120 + i * 50, 34, 66))) +
        rounded(104, 16, 48, 108, 24, '#c79b6a') +
        rounded(108, 20, 40, 100, 20, '#d8ebf0') +
        path('M116 30H130L112 90V44Z', 'rgba(255,255,255,0.55)') +
        rect(6, 116, 86, 5, '#b08860') +
        rect(166, 116, 86, 5, '#b08860') +
        times(
          3,
          (i) =>
            rounded(12 + i * 27, 102, 22, 14, 3, hsl(hue + i * 90, 34, 62)) +
            path(
              `M${16 + i * 27} 102Q${23 + i * 27} 90 ${30 + i * 27} 102`,
              'none',
              `stroke="#8d6a50" stroke-width="2"`,
            ),
        ) +
        times(
          3,
          (i) =>
            rounded(172 + i * 27, 98, 22, 18, 1, hsl(hue + 40 + i * 70, 38, 74)) +
            rect(182 + i * 27, 98, 3, 18, '#fff8ec'),
        ) +
        rect(6, 156, 86, 5, '#b08860') +
        rect(166, 156, 86, 5, '#b08860') +
        times(4, (i) =>
          rounded(
            10 + i * 21,
            147 - (i % 2) * 4,
            18,
            9 + (i % 2) * 4,
            2,
            hsl(hue + i * 60, 32, 70),
          ),
        ) +
        times(4, (i) =>
          path(
            `M${172 + i * 20} 156V148H${178 + i * 20}Q${180 + i * 20} 152 ${188 + i * 20} 153V156Z`,
            hsl(hue + i * 80, 34, 52),
          ),
        ) +
        pendant('a', 48, 4, '#d9b06a', 0.4) +
        pendant('b', 208, 4, '#d9b06a', 0.4) +
        plant(98, 190, 0.8)
      )
    },
  },
]
