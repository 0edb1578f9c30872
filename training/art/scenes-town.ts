/** Streets, and places near houses. */

import {
  bush,
  cloud,
  clouds,
  fade,
  fence,
  pine,
  ridge,
  stars,
  sun,
  tree,
} from './nature-fragments.ts'
import { circle, polygon, rect, times } from './shapes.ts'
import { awning, boards, house, lamp, skyline } from './street-fragments.ts'
import type { Scene } from './types.ts'

export const townScenes: readonly Scene[] = [
  {
    id: 'city',
    outdoors: true,
    phrases: [
      'in the city',
      'on a city street',
      'in a bustling city street',
      'downtown',
      'on the street',
      'on a busy street',
      'among skyscrapers',
    ],
    draw: (random) =>
      fade('city', 0, 170, '#b9d8ea', '#f3efe2') +
      clouds(random, 2) +
      skyline(random, 170, 60, 110, ['#c3d0db', '#b7c6d4'], '#dfeaf1') +
      skyline(random, 186, 40, 90, ['#d9b9a2', '#c7a79a', '#b9c0b4', '#a9b4c4'], '#eef4f6') +
      rect(0, 182, 256, 74, '#a7abb3') +
      rect(0, 182, 256, 10, '#d6d3cb') +
      times(5, (i) => rect(10 + i * 56, 222, 30, 4, '#f4f1e6')) +
      lamp(24, 190, 96) +
      tree(232, 190, 84, '#8fb886') +
      rect(60, 166, 58, 20, random.pick(['#e0a34c', '#d97b6c', '#6fa3c4']), 'rx="7"') +
      rect(72, 154, 34, 16, '#cfe3ec', 'rx="6"') +
      circle(74, 187, 6, '#4c515a') +
      circle(104, 187, 6, '#4c515a'),
  },
  {
    id: 'night-city',
    outdoors: true,
    phrases: [
      'in the city at night',
      'on a city street at night',
      'under neon lights',
      'in front of city lights',
      'downtown at night',
    ],
    draw: (random) =>
      fade('night-city', 0, 256, '#1f2a4d', '#5a4a7a') +
      stars(random, 50, 90) +
      sun(206, 36, 13, '#f4ecc8') +
      skyline(random, 176, 70, 120, ['#39446e', '#333d63'], '#4c5884', '#f2cf7e') +
      skyline(random, 196, 40, 96, ['#2c3558', '#3d3560', '#2f4060'], '#434f78', '#ffd98a') +
      rect(0, 192, 256, 64, '#2a2f4a') +
      times(3, (i) =>
        rect(
          12 + i * 84,
          120 + random.between(-10, 10),
          34,
          14,
          'none',
          `rx="4" stroke="${random.pick(['#ff7fb0', '#6fe3e0', '#ffd166'])}" stroke-width="3"`,
        ),
      ) +
      times(
        6,
        (i) =>
          `<ellipse cx="${16 + i * 46}" cy="${214 + (i % 2) * 16}" rx="18" ry="3" fill="#ffd98a44"/>`,
      ) +
      lamp(30, 200, 104, '#ffe3a0') +
      lamp(230, 200, 104, '#ffe3a0'),
  },
  {
    id: 'castle',
    outdoors: true,
    phrases: [
      'in front of a castle',
      'at a castle',
      'by an old castle',
      'near a castle',
      'outside the castle',
    ],
    draw: (random) =>
      fade('castle', 0, 150, '#b4d6ee', '#f6efe2') +
      clouds(random, 3) +
      ridge(random, 126, 12, '#b7cfa6') +
      rect(62, 66, 132, 84, '#cfc8bd') +
      times(9, (i) => rect(62 + i * 15.5, 58, 9, 10, '#cfc8bd')) +
      times(4, (i) => {
        const x = [40, 86, 146, 190][i] ?? 0
        const top = i === 1 || i === 2 ? 30 : 48
        return (
          rect(x, top, 28, 104, i % 2 ? '#c4bcb0' : '#d6cfc4') +
          rect(x + 19, top, 9, 104, '#00000012') +
          polygon(
            [
              [x - 5, top],
              [x + 14, top - 32],
              [x + 33, top],
            ],
            random.pick(['#b9706a', '#6f88b0']),
          ) +
          rect(x + 10, top + 18, 8, 14, '#7d776f', 'rx="4"') +
          rect(x + 13, top - 44, 1.6, 14, '#6b6459') +
          polygon(
            [
              [x + 14.6, top - 44],
              [x + 28, top - 40],
              [x + 14.6, top - 36],
            ],
            '#e2a24f',
          )
        )
      }) +
      `<path d="M112 150 v-34 a16 16 0 0 1 32 0 v34 z" fill="#7a5f4a"/>` +
      ridge(random, 152, 6, '#a3c586') +
      polygon(
        [
          [112, 150],
          [144, 150],
          [200, 256],
          [56, 256],
        ],
        '#e3d4b2',
      ) +
      pine(20, 186, 92, '#84a986') +
      tree(238, 188, 92, '#8db67f'),
  },
  {
    id: 'rain',
    outdoors: true,
    phrases: [
      'in the rain',
      'on a rainy street',
      'on a rainy day',
      'in heavy rain',
      'among puddles',
    ],
    draw: (random) =>
      fade('rain', 0, 256, '#8fa3b5', '#b9c4cc') +
      skyline(random, 168, 50, 104, ['#8796a6', '#94a0ac', '#7e8c9c'], '#b4c0ca', '#f3e3b0') +
      times(3, (i) => `<g opacity="0.9">${cloud(30 + i * 96, 26, 17, '#74869a')}</g>`) +
      rect(0, 166, 256, 90, '#77848f') +
      times(
        7,
        (i) =>
          `<ellipse cx="${20 + i * 38}" cy="${188 + (i % 3) * 22}" rx="${random.between(16, 28).toFixed(0)}" ry="5" fill="#a9bcc9"/>`,
      ) +
      lamp(28, 184, 104, '#ffeebb') +
      times(90, () => {
        const [x, y] = [random.between(0, 262), random.between(0, 240)]
        return `<line x1="${x.toFixed(1)}" y1="${y.toFixed(1)}" x2="${(x - 4).toFixed(1)}" y2="${(y + 14).toFixed(1)}" stroke="#e6eef4" stroke-width="1.3" opacity="0.7"/>`
      }),
  },
  {
    id: 'market',
    outdoors: true,
    phrases: [
      'in a market',
      'in a bustling market',
      'in a busy market',
      'in a bustling marketplace',
      'at a market stall',
      'in a bustling village market',
      'at the farmers market',
    ],
    draw: (random) =>
      fade('market', 0, 256, '#cfe6ee', '#f5ead6') +
      times(4, (i) =>
        house(
          -10 + i * 72,
          108,
          62,
          random.pick(['#ead6b8', '#e3c6ae', '#d8d2c0']),
          random.pick(['#c98a70', '#b7805f']),
        ),
      ) +
      rect(0, 106, 256, 150, '#e4d3b4') +
      times(3, (i) => {
        const x = -6 + i * 90
        const one = random.pick(['#e2786c', '#6fa8a0', '#e5b45e', '#7f9fc8'])
        return (
          rect(x + 4, 84, 4, 112, '#9c7a5a') +
          rect(x + 76, 84, 4, 112, '#9c7a5a') +
          rect(x, 150, 84, 46, '#b98f66') +
          rect(x, 146, 84, 8, '#cba478') +
          times(14, (k) =>
            circle(
              x + 8 + (k % 7) * 11,
              144 - Math.floor(k / 7) * 8,
              5.5,
              random.pick(['#e06c5a', '#f3b44f', '#8db85f', '#d98ab2', '#f6de7a']),
            ),
          ) +
          awning(x - 2, 66, 88, one, '#fbf4e6')
        )
      }) +
      times(8, (i) =>
        polygon(
          [
            [i * 34, 22],
            [i * 34 + 16, 22],
            [i * 34 + 8, 38],
          ],
          random.pick(['#e98f7c', '#f6cf6e', '#8fc3bd', '#b79bd0']),
        ),
      ),
  },
  {
    id: 'village',
    outdoors: true,
    phrases: [
      'in a village',
      'in a small village',
      'in an old village',
      'in a quiet village',
      'on a village street',
      'among cottages',
    ],
    draw: (random) =>
      fade('village', 0, 140, '#b7dcee', '#f6f0de') +
      clouds(random, 3) +
      ridge(random, 104, 16, '#b8d1a4') +
      times(3, (i) =>
        house(
          6 + i * 92,
          130,
          48,
          random.pick(['#f0dfc4', '#e8cfb8']),
          random.pick(['#b98a72', '#a97765']),
        ),
      ) +
      rect(116, 66, 20, 62, '#e6dcc8') +
      polygon(
        [
          [112, 66],
          [126, 34],
          [140, 66],
        ],
        '#a97765',
      ) +
      circle(126, 80, 6, '#f7f3e6') +
      rect(0, 126, 256, 130, '#acca8a') +
      polygon(
        [
          [110, 128],
          [138, 128],
          [196, 256],
          [64, 256],
        ],
        '#ddcba4',
      ) +
      house(-14, 196, 84, '#f3e3c8', '#c07f66', '#ffe6b0') +
      house(186, 198, 84, '#e9d2ba', '#9c7f8c', '#cfe3ec') +
      fence(208, 22, '#efe6d2', 72, 100) +
      bush(92, 206, 16, '#86b277') +
      tree(170, 176, 62, '#90ba80'),
  },
  {
    id: 'porch',
    outdoors: true,
    phrases: [
      'on a porch',
      'on the porch',
      'on a wooden porch',
      'in front of the house',
      'on the front steps',
      'at the front door',
    ],
    draw: (random) =>
      fade('porch', 0, 256, '#cfe4e8', '#f3ead8') +
      rect(0, 30, 256, 156, '#e4d6c0') +
      times(9, (i) => rect(0, 46 + i * 15, 256, 1.4, '#00000014')) +
      rect(98, 66, 56, 120, '#8f6a4e', 'rx="3"') +
      rect(106, 76, 40, 34, '#cfe3e8') +
      circle(146, 132, 3, '#f0d48a') +
      rect(18, 72, 58, 58, '#bcd9e2', 'stroke="#fbf6ea" stroke-width="6"') +
      rect(180, 72, 58, 58, '#bcd9e2', 'stroke="#fbf6ea" stroke-width="6"') +
      rect(0, 22, 256, 16, '#a87d5c') +
      polygon(
        [
          [-10, 24],
          [20, 0],
          [236, 0],
          [266, 24],
        ],
        '#b98a68',
      ) +
      rect(2, 38, 11, 150, '#fbf6ea') +
      rect(243, 38, 11, 150, '#fbf6ea') +
      circle(126, 48, 8, '#ffe9a8') +
      boards(184, '#bf976c') +
      fence(196, 36, '#fbf6ea', 8, 82) +
      fence(196, 36, '#fbf6ea', 178, 250) +
      times(
        4,
        (i) =>
          rect([22, 62, 190, 228][i] ?? 0, 172, 18, 16, '#c9765a', 'rx="3"') +
          bush(
            ([22, 62, 190, 228][i] ?? 0) + 9,
            168,
            14,
            random.pick(['#7fae72', '#e58fa0', '#8fb97e']),
          ),
      ),
  },
  {
    id: 'balcony',
    outdoors: true,
    phrases: [
      'on a balcony',
      'on her balcony',
      'on his balcony',
      'on a sunlit balcony',
      'in a sunlit balcony',
      'on a terrace',
    ],
    draw: (random) =>
      fade('balcony', 0, 256, '#b9dcf0', '#fbeed6') +
      sun(random.between(60, 200), 42, 15, '#ffe6a0') +
      clouds(random, 2) +
      skyline(random, 176, 36, 84, ['#c5d2dd', '#d6cabb', '#b9c8d6'], '#e8f1f5') +
      rect(0, 160, 256, 6, '#6d7680') +
      times(20, (i) => rect(4 + i * 13, 164, 2.6, 50, '#79828c')) +
      rect(0, 212, 256, 44, '#d9c7ab') +
      rect(0, 208, 256, 5, '#6d7680') +
      rect(0, 0, 20, 256, '#e9dcc8') +
      rect(236, 0, 20, 256, '#e9dcc8') +
      times(6, (i) => {
        const x = i < 3 ? 24 + i * 24 : 176 + (i - 3) * 24
        return (
          rect(x, 184, 20, 24, random.pick(['#c9765a', '#d79a6a', '#b98a72']), 'rx="3"') +
          bush(
            x + 10,
            178,
            random.between(14, 20),
            random.pick(['#7fae72', '#93bd80', '#6fa06a']),
          ) +
          circle(x + 6, 170, 3, '#f3a6b8') +
          circle(x + 14, 166, 3, '#fbe28a')
        )
      }) +
      times(
        2,
        (i) =>
          `<path d="M${30 + i * 190} 0 v22" stroke="#8a7a66" stroke-width="2"/>` +
          rect(20 + i * 190, 22, 20, 14, '#b98a72', 'rx="4"') +
          bush(30 + i * 190, 38, 17, '#86b277'),
      ),
  },
]
