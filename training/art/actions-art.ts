import { action } from './action.ts'
import {
  bothArms,
  dot,
  forward,
  hand,
  leftArm,
  leftArmDown,
  line,
  mirrored,
  oval,
  rightArm,
  rod,
  shape,
} from './body.ts'
import type { Action } from './types.ts'

export const artActions: readonly Action[] = [
  action(
    'painting',
    [
      'painting',
      'painting a picture',
      'mixing paint colors on a palette',
      'painting on a canvas',
      'holding a brush and a palette',
    ],
    leftArm([130, 830], [210, 850]) +
      shape(
        '#d9a066',
        'M190 800Q200 730 300 730Q400 740 400 810Q396 850 350 846Q320 850 326 880Q320 910 270 900Q180 880 190 800Z',
      ) +
      [
        [236, 790, '#e63946'],
        [280, 766, '#ffd166'],
        [330, 770, '#4caf50'],
        [366, 800, '#1d70b8'],
        [236, 840, '#9d4edd'],
      ]
        .map(([x, y, c]) => oval(String(c), Number(x), Number(y), 18, 15, 4))
        .join('') +
      rod('M480 770L420 640', 9, '#8a5a3a') +
      shape('#e63946', 'M436 650L402 668L380 590L432 616Z', 5) +
      rightArm([526, 830], [484, 790]) +
      hand(204, 858, 0),
  ),
  action(
    'drawing',
    [
      'drawing',
      'sketching',
      'sketching on a notebook',
      'drawing a picture',
      'drawing in a sketchbook',
      'coloring',
    ],
    leftArm([130, 830], [210, 840]) +
      shape('#fffaf0', 'M200 720H430V910H200Z') +
      line('M200 732H430', 16, '#495057') +
      line('M230 870L280 790L316 840L346 806L396 870Z', 6, '#495057') +
      oval('#ffd166', 376, 776, 18, 18, 4) +
      rightArm([526, 830], [452, 810]) +
      rod('M392 840L448 740', 10, '#ffb703') +
      hand(456, 812, 200, 1) +
      hand(196, 850, -8),
  ),
  action(
    'guitar',
    ['playing guitar', 'playing the guitar', 'strumming a guitar', 'playing a song on the guitar'],
    leftArm([112, 800], [150, 850]) +
      rod('M330 810L560 680', 24, '#6b3e1d') +
      shape('#6b3e1d', 'M540 690L556 664L600 640L620 668L572 706Z') +
      shape(
        '#d98e3f',
        'M150 850Q160 780 220 780Q260 780 280 760Q330 730 360 780Q386 830 340 860Q318 876 314 904Q300 960 230 950Q150 940 150 850Z',
      ) +
      oval('#3b2314', 290, 826, 34) +
      rod('M206 862L226 900', 10, '#3b2314') +
      line('M216 880L590 666', 3, '#ffffff') +
      rightArm([560, 830], [500, 736]) +
      hand(190, 830, 10),
  ),
  action(
    'violin',
    ['playing violin', 'playing the violin', 'practicing the violin', 'playing music'],
    rod('M410 690L590 760', 16, '#2b1a10') +
      shape(
        '#b5541c',
        'M236 640Q270 590 320 620Q346 640 372 640Q420 640 426 684Q420 730 380 716Q352 706 330 724Q280 752 244 716Q220 680 236 640Z',
      ) +
      line('M260 664L584 752', 4, '#ffffff') +
      rightArm([560, 850], [560, 790]) +
      rod('M246 880L372 600', 6, '#d9a066') +
      leftArm([110, 830], [222, 872]),
  ),
  action(
    'microphone',
    [
      'singing',
      'singing a song',
      'singing into a microphone',
      'giving a speech',
      'performing on stage',
    ],
    leftArmDown +
      rod('M404 760L372 660', 22, '#333333') +
      oval('#adb5bd', 364, 628, 36, 36) +
      line('M340 612L388 646M346 648L384 606', 3) +
      rightArm([510, 840], [430, 770]),
  ),
  action(
    'drum',
    ['playing the drums', 'drumming', 'playing a drum', 'beating a drum'],
    shape('#e63946', 'M190 830V960H450V830Z') +
      oval('#fffaf0', 320, 830, 130, 34) +
      line('M190 850L255 960L320 866L385 960L450 850', 5, '#ffffff') +
      rod('M220 760L300 824M420 760L340 824', 8, '#d9a066') +
      bothArms([120, 820], [190, 770]),
  ),
  action(
    'chess',
    ['playing chess', 'playing a board game', 'playing cards', 'holding cards'],
    forward +
      [-28, -9, 10, 29]
        .map(
          (turn, i) =>
            `<g transform="translate(320 880) rotate(${turn})">${shape('#ffffff', 'M-44-190H44V-50H-44Z')}${i % 2 ? dot('#222', 0, -130, 17) : shape('#e63946', 'M0-154L20-124L0-94L-20-124Z', 3)}</g>`,
        )
        .join('') +
      hand(216, 826, -8) +
      mirrored(hand(216, 826, -8)),
  ),
]
