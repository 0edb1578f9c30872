import { action } from './action.ts'
import {
  bothArms,
  box,
  forward,
  grips,
  hand,
  leftArm,
  leftArmDown,
  line,
  mirrored,
  oval,
  rightArm,
  rod,
  shape,
  table,
  turned,
} from './body.ts'
import type { Action } from './types.ts'

const mug = (x: number, y: number, colour: string): string =>
  oval('none', x + 44, y + 44, 22, 26, 14) +
  shape(colour, `M${x - 44} ${y}H${x + 44}L${x + 38} ${y + 96}H${x - 38}Z`) +
  oval('#5b3a21', x, y, 44, 11, 5)

export const homeActions: readonly Action[] = [
  action(
    'reading',
    [
      'reading',
      'reading a book',
      'flipping through a book',
      'reading a storybook',
      'holding a book',
      'reading a novel',
    ],
    forward +
      shape('#c1121f', 'M172 702L320 732L468 702V886L320 916L172 886Z') +
      shape(
        '#fdf6e3',
        'M186 690Q262 684 320 724Q378 684 454 690V870Q378 866 320 902Q262 866 186 870Z',
      ) +
      line('M320 724V902') +
      line(
        'M210 722Q260 722 296 744M210 756Q260 756 296 778M210 790Q260 790 296 812M430 722Q380 722 344 744M430 756Q380 756 344 778M430 790Q380 790 344 812',
        5,
        '#8d99ae',
      ) +
      hand(186, 846, -35) +
      mirrored(hand(186, 846, -35)),
  ),
  action(
    'letter',
    [
      'reading a letter',
      'holding a letter',
      'opening a letter',
      'reading the newspaper',
      'studying a map',
    ],
    forward +
      shape('#fffaf0', 'M214 690L426 690L432 890H208Z') +
      line('M240 730H400M240 762H400M240 794H370M240 826H396', 6, '#6c757d') +
      grips,
  ),
  action(
    'typing',
    [
      'typing',
      'typing on a laptop',
      'working on a laptop',
      'sitting at a desk typing on a laptop',
      'typing codes on illuminated keyboards',
      'coding',
      'working at a computer',
    ],
    table +
      bothArms([130, 830], [214, 860]) +
      shape('#adb5bd', 'M194 720H446Q458 720 458 734L470 888H170L182 734Q182 720 194 720Z') +
      shape('#ced4da', 'M150 884H490V912H150Z') +
      oval('#fff', 320, 802, 20, 20, 5) +
      hand(190, 878, -8) +
      mirrored(hand(190, 878, -8)),
  ),
  action(
    'phone',
    [
      'checking a phone',
      'talking on the phone',
      'checking his phone',
      'checking her phone',
      'texting',
      'taking a selfie',
      'looking at a phone',
    ],
    leftArmDown +
      rightArm([506, 840], [420, 780]) +
      turned(
        box('#222', [-42, -84, 84, 166], 14) + box('#8ecae6', [-30, -66, 60, 122], 4),
        376,
        720,
        -8,
      ) +
      hand(420, 778, -160, -1),
  ),
  action(
    'drinking',
    [
      'drinking coffee',
      'drinking tea',
      'sipping coffee',
      'enjoying a cup of tea',
      'having a coffee',
      'holding a mug',
      'sipping tea',
    ],
    leftArmDown +
      rightArm([508, 830], [420, 730]) +
      mug(346, 650, '#f1faee') +
      line('M310 696H382', 10, '#e63946') +
      hand(420, 712, 190, -1),
  ),
  action(
    'toast',
    ['sharing drinks', 'making a toast', 'raising a glass', 'drinking juice', 'drinking lemonade'],
    leftArmDown +
      rightArm([520, 820], [500, 720]) +
      shape('#d8f3ff', 'M452 570H548L534 690H466Z') +
      shape('#f4a300', 'M457 604H543L533 688H467Z', 4) +
      rod('M512 600L532 530', 6, '#e63946') +
      hand(514, 706, -120, -1),
  ),
  action(
    'eating',
    [
      'eating',
      'having a meal',
      'eating breakfast',
      'having a picnic',
      'having dinner',
      'eating lunch',
      'enjoying a meal',
    ],
    table +
      leftArm([130, 830], [190, 850]) +
      oval('#fff', 320, 866, 130, 36) +
      oval('#eee', 320, 862, 92, 22, 4) +
      shape('#f4a261', 'M250 860Q320 790 390 860Z', 5) +
      oval('#4caf50', 286, 850, 22, 14, 4) +
      oval('#e63946', 350, 846, 18, 18, 4) +
      rightArm([512, 830], [448, 770]) +
      rod('M430 748L396 680', 7, '#ced4da') +
      line('M396 690L382 640M396 690L400 636M396 690L366 650', 7, '#495057') +
      hand(448, 770, 215, -1),
  ),
  action(
    'cooking',
    [
      'cooking',
      'cooking dinner',
      'stirring a pot',
      'baking',
      'making soup',
      'preparing food',
      'making pancakes',
    ],
    leftArm([130, 830], [206, 830]) +
      rod('M366 790L420 650', 14, '#c68642') +
      shape('#6c757d', 'M212 790H428V900Q428 930 400 930H240Q212 930 212 900Z') +
      oval('#e07a3f', 320, 790, 108, 26) +
      rod('M372 790L428 676', 14, '#c68642') +
      rod('M190 826H214M426 826H450', 14, '#333') +
      rightArm([524, 830], [436, 700], -1) +
      hand(186, 838, -6),
  ),
]
