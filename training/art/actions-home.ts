import { action } from './action.ts'
import {
  bothArms,
  box,
  dot,
  hand,
  leftArm,
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

/** Elbows out, wrists before the belly. */
const forward = bothArms([134, 832], [226, 810])
const grips = hand(216, 818, -12) + mirrored(hand(216, 818, -12))
const table = shape('#b07d4f', 'M30 872H610V990H30Z') + line('M30 900H610', 4)
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
  action(
    'writing',
    [
      'writing',
      'writing in a journal',
      'taking notes',
      'writing a letter',
      'doing homework',
      'studying',
      'writing notes',
    ],
    table +
      leftArm([130, 830], [196, 862]) +
      shape('#fffaf0', 'M214 820L426 820L462 916H178Z') +
      line('M240 844H380M232 864H330M226 884H300', 5, '#6c757d') +
      rightArm([512, 830], [430, 846]) +
      rod('M372 868L428 770', 9, '#1d70b8') +
      hand(432, 846, 190, 1) +
      hand(186, 880, -5),
  ),
  action(
    'gaming',
    ['playing video games', 'gaming', 'playing a video game', 'holding a game controller'],
    forward +
      shape(
        '#343a40',
        'M230 760Q320 740 410 760Q456 780 462 860Q456 900 420 880L384 848H256L220 880Q184 900 178 860Q184 780 230 760Z',
      ) +
      line('M244 784V820M226 802H262', 12, '#fff') +
      dot('#e63946', 400, 786, 10) +
      dot('#4caf50', 420, 806, 10) +
      dot('#ffd166', 380, 806, 10) +
      dot('#48cae4', 400, 826, 10) +
      hand(190, 842, -30) +
      mirrored(hand(190, 842, -30)),
  ),
  action(
    'knitting',
    ['knitting', 'knitting a blanket', 'knitting a scarf', 'knitting a sweater', 'sewing'],
    forward +
      rod('M220 700L352 830M420 700L288 830', 9, '#c68642') +
      shape('#e76f8a', 'M240 796H400L412 930H228Z') +
      line('M240 826H402M238 856H404M234 886H408', 9, '#fff') +
      hand(210, 800, -20) +
      mirrored(hand(210, 800, -20)) +
      oval('#e76f8a', 490, 880, 46) +
      line('M452 866Q490 840 526 870M456 896Q490 860 530 884M412 910Q440 930 470 916', 4),
  ),
  action(
    'cat',
    [
      'with a cat in her lap',
      'with a cat in his lap',
      'petting a cat',
      'holding a cat',
      'playing with a cat',
      'relaxing on a couch with a cat in her lap',
    ],
    shape(
      '#e9a15b',
      'M214 900Q216 780 280 770H360Q430 780 430 900Q420 960 320 960Q220 960 214 900Z',
    ) +
      line('M430 890Q500 900 486 830', 30) +
      line('M430 890Q500 900 486 830', 19, '#e9a15b') +
      shape(
        '#e9a15b',
        'M248 720L244 644L288 676Q320 668 352 676L396 644L392 720Q400 800 320 804Q240 800 248 720Z',
      ) +
      dot('#000', 290, 728, 9) +
      dot('#000', 350, 728, 9) +
      shape('#e76f8a', 'M310 750H330L320 762Z', 3) +
      line(
        'M320 762Q310 778 298 770M320 762Q330 778 342 770M270 752L230 744M270 762L232 768M370 752L410 744M370 762L408 768M306 690V706M320 688V708M334 690V706',
        4,
      ) +
      bothArms([134, 830], [212, 866]),
  ),
  action(
    'dog',
    ['with a dog', 'petting a dog', 'walking a dog', 'playing with a dog', 'holding a puppy'],
    shape(
      '#b57b4a',
      'M214 900Q216 790 280 770H360Q430 790 430 900Q420 960 320 960Q220 960 214 900Z',
    ) +
      shape(
        '#d9a06b',
        'M252 690Q260 640 320 640Q380 640 388 690L384 760Q370 806 320 806Q270 806 256 760Z',
      ) +
      shape(
        '#7a4a2a',
        'M262 656Q214 650 212 720Q220 772 244 760Q254 720 262 656ZM378 656Q426 650 428 720Q420 772 396 760Q386 720 378 656Z',
      ) +
      oval('#f3dcc0', 320, 766, 42, 34, 4) +
      dot('#000', 294, 712, 9) +
      dot('#000', 346, 712, 9) +
      oval('#222', 320, 748, 17, 12, 3) +
      line('M320 760V776M296 774Q320 796 344 774') +
      bothArms([134, 830], [212, 866]),
  ),
  action(
    'blueprints',
    [
      'discussing blueprints',
      'looking at blueprints',
      'studying plans',
      'planning a building',
      'holding a blueprint',
    ],
    forward +
      shape('#2a6f97', 'M176 716H464V896H176Z') +
      line(
        'M206 750H320V850H206ZM320 790H430V850H320M350 750H430V770H350ZM250 750V800',
        5,
        '#fff',
      ) +
      oval('#3d8db5', 176, 806, 14, 92) +
      oval('#3d8db5', 464, 806, 14, 92) +
      hand(170, 850, -20) +
      mirrored(hand(170, 850, -20)),
  ),
  action(
    'origami',
    [
      'folding paper',
      'folding origami',
      'making origami',
      'folding paper cranes',
      'making paper boats',
    ],
    forward +
      shape('#ff8fab', 'M250 812L320 700L346 770L430 716L388 836L320 872Z') +
      line('M320 700L306 836L346 770L320 872M306 836L250 812M346 770L388 836') +
      grips,
  ),
]
