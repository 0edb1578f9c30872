/** Other places under the sky. */

import { bush, clouds, fade, fence, ridge, sun, tree, water } from './nature-fragments.ts'
import { circle, polygon, rect, times } from './shapes.ts'
import { bench, house, skyline } from './street-fragments.ts'
import type { Scene } from './types.ts'

export const outsideScenes: readonly Scene[] = [
  {
    id: 'beach',
    outdoors: true,
    phrases: [
      'at the beach',
      'on the beach',
      'on a sandy beach',
      'by the sea',
      'by the ocean',
      'on the seashore',
      'on the sand',
    ],
    draw: (random) =>
      fade('beach', 0, 130, '#a9dbf2', '#fdf1d8') +
      sun(random.between(50, 200), 40, 17, '#ffe39a') +
      clouds(random, 2) +
      water(random, 'beach-sea', 102, 168, '#7cc6d6', '#a9e0dc') +
      polygon(
        [
          [150, 102],
          [162, 78],
          [162, 102],
        ],
        '#ffffff',
      ) +
      polygon(
        [
          [164, 102],
          [164, 82],
          [176, 102],
        ],
        '#f0f4f4',
      ) +
      rect(148, 102, 32, 4, '#b5835a') +
      ridge(random, 166, 4, '#fdf6e2') +
      ridge(random, 172, 4, '#f1deb0') +
      rect(30, 96, 4, 110, '#b08a62') +
      polygon(
        [
          [-18, 104],
          [32, 66],
          [82, 104],
        ],
        '#ef8f7c',
      ) +
      polygon(
        [
          [14, 104],
          [32, 66],
          [50, 104],
        ],
        '#fff3e2',
      ) +
      circle(222, 214, 12, '#f6c85f') +
      polygon(
        [
          [216, 204],
          [228, 204],
          [226, 224],
          [218, 224],
        ],
        '#e86f6f',
      ),
  },
  {
    id: 'dock',
    outdoors: true,
    phrases: ['on a dock', 'on a wooden dock', 'on a pier', 'on a wooden pier', 'on a jetty'],
    draw: (random) =>
      fade('dock', 0, 110, '#bcdcf0', '#fdeccb') +
      sun(random.between(60, 196), 60, 18, '#ffdf9a') +
      ridge(random, 104, 9, '#a9c0b4') +
      water(random, 'dock-water', 104, 256, '#86bfd4', '#5fa3bf') +
      polygon(
        [
          [98, 124],
          [158, 124],
          [236, 256],
          [20, 256],
        ],
        '#b78f68',
      ) +
      times(9, (i) => {
        const y = 128 + i * i * 1.5 + i * 3
        return (
          rect(0, y, 0, 0, 'none') +
          `<line x1="${(98 - (y - 124) * 0.59).toFixed(1)}" y1="${y.toFixed(1)}" x2="${(158 + (y - 124) * 0.59).toFixed(1)}" y2="${y.toFixed(1)}" stroke="#00000026" stroke-width="1.8"/>`
        )
      }) +
      times(
        3,
        (i) =>
          rect(86 - i * 32, 112 + i * 26, 9 + i * 2, 44 + i * 10, '#8d6a4c', 'rx="3"') +
          rect(161 + i * 30, 112 + i * 26, 9 + i * 2, 44 + i * 10, '#8d6a4c', 'rx="3"'),
      ) +
      polygon(
        [
          [206, 130],
          [250, 130],
          [242, 144],
          [214, 144],
        ],
        '#d97b6c',
      ) +
      rect(226, 92, 2.4, 40, '#8a6a4e') +
      polygon(
        [
          [229, 94],
          [250, 126],
          [229, 126],
        ],
        '#fff7ea',
      ),
  },
  {
    id: 'playground',
    outdoors: true,
    phrases: [
      'at the playground',
      'on a playground',
      'at a playground',
      'by the swings',
      'near a slide',
    ],
    draw: (random) =>
      fade('playground', 0, 140, '#b9e0f2', '#f4f5e4') +
      clouds(random, 3) +
      times(6, (i) => tree(10 + i * 50, 138, random.between(42, 62), '#9cc48c')) +
      rect(0, 134, 256, 122, '#add18c') +
      `<ellipse cx="128" cy="208" rx="140" ry="46" fill="#ecd9ac"/>` +
      rect(14, 84, 5, 108, '#e08a5a') +
      rect(100, 84, 5, 108, '#e08a5a') +
      rect(12, 80, 96, 6, '#d2784a') +
      times(
        2,
        (i) =>
          `<path d="M${36 + i * 34} 86 v72 M${48 + i * 34} 86 v72" stroke="#7f8790" stroke-width="2"/>` +
          rect(33 + i * 34, 156, 18, 5, '#5f8fc0', 'rx="2"'),
      ) +
      rect(176, 96, 40, 6, '#6f9fc8') +
      polygon(
        [
          [172, 78],
          [196, 54],
          [220, 78],
        ],
        '#e5605a',
      ) +
      rect(178, 78, 5, 116, '#f2c14e') +
      rect(209, 78, 5, 116, '#f2c14e') +
      `<path d="M178 104 q-34 46 -46 82 l16 4 q12 -40 40 -74 z" fill="#f39a4a"/>` +
      times(5, (i) => rect(214, 112 + i * 16, 22, 4, '#c9965f')) +
      rect(234, 98, 5, 96, '#c9965f'),
  },
  {
    id: 'station',
    outdoors: true,
    phrases: [
      'at a train station',
      'on a train platform',
      'at the station',
      'on the platform',
      'at a railway station',
    ],
    draw: (random) =>
      fade('station', 0, 256, '#c4dbe8', '#eee8da') +
      rect(0, 0, 256, 26, '#8796a4') +
      times(6, (i) =>
        polygon(
          [
            [i * 46, 26],
            [i * 46 + 46, 26],
            [i * 46 + 23, 44],
          ],
          '#9fadb9',
        ),
      ) +
      skyline(random, 110, 18, 40, ['#c9d3da', '#d6d0c4'], '#eef3f5') +
      rect(0, 72, 256, 76, random.pick(['#d9705f', '#5f93b8', '#6fa58c']), 'rx="12"') +
      rect(0, 118, 256, 9, '#f6f1e4') +
      times(5, (i) => rect(10 + i * 50, 84, 36, 27, '#dcebf1', 'rx="5"')) +
      rect(110, 82, 3, 62, '#00000022') +
      rect(0, 148, 256, 12, '#6a717a') +
      rect(0, 158, 256, 98, '#cfc9be') +
      rect(0, 158, 256, 7, '#f0d27a') +
      rect(30, 26, 7, 134, '#77828c') +
      rect(219, 26, 7, 134, '#77828c') +
      circle(58, 50, 15, '#fbf8ef') +
      circle(58, 50, 13, '#ffffff') +
      rect(57, 40, 2, 11, '#4c5560') +
      rect(58, 49, 8, 2, '#4c5560') +
      bench(172, 208, 70),
  },
  {
    id: 'rooftop',
    outdoors: true,
    phrases: ['on a rooftop', 'on the roof', 'on a rooftop terrace', 'on top of a building'],
    draw: (random) =>
      fade('rooftop', 0, 190, '#f6c9a8', '#fdeed8') +
      sun(random.between(50, 206), 70, 20, '#ffe2a4') +
      skyline(random, 182, 60, 120, ['#b9a7b8', '#a99db4'], '#e9d6cc', '#ffe6b0') +
      skyline(random, 190, 30, 70, ['#8f8aa6', '#a0909c'], '#d6c6c6', '#ffe6b0') +
      rect(0, 176, 256, 80, '#b5a79c') +
      rect(0, 170, 256, 12, '#cdbfb2') +
      rect(198, 92, 44, 44, '#8a6f62', 'rx="4"') +
      polygon(
        [
          [194, 92],
          [220, 72],
          [246, 92],
        ],
        '#6f5a52',
      ) +
      rect(202, 136, 4, 40, '#6f5a52') +
      rect(234, 136, 4, 40, '#6f5a52') +
      rect(18, 142, 34, 34, '#a3968c') +
      rect(22, 148, 26, 4, '#7d736c') +
      rect(22, 156, 26, 4, '#7d736c') +
      `<path d="M0 42 q64 26 128 6 t128 4" fill="none" stroke="#6b5f66" stroke-width="1.5"/>` +
      times(11, (i) => circle(10 + i * 23.6, 50 + Math.sin(i * 0.9) * 6, 4, '#fff0b8')),
  },
  {
    id: 'field',
    outdoors: true,
    phrases: [
      'in an open field',
      'in the open field',
      'in a field',
      'on a sports field',
      'in a stadium',
      'on a football field',
    ],
    draw: (random) =>
      fade('field', 0, 150, '#aedcf2', '#f0f5e6') +
      clouds(random, 4) +
      ridge(random, 128, 5, '#b0cfa2') +
      times(12, (i) => tree(4 + i * 23, 134, random.between(22, 34), '#94bc88')) +
      rect(0, 132, 256, 124, '#a7d184') +
      times(4, (i) =>
        polygon(
          [
            [128 + (i * 2 - 4) * 22, 132],
            [128 + (i * 2 - 3) * 22, 132],
            [128 + (i * 2 - 3) * 92, 256],
            [128 + (i * 2 - 4) * 92, 256],
          ],
          '#9bc877',
        ),
      ) +
      rect(0, 150, 256, 2.4, '#fbfdf4') +
      `<path d="M16 178 v-58 h54 v58" fill="none" stroke="#fbfdf8" stroke-width="5"/>` +
      times(
        5,
        (i) =>
          `<path d="M${26 + i * 9} 122 v54 M18 ${130 + i * 10} h50" stroke="#ffffff88" stroke-width="1"/>`,
      ) +
      rect(214, 100, 3, 70, '#8a8f96') +
      polygon(
        [
          [217, 102],
          [246, 110],
          [217, 120],
        ],
        random.pick(['#e5605a', '#5f93c8', '#f2b84e']),
      ),
  },
  {
    id: 'farm',
    outdoors: true,
    phrases: ['on a farm', 'at a farm', 'by a barn', 'in a barnyard', 'in the countryside'],
    draw: (random) =>
      fade('farm', 0, 140, '#b4dcf0', '#f7f1dc') +
      sun(random.between(30, 90), 40, 15, '#ffe6a0') +
      clouds(random, 2) +
      ridge(random, 112, 10, '#c6d79a') +
      ridge(random, 130, 7, '#e0d28a') +
      rect(138, 74, 88, 80, '#c4594e') +
      polygon(
        [
          [130, 78],
          [142, 46],
          [182, 26],
          [222, 46],
          [234, 78],
        ],
        '#8f4640',
      ) +
      rect(166, 104, 34, 50, '#f6efe0') +
      `<path d="M168 106 l30 46 M198 106 l-30 46" stroke="#c4594e" stroke-width="4"/>` +
      rect(174, 52, 16, 16, '#f6efe0') +
      rect(230, 62, 22, 92, '#c9ccd0') +
      circle(241, 62, 11, '#b4b9bf') +
      rect(0, 150, 256, 106, '#b2cf86') +
      fence(186, 36, '#e9dcc2', 0, 126) +
      times(
        3,
        (i) => circle(24 + i * 40, 160, 13, '#e6c877') + circle(24 + i * 40, 160, 7, '#d4b25f'),
      ) +
      times(5, (i) => rect(0, 204 + i * 11, 256, 2, '#96b86c')),
  },
  {
    id: 'harbor',
    outdoors: true,
    phrases: [
      'at the harbor',
      'in a harbor',
      'near the boats',
      'at a port',
      'in front of sailing boats',
    ],
    draw: (random) =>
      fade('harbor', 0, 120, '#b7d9ee', '#f8eedb') +
      clouds(random, 3) +
      times(6, (i) =>
        house(
          -8 + i * 46,
          112,
          38,
          random.pick(['#e3a58c', '#f0d9a8', '#a9c4cf', '#e9c6c0', '#c9d3b0']),
          random.pick(['#a97765', '#8f7f8a']),
        ),
      ) +
      rect(0, 110, 256, 8, '#b7aa98') +
      water(random, 'harbor-water', 116, 256, '#86bcd2', '#6aa6c0') +
      times(3, (i) => {
        const [x, y] = [34 + i * 88 + random.between(-8, 8), 164 + (i % 2) * 22]
        return (
          rect(x, y - 92, 3, 90, '#7a6250') +
          polygon(
            [
              [x + 5, y - 88],
              [x + 44, y - 14],
              [x + 5, y - 14],
            ],
            '#fff8ec',
          ) +
          polygon(
            [
              [x - 3, y - 80],
              [x - 28, y - 14],
              [x - 3, y - 14],
            ],
            random.pick(['#f0c0a8', '#f6dfa6', '#bcd6de']),
          ) +
          polygon(
            [
              [x - 36, y - 8],
              [x + 48, y - 8],
              [x + 36, y + 12],
              [x - 26, y + 12],
            ],
            random.pick(['#c4665a', '#4f7fa3', '#6b8f7a']),
          ) +
          rect(x - 30, y + 14, 70, 2, '#ffffff66')
        )
      }) +
      rect(0, 232, 256, 24, '#bfae98') +
      times(3, (i) => rect(20 + i * 96, 218, 14, 20, '#8d7a66', 'rx="4"')),
  },
  {
    id: 'bridge',
    outdoors: true,
    phrases: [
      'on a bridge',
      'by a bridge',
      'on a stone bridge',
      'near an old bridge',
      'on an old bridge',
    ],
    draw: (random) =>
      fade('bridge', 0, 120, '#b9dcee', '#f6f0de') +
      clouds(random, 3) +
      ridge(random, 100, 14, '#b4cda8') +
      times(5, (i) => tree(10 + i * 60, 124, random.between(44, 66), '#93bb86')) +
      water(random, 'bridge-water', 124, 256, '#8cc2d6', '#79b3c8') +
      `<path d="M-10 168 v-30 q138 -72 276 0 v30 h-40 a44 40 0 0 0 -76 -4 h-44 a44 40 0 0 0 -76 4 z" fill="#cdbfae"/><path d="M-10 138 q138 -72 276 0" fill="none" stroke="#b3a391" stroke-width="9"/>` +
      times(12, (i) =>
        rect(4 + i * 22, 120 - 24 * Math.sin((Math.PI * (i + 0.5)) / 12), 6, 18, '#b9aa98'),
      ) +
      `<path d="M-10 ${120} q138 -74 276 0" fill="none" stroke="#d9ccbc" stroke-width="6"/>` +
      times(8, () => rect(random.between(0, 236), random.between(144, 166), 14, 1.6, '#a8998a')) +
      tree(240, 204, 110, '#86b27c') +
      bush(14, 206, 26, '#84b078'),
  },
]
