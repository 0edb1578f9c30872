import type { Random } from './random.ts'
import type { Scene } from './scene.ts'
import { circle, cloud, hsl, pine, polygon, rect, SIZE, sky, times, tree } from './shapes.ts'

function skyline(random: Random, ground: number, lightness: readonly [number, number]) {
  let buildings = ''
  for (let x = 0; x < SIZE; ) {
    const width = random.between(28, 52)
    const top = ground - random.between(65, 145)
    buildings += rect(x, top, width, ground - top, hsl(215, 14, random.between(...lightness)))
    for (let y = top + 8; y < ground - 10; y += 16)
      for (let wx = x + 6; wx < x + width - 6; wx += 12)
        if (random.chance(0.75)) buildings += rect(wx, y, 5, 8, random.pick(['#f7e9a0', '#cfe3f2']))
    x += width + 2
  }
  return buildings
}

/** Scenes under the sky, each with the phrases that may stand for it in a caption. */
export const outdoors: readonly Scene[] = [
  {
    phrases: ['in a park', 'in a sunny park', 'on the park lawn', 'sitting on a park bench'],
    draw: (random) => {
      const green = random.between(95, 125)
      return (
        sky(hsl(205, 70, random.between(70, 80)), '#e8f6ff') +
        times(2, () => cloud(random.between(20, 236), random.between(20, 60), 1)) +
        rect(0, 150, SIZE, 106, hsl(green, 45, 53)) +
        times(4, () =>
          tree(random.between(5, 250), random.between(150, 170), 1.4, hsl(green, 45, 36)),
        )
      )
    },
  },
  {
    phrases: ['in a forest', 'in the woods', 'among tall pine trees', 'walking in the forest'],
    draw: (random) =>
      rect(0, 0, SIZE, SIZE, hsl(140, 30, random.between(56, 64))) +
      times(8, () => pine(random.between(-5, 260), random.between(120, 150), 2, hsl(145, 35, 35))) +
      rect(0, 150, SIZE, 106, hsl(110, 30, 32)) +
      times(5, () =>
        pine(random.between(-5, 260), random.between(165, 190), 2.2, hsl(145, 40, 22)),
      ),
  },
  {
    phrases: ['at the beach', 'on a sunny beach', 'by the sea', 'on the seashore'],
    draw: (random) =>
      sky(hsl(200, 80, 67), '#dff3ff') +
      circle(random.between(30, 226), random.between(30, 60), 18, '#ffe27a') +
      rect(0, 120, SIZE, 60, hsl(192, 65, 47)) +
      rect(0, 128, SIZE, 3, '#ffffff88') +
      rect(0, 168, SIZE, 90, hsl(42, 65, random.between(70, 78))),
  },
  {
    phrases: ['on a city street', 'in the busy city', 'downtown', 'on a bustling city street'],
    draw: (random) =>
      sky(hsl(210, 40, random.between(70, 80)), '#f2f4f7') +
      skyline(random, 190, [40, 62]) +
      rect(0, 190, SIZE, 70, '#77797e') +
      rect(0, 190, SIZE, 6, '#a9abb0'),
  },
  {
    phrases: ['at night', 'under the stars', 'under the night sky', 'in the moonlight'],
    draw: (random) =>
      sky('#0b1436', hsl(235, 40, random.between(24, 34))) +
      times(40, () => circle(random.between(0, SIZE), random.between(0, 150), 1.3, '#fff')) +
      circle(random.between(30, 226), random.between(28, 60), 17, '#fdf6d0') +
      rect(0, 185, SIZE, 80, '#10222b'),
  },
  {
    phrases: ['at sunset', 'in the evening', 'watching the sunset', 'at sunrise', 'at dawn'],
    draw: (random) =>
      sky(hsl(random.between(265, 290), 40, 50), hsl(random.between(20, 35), 95, 66)) +
      circle(random.between(40, 216), random.between(120, 150), 31, '#ffd27a') +
      rect(0, 160, SIZE, 100, hsl(random.between(20, 40), 35, 28)),
  },
  {
    phrases: ['in the snow', 'on a snowy mountain', 'in winter', 'in snowy weather'],
    draw: (random) =>
      sky(hsl(210, 40, 78), '#f4f8fc') +
      polygon(
        [
          [-20, 170],
          [70, random.between(50, 80)],
          [150, 170],
        ],
        '#a9bdd0',
      ) +
      polygon(
        [
          [90, 170],
          [190, random.between(45, 75)],
          [290, 170],
        ],
        '#93a9c0',
      ) +
      rect(0, 160, SIZE, 100, '#f7fbff') +
      times(4, () => pine(random.between(0, 256), random.between(165, 185), 1.3, '#4e7a69')) +
      times(35, () => circle(random.between(0, SIZE), random.between(0, SIZE), 1.8, '#fff')),
  },
  {
    phrases: ['in the desert', 'on the sand dunes', 'in a dry desert'],
    draw: (random) => {
      const x = random.between(20, 236)
      return `${sky(hsl(200, 60, 72), '#fdeccb')}${circle(random.between(40, 216), 40, 18, '#fff3b0')}<path d="M0 170 Q64 130 128 165 T256 155 V256 H0Z" fill="${hsl(32, 60, 64)}"/><path d="M0 200 Q80 175 150 200 T256 190 V256 H0Z" fill="${hsl(30, 58, 55)}"/>${rect(x - 6, 110, 12, 80, '#3f8a4f', 'rx="6"')}${rect(x - 24, 126, 8, 26, '#3f8a4f')}${rect(x - 24, 144, 22, 8, '#3f8a4f')}${rect(x + 16, 118, 8, 24, '#3f8a4f')}${rect(x + 2, 134, 22, 8, '#3f8a4f')}`
    },
  },
  {
    phrases: ['in front of a castle', 'at a medieval castle', 'near the castle'],
    draw: (random) => {
      const stone = hsl(random.between(20, 40), 10, random.between(52, 62))
      const roof = hsl(random.between(-15, 15), 50, 45)
      return (
        sky(hsl(215, 50, 70), '#eef4ff') +
        rect(30, 80, 196, 120, stone) +
        times(3, (tower) => {
          const x = 20 + tower * 88
          const top = [
            [x - 4, 50],
            [x + 44, 50],
            [x + 20, 14],
          ] as const
          return (
            rect(x, 50, 40, 150, stone) + polygon(top, roof) + rect(x + 15, 74, 10, 18, '#4b4a52')
          )
        }) +
        rect(0, 186, SIZE, 70, hsl(105, 35, 45))
      )
    },
  },
  {
    phrases: ['in the rain', 'on a rainy street', 'on a stormy day', 'in rainy weather'],
    draw: (random) =>
      sky('#6f7d8c', '#a8b3bd') +
      skyline(random, 185, [34, 46]) +
      rect(0, 185, SIZE, 75, '#4c545c') +
      times(60, () => {
        const x = random.between(0, SIZE)
        const y = random.between(0, SIZE)
        return `<line x1="${x}" y1="${y}" x2="${x - 3}" y2="${y + 10}" stroke="#dbe7f2" stroke-width="1.6"/>`
      }),
  },
  {
    phrases: ['in a garden', 'in a colorful garden', 'in a flower garden', 'in a meadow'],
    draw: (random) =>
      sky(hsl(200, 65, 78), '#eefaf2') +
      rect(0, 96, SIZE, 60, hsl(130, 40, 32)) +
      rect(0, 150, SIZE, 106, hsl(100, 50, 46)) +
      times(46, () => {
        const petals = random.pick(['#e75480', '#f6c945', '#9b5de5', '#ffffff', '#ff7f50'])
        return circle(
          random.between(0, SIZE),
          random.between(100, 250),
          random.between(4, 7),
          petals,
        )
      }),
  },
  {
    phrases: ['by a river', 'at the lake', 'near a pond', 'by a peaceful river'],
    draw: (random) =>
      sky(hsl(205, 70, 76), '#eef8ff') +
      times(6, () => tree(random.between(0, 256), 122, random.between(1, 1.5), hsl(120, 35, 38))) +
      rect(0, 118, SIZE, 20, hsl(105, 40, 45)) +
      rect(0, 136, SIZE, 70, hsl(205, 60, random.between(48, 56))) +
      times(9, () => rect(random.between(0, 220), random.between(142, 200), 34, 3, '#ffffff77')) +
      rect(0, 204, SIZE, 60, hsl(95, 42, 42)),
  },
]
