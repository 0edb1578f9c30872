import type { Scene } from './scene.ts'
import { circle, hsl, rect, SIZE, times, whole } from './shapes.ts'

/** Scenes with a roof, each with the phrases that may stand for it in a caption. */
export const indoors: readonly Scene[] = [
  {
    phrases: ['in a kitchen', 'cooking in the kitchen', 'in a cozy kitchen', 'baking in a kitchen'],
    draw: (random) => {
      const cupboard = hsl(random.between(0, 360), random.between(25, 45), 56)
      return (
        whole(hsl(random.between(30, 60), 50, 84)) +
        times(
          4,
          (i) => rect(6 + i * 63, 18, 56, 62, cupboard) + circle(54 + i * 63, 50, 3, '#eee'),
        ) +
        rect(0, 140, SIZE, 14, '#8d6b4b') +
        rect(0, 154, SIZE, 102, cupboard) +
        rect(100, 92, 60, 40, '#bfe3f5', 'stroke="#fff" stroke-width="5"')
      )
    },
  },
  {
    phrases: ['in a library', 'among the bookshelves', 'in a quiet library', 'in a bookstore'],
    draw: (random) =>
      whole('#5b3b22') +
      times(5, (row) => {
        let shelf = rect(0, 46 + row * 46, SIZE, 6, '#3d2615')
        for (let x = 4; x < SIZE - 8; ) {
          const width = random.between(9, 16)
          const height = random.between(28, 37)
          const spine = hsl(random.between(0, 360), 48, random.between(36, 58))
          shelf += rect(x, 46 + row * 46 - height, width, height, spine)
          x += width + 1.5
        }
        return shelf
      }),
  },
  {
    phrases: [
      'in a classroom',
      'at school',
      'in front of the blackboard',
      'in the school classroom',
    ],
    draw: (random) =>
      whole(hsl(random.between(40, 60), 35, 85)) +
      rect(40, 26, 176, 92, '#2f5d4a', 'stroke="#8a6038" stroke-width="7"') +
      times(4, () => rect(random.between(55, 120), random.between(40, 100), 60, 3, '#ffffffaa')) +
      rect(0, 190, SIZE, 70, '#b98d5f'),
  },
  {
    phrases: ['in a bedroom', 'in a cozy bedroom', 'at home in the bedroom', 'in bed'],
    draw: (random) =>
      whole(hsl(random.between(0, 360), 32, random.between(76, 84))) +
      rect(150, 30, 74, 74, '#9ad0f0', 'stroke="#fff" stroke-width="6"') +
      rect(185, 30, 4, 74, '#fff') +
      rect(0, 195, SIZE, 65, '#c39a6b') +
      rect(4, 140, 110, 70, hsl(random.between(0, 360), 45, 60), 'rx="10"') +
      rect(10, 130, 46, 26, '#fff', 'rx="8"'),
  },
  {
    phrases: ['in a cafe', 'in a coffee shop', 'at a cozy cafe', 'in a bustling cafe'],
    draw: (random) =>
      whole(hsl(random.between(18, 32), 42, random.between(62, 72))) +
      times(
        3,
        (i) => rect(41 + i * 86, 0, 2, 36, '#333') + circle(42 + i * 86, 46, 13, '#ffe9a8'),
      ) +
      rect(0, 176, SIZE, 80, '#6b4528') +
      times(2, (i) => rect(20 + i * 146, 84, 70, 64, '#3a2a20')) +
      times(6, (i) =>
        rect(i < 3 ? 30 : 176, 96 + (i % 3) * 16, random.between(30, 50), 3, '#fff9'),
      ),
  },
  {
    phrases: ['on a spaceship', 'inside a spaceship', 'in outer space', 'in a space station'],
    draw: (random) =>
      `${whole('#3b4252')}<rect x="28" y="24" width="200" height="110" rx="40" fill="#05060f" stroke="#8892a6" stroke-width="9"/>${times(30, () => circle(random.between(40, 216), random.between(34, 124), 1.3, '#fff'))}${circle(random.between(60, 196), random.between(60, 100), 20, hsl(random.between(0, 360), 50, 55))}${rect(0, 176, SIZE, 80, '#2a303d')}${times(14, () => circle(random.between(8, 248), 190, 2.6, random.pick(['#ff6b6b', '#6bff95', '#ffd86b', '#6bc7ff'])))}`,
  },
  {
    phrases: ['in an office', 'in a modern office', 'at a desk', 'at work in the office'],
    draw: (random) =>
      whole(hsl(210, 14, random.between(84, 90))) +
      times(3, (i) =>
        rect(14 + i * 82, 22, 66, 84, hsl(205, 55, 78), 'stroke="#fff" stroke-width="4"'),
      ) +
      times(9, (i) => {
        const height = random.between(15, 55)
        return rect(16 + Math.floor(i / 3) * 82 + (i % 3) * 21, 104 - height, 18, height, '#8a9bb0')
      }) +
      rect(0, 178, SIZE, 10, '#5d6673') +
      rect(0, 188, SIZE, 68, '#9aa4b1') +
      rect(8, 130, 58, 42, '#20262e') +
      rect(33, 170, 8, 10, '#20262e'),
  },
  {
    phrases: ['in a living room', 'in a cozy living room', 'on the couch', 'on the sofa'],
    draw: (random) => {
      const sofa = hsl(random.between(0, 360), 40, random.between(42, 52))
      return (
        whole(hsl(random.between(25, 50), 40, random.between(82, 88))) +
        rect(
          22,
          24,
          60,
          48,
          hsl(random.between(0, 360), 50, 66),
          'stroke="#7a5230" stroke-width="5"',
        ) +
        rect(214, 60, 4, 100, '#444') +
        rect(194, 36, 44, 34, '#ffe3a1') +
        rect(0, 200, SIZE, 60, '#a9794e') +
        rect(14, 118, 190, 100, sofa, 'rx="18"') +
        rect(4, 150, 34, 80, sofa, 'rx="12"') +
        rect(180, 150, 34, 80, sofa, 'rx="12"')
      )
    },
  },
  {
    phrases: ['at the market', 'in a busy market', 'in a bustling marketplace', 'in a store'],
    draw: (random) => {
      const awning = random.pick(['#d62828', '#2a9d4a', '#1d6fb8', '#f28c28'])
      return (
        whole('#f3e6cf') +
        times(8, (i) => rect(i * 32, 0, 32, 56, i % 2 === 0 ? awning : '#ffffff')) +
        rect(0, 56, SIZE, 5, '#0003') +
        rect(0, 128, SIZE, 12, '#7a5230') +
        rect(0, 140, SIZE, 116, '#a87b4f') +
        times(36, (i) =>
          circle(
            8 + (i % 12) * 22,
            124 - Math.floor(i / 12) * 15,
            10,
            random.pick(['#e63946', '#f6a945', '#6fae3b', '#f6d345']),
          ),
        )
      )
    },
  },
  {
    phrases: ['on a train', 'in a train', 'riding the train', 'on the bus'],
    draw: (random) =>
      whole(hsl(200, 12, 74)) +
      times(
        2,
        (i) =>
          rect(
            14 + i * 122,
            34,
            106,
            88,
            hsl(200, 65, 78),
            'rx="14" stroke="#5b6470" stroke-width="6"',
          ) + rect(18 + i * 122, 92, 98, 28, hsl(random.between(90, 120), 40, 50)),
      ) +
      rect(0, 12, SIZE, 6, '#e9c46a') +
      rect(0, 150, SIZE, 106, hsl(random.pick([0, 215, 150]), 45, 40)) +
      times(3, (i) =>
        rect(4 + i * 86, 140, 76, 60, hsl(random.pick([0, 215, 150]), 40, 48), 'rx="14"'),
      ),
  },
]
