import { action } from './action.ts'
import {
  bothArms,
  dot,
  forward,
  grips,
  hand,
  leftArm,
  line,
  mirrored,
  oval,
  rightArm,
  rod,
  shape,
  table,
} from './body.ts'
import type { Action } from './types.ts'

export const craftActions: readonly Action[] = [
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
