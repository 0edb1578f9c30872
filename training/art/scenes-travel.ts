/** Vehicles, and rooms of glass. */

import { plant, screen } from './furnishings.ts'
import { beam, fade, garden, glow, line, path, rounded, vignette } from './furniture.ts'
import { circle, hsl, polygon, rect, times, whole } from './shapes.ts'
import type { Scene } from './types.ts'

export const travelScenes: readonly Scene[] = [
  {
    id: 'train',
    phrases: [
      'in a train',
      'on a train',
      'inside a train',
      'in a train carriage',
      'on the train',
      'on a subway train',
      'on a bus',
    ],
    outdoors: false,
    draw: (random) => {
      const hue = random.pick([205, 15, 160])
      const seat = (x: number) =>
        rounded(x, 126, 66, 130, 14, hsl(hue, 34, 50)) +
        rounded(x + 8, 150, 50, 100, 10, hsl(hue, 34, 58)) +
        rounded(x + 12, 120, 42, 24, 9, '#f0ebe0')
      const glass = (x: number, id: string) =>
        `<clipPath id="clip${id}"><rect x="${x}" y="38" width="102" height="82" rx="12"/></clipPath>` +
        rounded(x - 5, 33, 112, 92, 16, '#c4cacc') +
        `<g clip-path="url(#clip${id})">${garden(id, x, 38, 102, 82)}${rect(x, 108, 102, 12, '#b09a78')}${line(`M${x + 30} 38V120M${x + 84} 38V120`, '#8a7f74', 2)}${path(`M${x} 54Q${x + 50} 64 ${x + 102} 54`, 'none', 'stroke="#8a7f74" stroke-width="1"')}${polygon(
          [
            [x + 20, 38],
            [x + 44, 38],
            [x + 10, 120],
            [x - 14, 120],
          ],
          'rgba(255,255,255,0.25)',
        )}</g>`
      return (
        fade('wagon', [0, 0, 256, 256], '#eeeae0', '#d6d2c8') +
        glass(18, 'left') +
        glass(138, 'right') +
        rect(0, 0, 256, 8, '#fffbe8') +
        glow('ceiling', 128, 0, 120, '#fffbe0', 0.6) +
        rect(0, 22, 256, 4, '#9ba4a8') +
        times(9, (i) => rect(i * 31 + 4, 12, 2, 12, '#9ba4a8')) +
        rounded(24, 6, 44, 16, 4, '#b5786a') +
        rounded(40, 3, 12, 5, 2, '#8d5a4e') +
        rounded(186, 8, 36, 14, 4, '#6f8f8a') +
        rect(125, 0, 5, 256, '#d9b44a') +
        rect(125, 0, 2, 256, '#efd383') +
        rect(0, 130, 256, 4, 'rgba(70,70,80,0.18)') +
        seat(-14) +
        seat(204) +
        rect(0, 226, 256, 30, 'rgba(60,60,70,0.18)') +
        vignette(0.2)
      )
    },
  },
  {
    id: 'spaceship',
    phrases: [
      'in a spaceship',
      'on a spaceship',
      'aboard a spaceship',
      'in a spacecraft',
      'on a space station',
      'in the cockpit of a spaceship',
      'in space',
    ],
    outdoors: false,
    draw: (random) => {
      const hue = random.pick([20, 190, 300])
      const planet = random.between(84, 172)
      return (
        fade('hull', [0, 0, 256, 256], '#76809a', '#4c546c') +
        `<clipPath id="port"><path d="M34 22Q128 2 222 22L240 112Q128 136 16 112Z"/></clipPath>` +
        path('M28 16Q128 -6 228 16L248 118Q128 144 8 118Z', '#98a3b8') +
        `<g clip-path="url(#port)">${fade('space', [0, 0, 256, 140], '#262a56', '#4a3f78')}${glow('nebula', 190, 60, 70, hsl(hue + 60, 60, 66), 0.5)}${times(46, () => circle(random.between(16, 240), random.between(6, 128), random.between(0.5, 1.4), '#f5f2df'))}${circle(planet, 64, 30, hsl(hue, 42, 64))}${path(`M${planet - 28} 54Q${planet} 64 ${planet + 28} 52Q${planet + 30} 58 ${planet + 30} 64Q${planet} 74 ${planet - 30} 64Z`, hsl(hue, 42, 74))}${path(`M${planet + 10} 36A30 30 0 0 1 ${planet - 8} 93A34 34 0 0 0 ${planet + 10} 36Z`, 'rgba(20,10,50,0.25)')}${path(`M${planet - 46} 76Q${planet} 84 ${planet + 46} 52`, 'none', 'stroke="#f0e0b8" stroke-width="4" opacity="0.8"')}${circle(48, 44, 8, '#cfd4de')}</g>` +
        line('M86 10L78 126M170 10L178 126', '#98a3b8', 6) +
        path('M0 140Q128 160 256 140V256H0Z', '#5c6580') +
        path('M0 140Q128 160 256 140V148Q128 168 0 148Z', '#8691aa') +
        screen(16, 156, 46, 30, 170) +
        screen(196, 156, 46, 30, hue) +
        line('M20 176L30 166L38 172L56 160', '#4f8f8a', 2) +
        times(
          12,
          (i) =>
            circle(20 + (i % 6) * 9, 200 + Math.floor(i / 6) * 10, 2.8, hsl(i * 67, 56, 70)) +
            circle(200 + (i % 6) * 9, 200 + Math.floor(i / 6) * 10, 2.8, hsl(i * 97, 56, 70)),
        ) +
        times(
          3,
          (i) =>
            rounded(4, 24 + i * 24, 10, 16, 3, hsl(180 + i * 40, 46, 70)) +
            rounded(242, 24 + i * 24, 10, 16, 3, hsl(20 + i * 40, 52, 72)),
        ) +
        vignette(0.28)
      )
    },
  },
  {
    id: 'airport',
    phrases: [
      'at the airport',
      'in an airport',
      'at an airport',
      'in an airport terminal',
      'at the gate',
      'in a busy airport',
    ],
    outdoors: false,
    draw: (random) => {
      const top = random.pick(['#9fd0ec', '#c5b5dd', '#f4c9a4'])
      const x = random.between(64, 96)
      return (
        whole('#e8edf0') +
        fade('apron', [0, 0, 256, 120], top, '#f6f4ea') +
        rect(0, 116, 256, 34, '#b9c0c4') +
        rect(0, 132, 256, 2, '#f6f0d4') +
        rect(196, 62, 10, 54, '#c9ccd2') +
        polygon(
          [
            [188, 46],
            [214, 46],
            [209, 62],
            [193, 62],
          ],
          '#8fa8b8',
        ) +
        rounded(x, 84, 110, 22, 11, '#fbfbf6') +
        path(`M${x + 6} 88L${x - 8} 58H${x + 8}L${x + 30} 86Z`, '#d8837a') +
        path(`M${x + 46} 98L${x + 26} 120H${x + 42}L${x + 74} 98Z`, '#d3dbe0') +
        times(7, (i) => circle(x + 36 + i * 9, 92, 2, '#86a5b8')) +
        path(`M${x + 98} 86Q${x + 108} 88 ${x + 110} 95H${x + 98}Z`, '#86a5b8') +
        rect(x, 99, 108, 3, '#d8837a') +
        times(5, (i) => rect(i * 62 - 2, 0, 5, 152, '#a9b4ba')) +
        rect(0, 148, 256, 6, '#8f9aa2') +
        rect(0, 0, 256, 8, '#a9b4ba') +
        rounded(14, 10, 84, 40, 3, '#454f5c') +
        times(
          4,
          (i) =>
            rect(20, 16 + i * 8, 26, 3, '#f2d38a') +
            rect(52, 16 + i * 8, 18, 3, '#dfe7ea') +
            rect(76, 16 + i * 8, 16, 3, i % 2 === 0 ? '#9fd8ae' : '#f0a898'),
        ) +
        rounded(184, 12, 56, 22, 3, '#e6bd55') +
        path('M192 24L206 17L208 20L202 26L204 30L199 27L194 28Z', '#4d4a48') +
        line('M216 23H232M226 18L232 23L226 28', '#4d4a48', 2.6) +
        fade('hallfloor', [0, 154, 256, 102], '#dfe4e6', '#c3cbd0') +
        times(
          4,
          (i) =>
            rounded(-6 + i * 22, 166, 19, 34, 5, '#6f879c') +
            rounded(184 + i * 22, 166, 19, 34, 5, '#6f879c'),
        ) +
        rect(-10, 200, 94, 5, '#525f6b') +
        rect(180, 200, 94, 5, '#525f6b') +
        rounded(90, 172, 26, 38, 4, '#cf8a64') +
        line('M97 172V158H109V172', '#6d6a68', 2) +
        beam(20, 154, 50, 102, 30) +
        beam(140, 154, 50, 102, 30)
      )
    },
  },
  {
    id: 'greenhouse',
    phrases: [
      'in a greenhouse',
      'in a sunny greenhouse',
      'among potted plants',
      'in a plant shop',
      'in a botanical garden',
      'in a glass house',
    ],
    outdoors: false,
    draw: (random) => {
      const hue = random.pick([120, 140, 95])
      return (
        fade('sky', [0, 0, 256, 200], '#c6e6ee', '#eff6e0') +
        path('M0 190V120Q40 92 80 116T160 108T256 122V190Z', '#b9d6ae') +
        rect(0, 190, 256, 66, '#cbb291') +
        times(6, (i) =>
          line(
            `M${128 + (i - 2.5) * 20} 190L${128 + (i - 2.5) * 80} 256`,
            'rgba(80,60,40,0.15)',
            1.4,
          ),
        ) +
        line(
          'M0 66L128 6L256 66M0 66H256M128 6V66M64 36V190M192 36V190M128 66V190M0 128H256M2 66V190M254 66V190',
          '#f7fbf6',
          4,
        ) +
        path('M0 66L128 6L256 66V0H0Z', 'rgba(255,255,255,0.35)') +
        polygon(
          [
            [20, 70],
            [44, 70],
            [10, 128],
            [0, 128],
            [0, 104],
          ],
          'rgba(255,255,255,0.4)',
        ) +
        polygon(
          [
            [214, 70],
            [232, 70],
            [206, 126],
            [196, 126],
          ],
          'rgba(255,255,255,0.4)',
        ) +
        times(4, (i) => {
          const x = [28, 88, 168, 228][i]!
          const y = [66, 44, 44, 66][i]!
          return (
            line(`M${x} ${y - 14}V${y}`, '#8d7a60', 1.4) +
            times(5, (k) =>
              line(
                `M${x - 9 + k * 4.5} ${y + 8}Q${x - 16 + k * 8} ${y + 16} ${x - 13 + k * 6.5} ${y + 20 + (k % 3) * 7}`,
                hsl(hue + k * 6, 32, 46),
                3.4,
              ),
            ) +
            path(
              `M${x - 12} ${y}H${x + 12}Q${x + 10} ${y + 11} ${x} ${y + 11}T${x - 12} ${y}Z`,
              '#c98d68',
            )
          )
        }) +
        rect(0, 152, 78, 7, '#a87c54') +
        rect(178, 152, 78, 7, '#a87c54') +
        rect(6, 159, 5, 60, '#8d6544') +
        rect(66, 159, 5, 60, '#8d6544') +
        rect(186, 159, 5, 60, '#8d6544') +
        rect(244, 159, 5, 60, '#8d6544') +
        plant(16, 152, 0.9, hue) +
        plant(44, 152, 1, hue + 15) +
        plant(68, 152, 0.7, hue - 20) +
        plant(192, 152, 0.8, hue - 20) +
        plant(216, 152, 1.05, hue) +
        plant(242, 152, 0.85, hue + 15) +
        times(8, (i) => {
          const x = random.pick([18, 40, 64, 190, 216, 240]) + random.between(-8, 8)
          return circle(
            x,
            random.between(104, 128),
            3.6,
            hsl(random.pick([340, 20, 48]) + i, 58, 72),
          )
        }) +
        plant(14, 250, 1.3, hue + 8) +
        plant(242, 250, 1.3, hue + 8) +
        beam(70, 30, 50, 226, 60)
      )
    },
  },
]
