/** Places where nature is. */

import {
  bush,
  cloud,
  clouds,
  fade,
  fence,
  flowers,
  peaks,
  pine,
  ridge,
  stars,
  sun,
  tree,
  water,
} from './nature-fragments.ts'
import { circle, polygon, rect, times } from './shapes.ts'
import { bench, house, lamp } from './street-fragments.ts'
import type { Scene } from './types.ts'

export const natureScenes: readonly Scene[] = [
  {
    id: 'park',
    outdoors: true,
    phrases: [
      'in a park',
      'in a vibrant park',
      'at the park',
      'on a park trail',
      'on a park bench',
      'under the trees in a park',
      'on the grass',
      'in a green park',
    ],
    draw: (random) =>
      fade('park', 0, 256, '#bfe0ee', '#eef5e4') +
      clouds(random, 3) +
      ridge(random, 112, 8, '#b9d3ae') +
      times(6, (i) =>
        tree(
          8 + i * 48,
          128,
          random.between(44, 66),
          random.pick(['#8fb98a', '#a3c58c', '#7fae86']),
        ),
      ) +
      rect(0, 124, 256, 132, '#a9cc8b') +
      polygon(
        [
          [96, 124],
          [150, 124],
          [236, 256],
          [40, 256],
        ],
        '#e6d8b8',
      ) +
      ridge(random, 176, 5, '#9cc380') +
      polygon(
        [
          [104, 168],
          [152, 168],
          [214, 256],
          [58, 256],
        ],
        '#e0d0ad',
      ) +
      lamp(188, 170, 84) +
      bench(10, 176, 62) +
      tree(236, 186, 150, random.pick(['#7fae7c', '#c99a5b', '#8dbb78'])) +
      bush(28, 210, 26, '#86b277'),
  },
  {
    id: 'forest',
    outdoors: true,
    phrases: [
      'in a forest',
      'in a lush forest',
      'in the woods',
      'on a forest path',
      'under a large tree',
      'among tall trees',
      'on a log in the forest',
    ],
    draw: (random) =>
      fade('forest', 0, 256, '#d8e8cf', '#a8c5a0') +
      times(9, (i) => rect(6 + i * 29, 0, random.between(5, 9), 150, '#a3b99a')) +
      times(7, (i) => pine(14 + i * 40, 158, random.between(100, 140), '#86a88a')) +
      rect(0, 150, 256, 106, '#93b183') +
      times(4, (i) =>
        rect(
          i * 72 + random.between(-8, 8),
          0,
          random.between(15, 22),
          196,
          random.pick(['#8a6d57', '#7d624e']),
        ),
      ) +
      circle(30, 10, 58, '#7ba376') +
      circle(120, -16, 52, '#8cb184') +
      circle(226, 6, 62, '#78a074') +
      polygon(
        [
          [110, 150],
          [142, 150],
          [206, 256],
          [66, 256],
        ],
        '#c9b994',
      ) +
      bush(18, 206, 28, '#6f9a6b') +
      bush(236, 198, 34, '#7aa472') +
      times(3, (i) =>
        polygon(
          [
            [60 + i * 60, 0],
            [80 + i * 60, 0],
            [120 + i * 60, 200],
            [70 + i * 60, 200],
          ],
          '#fffbe014',
        ),
      ),
  },
  {
    id: 'meadow',
    outdoors: true,
    phrases: [
      'in a meadow',
      'in a vibrant meadow',
      'among wildflowers',
      'in a field of flowers',
      'in a flower meadow',
      'in a sunny meadow',
    ],
    draw: (random) =>
      fade('meadow', 0, 150, '#b5dcf0', '#f2f5e6') +
      sun(random.between(40, 210), 44, 16, '#ffe9a8') +
      clouds(random, 3) +
      ridge(random, 118, 10, '#b4cfa0') +
      ridge(random, 142, 8, '#a3c78c') +
      tree(218, 138, 62, '#8ab47e') +
      rect(0, 158, 256, 98, '#a6cc86') +
      flowers(random, 90, 122, 250, ['#f3a6b8', '#fbe28a', '#c7a7e0', '#ffffff', '#f58f7c']),
  },
  {
    id: 'snow',
    outdoors: true,
    phrases: [
      'in the snow',
      'in a snowy landscape',
      'in winter',
      'on a snowy day',
      'among snowy pines',
      'in a snowy forest',
    ],
    draw: (random) =>
      fade('snow', 0, 256, '#c5d9ea', '#eef4f8') +
      ridge(random, 110, 16, '#dbe7f0') +
      times(8, (i) => pine(8 + i * 35, 134, random.between(40, 66), '#8fabaf', '#f4f9fc')) +
      ridge(random, 134, 6, '#f4f8fb') +
      house(150, 160, 52, '#b98d6d', '#f6fafc', '#ffe3a0') +
      pine(20, 190, 130, '#7f9fa3', '#f4f9fc') +
      pine(240, 196, 120, '#86a5a6', '#f4f9fc') +
      ridge(random, 188, 5, '#fbfdff') +
      times(70, () =>
        circle(random.between(0, 256), random.between(0, 250), random.between(0.8, 2.2), '#ffffff'),
      ),
  },
  {
    id: 'desert',
    outdoors: true,
    phrases: [
      'in the desert',
      'among sand dunes',
      'in a sandy desert',
      'among cactuses',
      'in a hot desert',
    ],
    draw: (random) =>
      fade('desert', 0, 150, '#f7d9b0', '#fdf0d4') +
      sun(random.between(60, 200), 48, 20, '#fff2c4') +
      polygon(
        [
          [0, 132],
          [26, 92],
          [88, 92],
          [108, 132],
        ],
        '#dba37f',
      ) +
      polygon(
        [
          [60, 92],
          [88, 92],
          [108, 132],
          [80, 132],
        ],
        '#00000014',
      ) +
      polygon(
        [
          [168, 132],
          [186, 104],
          [236, 104],
          [256, 132],
        ],
        '#d69b78',
      ) +
      ridge(random, 134, 10, '#edc68d') +
      ridge(random, 166, 12, '#e6b877') +
      ridge(random, 204, 10, '#f0cd94') +
      times(2, (i) => {
        const x = 26 + i * 200
        return (
          rect(x - 7, 110, 14, 90, '#7da67c', 'rx="7"') +
          rect(x - 26, 132, 10, 30, '#7da67c', 'rx="5"') +
          rect(x - 24, 154, 20, 9, '#7da67c', 'rx="4"') +
          rect(x + 16, 124, 10, 28, '#7da67c', 'rx="5"') +
          rect(x + 4, 144, 20, 9, '#7da67c', 'rx="4"')
        )
      }),
  },
  {
    id: 'garden',
    outdoors: true,
    phrases: [
      'in a garden',
      'in a serene garden',
      'in a colorful garden',
      'in a flower garden',
      'in the backyard',
      'among roses',
      'in her garden',
    ],
    draw: (random) =>
      fade('garden', 0, 130, '#bfe2ee', '#f1f6e6') +
      clouds(random, 2) +
      times(5, (i) =>
        tree(16 + i * 56, 118, random.between(48, 70), random.pick(['#94bd88', '#a8c98f'])),
      ) +
      fence(138, 46, '#f7f1e4') +
      rect(0, 134, 256, 122, '#a4ca86') +
      `<path d="M78 132 v-58 a50 50 0 0 1 100 0 v58" fill="none" stroke="#e9dcc6" stroke-width="9"/>` +
      times(18, (i) =>
        circle(
          128 + 50 * Math.cos(Math.PI * (1 + i / 17)),
          76 + 50 * Math.sin(Math.PI * (1 + i / 17)),
          random.between(4, 8),
          random.pick(['#e98fa4', '#f6c1cb', '#8fb97e']),
        ),
      ) +
      polygon(
        [
          [112, 134],
          [144, 134],
          [186, 256],
          [70, 256],
        ],
        '#e9dcbf',
      ) +
      times(6, (i) => bush(i < 3 ? 16 + i * 26 : 180 + (i - 3) * 28, 166, 22, '#7fae72')) +
      flowers(random, 70, 150, 210, ['#e76f8a', '#f9d56e', '#b58bd6', '#ffffff']),
  },
  {
    id: 'river',
    outdoors: true,
    phrases: [
      'by a river',
      'by the riverside',
      'by a riverside',
      'by a peaceful river',
      'on a river bank',
      'near a stream',
      'at the river',
    ],
    draw: (random) =>
      fade('river', 0, 120, '#b9def0', '#f4f4e6') +
      clouds(random, 3) +
      ridge(random, 96, 18, '#b7cfb4') +
      times(7, (i) => pine(8 + i * 42, 124, random.between(36, 56), '#8fb08f')) +
      rect(0, 118, 256, 138, '#a9c98c') +
      polygon(
        [
          [120, 118],
          [146, 118],
          [120, 146],
          [214, 190],
          [256, 256],
          [20, 256],
          [96, 184],
          [84, 146],
        ],
        '#84c2da',
      ) +
      times(14, () =>
        rect(
          random.between(96, 170),
          random.between(150, 250),
          random.between(10, 24),
          1.8,
          '#ffffff66',
          'rx="0.9"',
        ),
      ) +
      times(8, () => {
        const x = random.pick([random.between(10, 70), random.between(200, 250)])
        return circle(x, random.between(186, 236), random.between(5, 11), '#b9b5ac')
      }) +
      tree(228, 176, 128, '#86b27c') +
      bush(22, 176, 26, '#7fac74'),
  },
  {
    id: 'lake',
    outdoors: true,
    phrases: [
      'by a lake',
      'by the lake',
      'at a lake',
      'near a lake',
      'by a calm lake',
      'on the lakeside',
    ],
    draw: (random) =>
      fade('lake', 0, 130, '#aed6ee', '#f7efe0') +
      peaks(random, 122, 84, '#9fb3c4', '#f6fafc') +
      ridge(random, 122, 5, '#94b592') +
      water(random, 'lake-water', 124, 218, '#8cc4da', '#b8e0e4') +
      polygon(
        [
          [30, 124],
          [72, 180],
          [114, 124],
        ],
        '#ffffff22',
      ) +
      polygon(
        [
          [176, 152],
          [190, 120],
          [190, 152],
        ],
        '#fff7ea',
      ) +
      rect(172, 152, 28, 4, '#a8764f') +
      times(8, (i) => rect(6 + i * 5, 166 + (i % 3) * 5, 2, 50, '#7f9c62')) +
      ridge(random, 216, 5, '#a8c788') +
      pine(238, 214, 120, '#7fa486'),
  },
  {
    id: 'pond',
    outdoors: true,
    phrases: ['near a pond', 'by a pond', 'by a duck pond', 'at the pond', 'beside a small pond'],
    draw: (random) =>
      fade('pond', 0, 120, '#bfe3ee', '#f4f6e6') +
      times(6, (i) =>
        tree(
          12 + i * 48,
          120,
          random.between(50, 80),
          random.pick(['#93bb87', '#a7c78c', '#86b07f']),
        ),
      ) +
      rect(0, 116, 256, 140, '#a8cb88') +
      `<ellipse cx="128" cy="166" rx="118" ry="38" fill="#e6d9b6"/><ellipse cx="128" cy="164" rx="110" ry="33" fill="#8ecbd8"/>` +
      times(10, () =>
        rect(
          random.between(40, 190),
          random.between(146, 186),
          random.between(10, 24),
          1.6,
          '#ffffff77',
          'rx="0.8"',
        ),
      ) +
      times(3, (i) => {
        const [x, y] = [44 + i * 78 + random.between(-8, 8), 150 + (i % 2) * 16]
        return (
          `<ellipse cx="${x}" cy="${y}" rx="13" ry="7" fill="#fdfdf8"/>` +
          circle(x + 11, y - 9, 5.5, '#fdfdf8') +
          polygon(
            [
              [x + 16, y - 9],
              [x + 22, y - 7],
              [x + 16, y - 6],
            ],
            '#f2a13e',
          ) +
          circle(x + 12.5, y - 10, 1, '#333')
        )
      }) +
      times(
        3,
        (i) => `<ellipse cx="${200 + i * 14}" cy="${176 - i * 8}" rx="8" ry="3.5" fill="#7fb573"/>`,
      ) +
      times(
        12,
        (i) =>
          rect(i < 6 ? 6 + i * 5 : 222 + (i - 6) * 5, 138 + (i % 3) * 6, 2.2, 56, '#7b9a5c') +
          rect(
            i < 6 ? 5 + i * 5 : 221 + (i - 6) * 5,
            134 + (i % 3) * 6,
            4.2,
            14,
            '#8a6242',
            'rx="2"',
          ),
      ),
  },
  {
    id: 'mountain',
    outdoors: true,
    phrases: [
      'in the mountains',
      'on a mountain',
      'on a mountain trail',
      'on a mountain top',
      'hiking in the mountains',
      'near a cliff',
    ],
    draw: (random) =>
      fade('mountain', 0, 170, '#a9d0ec', '#f0f1e6') +
      clouds(random, 3) +
      peaks(random, 166, 132, '#a3b1c6', '#f8fbfd') +
      peaks(random, 172, 74, '#8fa3a8', '#e3ebee') +
      ridge(random, 164, 9, '#9fbf92') +
      times(6, (i) => pine(10 + i * 48, 186, random.between(34, 54), '#7d9f83')) +
      ridge(random, 190, 8, '#aecb90') +
      polygon(
        [
          [138, 186],
          [152, 186],
          [120, 214],
          [210, 256],
          [90, 256],
          [98, 212],
        ],
        '#dfceab',
      ) +
      times(4, () =>
        circle(random.between(10, 250), random.between(206, 240), random.between(6, 12), '#b3afa6'),
      ),
  },
  {
    id: 'sunset-hills',
    outdoors: true,
    phrases: [
      'in the hills at sunset',
      'on a hill at sunset',
      'in front of the setting sun',
      'on a hilltop at sunset',
      'under a sunset sky',
    ],
    draw: (random) =>
      fade('sunset-hills', 0, 190, '#8f7fb0', '#fbc48c') +
      sun(random.between(80, 180), 116, 26, '#ffe9b0') +
      times(
        3,
        (i) => `<g opacity="0.7">${cloud(34 + i * 92, 48 + (i % 2) * 22, 12, '#f3b3a6')}</g>`,
      ) +
      ridge(random, 126, 14, '#c98f94') +
      ridge(random, 150, 12, '#a97f8f') +
      ridge(random, 178, 12, '#86748a') +
      tree(34, 178, 96, '#6b5f7c', '#4f4560') +
      times(5, (i) => pine(150 + i * 24, 186, random.between(26, 44), '#665d7a')) +
      ridge(random, 214, 8, '#6f6a7c') +
      times(
        4,
        (i) =>
          `<path d="M${120 + i * 16} ${60 + (i % 2) * 9} q4 -5 8 0 q4 -5 8 0" fill="none" stroke="#5c4f6b" stroke-width="1.6"/>`,
      ),
  },
  {
    id: 'campfire',
    outdoors: true,
    phrases: [
      'by a campfire',
      'near a campfire',
      'at a campsite',
      'around a campfire',
      'camping',
      'in front of a tent',
    ],
    draw: (random) =>
      fade('campfire', 0, 256, '#2f3c66', '#8d6a7c') +
      stars(random, 60, 100) +
      sun(210, 36, 12, '#f6efcf') +
      ridge(random, 122, 14, '#4a5276') +
      times(8, (i) =>
        pine(6 + i * 36, 160, random.between(64, 100), random.pick(['#33486a', '#3a4f63'])),
      ) +
      rect(0, 154, 256, 102, '#56604f') +
      polygon(
        [
          [10, 178],
          [58, 104],
          [106, 178],
        ],
        '#d98d62',
      ) +
      polygon(
        [
          [58, 104],
          [106, 178],
          [84, 178],
        ],
        '#00000024',
      ) +
      polygon(
        [
          [46, 178],
          [58, 136],
          [70, 178],
        ],
        '#5c4638',
      ) +
      circle(196, 176, 50, '#ffb65530') +
      circle(196, 178, 32, '#ffb65544') +
      rect(170, 190, 54, 9, '#6b4a35', 'rx="4"') +
      rect(178, 184, 40, 9, '#7a5640', 'rx="4"') +
      `<path d="M196 128 q22 28 14 48 q-4 12 -14 12 q-14 0 -16 -14 q-2 -18 16 -46 z" fill="#f39a3d"/><path d="M196 152 q11 15 6 28 q-3 8 -8 8 q-9 0 -9 -10 q0 -11 11 -26 z" fill="#ffe08a"/>` +
      times(6, () => circle(random.between(176, 218), random.between(90, 150), 1.5, '#ffcf7a')),
  },
]
