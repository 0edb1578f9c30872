import { action } from './action.ts'
import {
  bothArms,
  dot,
  forward,
  grips,
  hand,
  leftArm,
  leftArmDown,
  line,
  oval,
  rightArm,
  rod,
  shape,
} from './body.ts'
import type { Action } from './types.ts'

const blossom = (x: number, y: number, colour: string): string =>
  [
    [0, -20],
    [19, -6],
    [12, 16],
    [-12, 16],
    [-19, -6],
  ]
    .map(([dx, dy]) => oval(colour, x + dx!, y + dy!, 15, 15, 4))
    .join('') + oval('#ffd166', x, y, 12, 12, 4)

const pot = (x: number, y: number): string =>
  shape('#c8643c', `M${x - 54} ${y}H${x + 54}L${x + 38} ${y + 110}H${x - 38}Z`) +
  shape('#d97b50', `M${x - 62} ${y - 8}H${x + 62}V${y + 22}H${x - 62}Z`)

const plant = (x: number, y: number): string =>
  line(`M${x} ${y}V${y - 90}`, 10, '#2d6a4f') +
  shape(
    '#52b788',
    `M${x} ${y - 30}Q${x - 80} ${y - 40} ${x - 70} ${y - 96}Q${x - 10} ${y - 90} ${x} ${y - 30}ZM${x} ${y - 40}Q${x + 80} ${y - 50} ${x + 70} ${y - 106}Q${x + 10} ${y - 100} ${x} ${y - 40}ZM${x} ${y - 80}Q${x - 40} ${y - 120} ${x} ${y - 160}Q${x + 40} ${y - 120} ${x} ${y - 80}Z`,
    5,
  )

export const gardenActions: readonly Action[] = [
  action(
    'basket',
    [
      'holding a basket of herbs',
      'holding a basket of flowers',
      'carrying a basket',
      'gathering herbs',
      'picking apples',
      'collecting berries',
    ],
    line('M200 800Q210 640 320 640Q430 640 440 800', 26) +
      line('M200 800Q210 640 320 640Q430 640 440 800', 15, '#b5793c') +
      plant(260, 810) +
      plant(386, 810) +
      blossom(320, 752, '#ff8fab') +
      blossom(228, 774, '#ffffff') +
      blossom(410, 774, '#f28482') +
      shape('#c98d4b', 'M176 796H464L432 930H208Z') +
      line(
        'M186 836H454M196 876H444M240 800L256 930M290 800L296 930M350 800L344 930M400 800L384 930',
        4,
      ) +
      forward +
      grips,
  ),
  action(
    'flowers',
    [
      'holding flowers',
      'holding a bouquet',
      'picking flowers',
      'arranging flowers',
      'with a bouquet of flowers',
    ],
    line('M320 850L240 700M320 850L320 690M320 850L400 700', 9, '#2d6a4f') +
      [
        [236, 700, '#ff8fab'],
        [404, 700, '#ffffff'],
        [276, 656, '#f4a300'],
        [364, 656, '#e63946'],
        [320, 704, '#9d4edd'],
      ]
        .map(([x, y, c]) => blossom(Number(x), Number(y), String(c)))
        .join('') +
      shape('#fff1e6', 'M226 744L320 780L414 744L344 920H296Z') +
      line('M320 780V916', 4) +
      bothArms([134, 832], [240, 850]),
  ),
  action(
    'watering',
    [
      'watering plants',
      'watering flowers',
      'tending to plants',
      'taking care of plants',
      'watering the garden',
    ],
    plant(190, 850) +
      pot(190, 850) +
      leftArm([120, 800], [120, 900]) +
      shape('#4895ef', 'M388 770H500V890H388Z') +
      shape('#4895ef', 'M390 850L296 760L308 744L390 806Z') +
      shape('#3a7bd5', 'M282 768L318 728L306 716L268 756Z', 5) +
      line('M262 770L240 800M276 786L258 816', 6, '#48cae4') +
      line('M404 770Q444 690 486 770', 22) +
      line('M404 770Q444 690 486 770', 11, '#3a7bd5') +
      rightArm([528, 830], [484, 740]),
  ),
  action(
    'gardening',
    ['gardening', 'planting a tree', 'planting flowers', 'digging in the garden', 'planting seeds'],
    leftArm([130, 830], [196, 850]) +
      plant(280, 820) +
      pot(280, 820) +
      hand(196, 860, -10) +
      shape('#adb5bd', 'M392 800Q380 880 420 920Q460 880 448 800Z') +
      rod('M420 800V730', 15, '#e07a3f') +
      rightArm([520, 830], [454, 752]),
  ),
  action(
    'birds',
    [
      'feeding birds',
      'feeding pigeons',
      'feeding the ducks',
      'watching birds',
      'with a bird on the hand',
    ],
    leftArmDown +
      rightArm([490, 830], [400, 800]) +
      shape(
        '#5fa8d3',
        'M300 740Q290 660 350 650Q400 650 404 700L470 730Q410 780 350 776Q310 772 300 740Z',
      ) +
      shape('#3d7ea6', 'M350 706Q390 700 430 742Q380 764 350 706Z', 5) +
      dot('#000', 330, 682, 8) +
      shape('#f4a300', 'M302 690L270 700L302 712Z', 5) +
      line('M346 776V800M370 776V800', 6, '#f4a300') +
      hand(420, 812, 180, -1),
  ),
]
