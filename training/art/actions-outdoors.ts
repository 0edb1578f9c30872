import { action } from './action.ts'
import {
  bothArms,
  box,
  dot,
  forward,
  hand,
  leftArmDown,
  line,
  mirrored,
  oval,
  rightArm,
  rod,
  shape,
  turned,
} from './body.ts'
import type { Action } from './types.ts'

const stringHand = leftArmDown + rightArm([530, 800], [552, 700])

export const outdoorActions: readonly Action[] = [
  action(
    'balloon',
    ['holding a balloon', 'holding balloons', 'with a red balloon', 'playing with a balloon'],
    line('M556 330Q540 500 560 660') +
      oval('#e63946', 552, 200, 66, 84) +
      shape('#e63946', 'M552 284L538 306H566Z') +
      line('M516 170Q524 140 548 134', 8, '#ffffff') +
      stringHand,
  ),
  action(
    'kite',
    ['flying a kite', 'flying a colorful kite', 'playing with a kite', 'holding a kite'],
    line('M556 320Q530 480 560 660', 4) +
      shape('#ffd166', 'M552 60L618 170L552 320L486 170Z') +
      shape('#e63946', 'M552 60L618 170H552ZM552 320L486 170H552Z', 5) +
      line('M552 320Q590 360 560 400Q600 420 580 460', 8, '#1d70b8') +
      stringHand,
  ),
  action(
    'frisbee',
    ['playing frisbee', 'throwing a frisbee', 'catching a frisbee'],
    leftArmDown +
      oval('#ff7b00', 536, 660, 84, 34) +
      oval('#ffa94d', 536, 654, 50, 18, 4) +
      rightArm([520, 800], [548, 726]),
  ),
  action(
    'ball',
    [
      'playing ball',
      'playing football',
      'playing soccer',
      'holding a ball',
      'playing basketball',
      'kicking a ball',
    ],
    forward +
      oval('#ffffff', 320, 810, 108, 108) +
      shape('#222', 'M320 770L358 798L344 842H296L282 798Z') +
      line('M320 770V706M358 798L420 776M344 842L380 892M296 842L260 892M282 798L220 776') +
      hand(198, 838, -12) +
      mirrored(hand(198, 838, -12)),
  ),
  action(
    'stones',
    [
      'playing with stones',
      'collecting stones',
      'stacking stones',
      'collecting shells',
      'looking at a stone',
    ],
    bothArms([140, 840], [236, 850]) +
      oval('#8d99ae', 320, 860, 84, 30) +
      oval('#adb5bd', 320, 812, 60, 25) +
      oval('#6c757d', 320, 772, 42, 20),
  ),
  action(
    'camera',
    ['taking photos', 'taking pictures', 'holding a camera', 'photographing', 'taking a photo'],
    line('M250 700Q270 640 280 620M390 700Q372 640 362 620', 9) +
      forward +
      box('#343a40', [196, 710, 248, 156], 18) +
      box('#343a40', [276, 680, 88, 34], 8) +
      box('#adb5bd', [200, 742, 240, 20], 2) +
      oval('#6c757d', 320, 798, 62) +
      oval('#1d3557', 320, 798, 42) +
      dot('#8ecae6', 304, 782, 12) +
      oval('#e63946', 408, 706, 16, 9, 5) +
      hand(196, 826, -25) +
      mirrored(hand(196, 826, -25)),
  ),
  action(
    'fishing',
    ['fishing', 'holding a fishing rod', 'catching a fish', 'fishing at the lake'],
    rod('M420 900L590 360', 9, '#8a5a3a') +
      line('M590 360Q620 500 604 640', 3) +
      bothArms([140, 830], [380, 850]),
  ),
  action(
    'sandcastle',
    ['building a sandcastle', 'playing in the sand', 'building sandcastles', 'playing with sand'],
    shape(
      '#e9c46a',
      'M180 940V800H210V820H240V800H270V740H296V760H344V740H370V800H400V820H430V800H460V940Z',
    ) +
      shape('#7a5c1e', 'M296 940V870Q320 840 344 870V940Z', 5) +
      line('M320 740V670', 6) +
      shape('#e63946', 'M320 670L370 688L320 706Z', 5) +
      bothArms([134, 832], [170, 900]),
  ),
  action(
    'icecream',
    ['eating ice cream', 'enjoying ice cream', 'with an ice cream', 'holding an ice cream cone'],
    leftArmDown +
      turned(
        shape('#d9a05b', 'M-34-40H34L0 90Z') +
          line('M-20-10L18 20M20-10L-14 24', 3) +
          oval('#ffb3c6', 0, -64, 46, 42) +
          dot('#e63946', 0, -112, 12),
        440,
        730,
        4,
      ) +
      rightArm([512, 840], [462, 790]),
  ),
]
