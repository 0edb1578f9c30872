import { action } from './action.ts'
import {
  armsDown,
  bothArms,
  hand,
  leftArm,
  leftArmDown,
  line,
  mirrored,
  oval,
  palm,
  rightArm,
  rightArmDown,
  rod,
  shape,
} from './body.ts'
import type { Action } from './types.ts'

const crossed = rightArm([500, 830], [300, 800]) + leftArm([140, 830], [352, 826])

export const poses: readonly Action[] = [
  action(
    'none',
    [
      'standing',
      'looking around',
      'smiling at the camera',
      'resting',
      'enjoying the view',
      'waiting',
    ],
    armsDown,
  ),
  action(
    'waving',
    ['waving', 'waving hello', 'waving a hand', 'greeting a friend', 'saying goodbye'],
    leftArmDown + rightArm([552, 760], [560, 620], -1) + palm(560, 620),
  ),
  action(
    'arms-crossed',
    ['crossing the arms', 'standing with crossed arms', 'with arms crossed', 'thinking'],
    crossed,
  ),
  action(
    'pointing',
    [
      'pointing',
      'pointing at something',
      'pointing the way',
      'giving directions',
      'explaining something',
    ],
    leftArmDown +
      rightArm([486, 800], [556, 690]) +
      line('M578 640L600 590', 26) +
      line('M578 640L600 590', 16, '[skin]'),
  ),
  action(
    'yoga',
    ['practicing yoga', 'doing yoga', 'meditating', 'praying', 'doing a yoga pose'],
    bothArms([150, 850], [280, 800], -1) +
      shape('[skin]', 'M282 836Q276 740 320 676Q364 740 358 836Q320 856 282 836Z') +
      line('M320 684V838M296 780Q288 756 304 740M344 780Q352 756 336 740', 4),
  ),
  action(
    'jogging',
    ['jogging', 'running', 'going for a run', 'jogging together', 'racing'],
    leftArm([126, 820], [234, 744]) + rightArm([520, 820], [452, 880], -1),
  ),
  action(
    'sitting',
    [
      'sitting',
      'sitting on a park bench',
      'sitting on a bench',
      'sitting on a log',
      'sitting at a table',
      'relaxing on a couch',
    ],
    shape('#a9714b', 'M20 866H620V912H20Z') +
      shape('#8a5a3a', 'M20 912H620V990H20Z') +
      bothArms([146, 830], [238, 850], -1),
  ),
  action(
    'cheering',
    ['cheering', 'celebrating', 'dancing', 'jumping for joy'],
    leftArm([92, 740], [76, 600]) +
      rightArm([548, 740], [564, 600]) +
      palm(76, 600) +
      mirrored(palm(76, 600)),
  ),
  action(
    'weights',
    ['lifting weights', 'working out', 'exercising', 'training with dumbbells'],
    leftArmDown +
      rightArm([510, 830], [500, 740]) +
      rod('M430 690H560', 14, '#888') +
      shape('#444', 'M412 656H444V724H412ZM546 656H578V724H546Z') +
      hand(500, 722, -90),
  ),
  action(
    'umbrella',
    [
      'holding an umbrella',
      'walking in the rain with an umbrella',
      'carrying an umbrella',
      'standing under an umbrella',
    ],
    leftArmDown +
      rod('M556 330V800', 9, '#7a4a2a') +
      shape(
        '#e63946',
        'M420 336C424 210 500 150 556 150C600 150 616 200 618 336Q586 300 556 336Q520 300 486 336Q452 306 420 336Z',
      ) +
      line('M486 336Q500 220 556 150M556 336V150') +
      rightArm([520, 830], [556, 750]),
  ),
  action(
    'bag',
    ['carrying a bag', 'holding a shopping bag', 'shopping', 'carrying groceries'],
    leftArmDown +
      rightArm([510, 800], [440, 730]) +
      line('M390 784Q396 712 430 712Q464 712 470 784', 10) +
      shape('#f4a261', 'M360 776H500L516 930H344Z') +
      shape('#e76f51', 'M352 846H508L512 884H348Z', 5) +
      hand(450, 716, 180, -1),
  ),
  action(
    'wand',
    ['waving a magic wand', 'casting a spell', 'doing magic tricks', 'performing a magic trick'],
    leftArmDown +
      rod('M536 700L584 560', 8, '#333') +
      shape(
        '#ffd166',
        'M586 500L598 536L620 544L600 562L604 596L584 576L556 588L566 556L548 532L576 534Z',
        5,
      ) +
      rightArm([526, 820], [528, 736]),
  ),
  action(
    'sword',
    ['holding a sword', 'fighting with a wooden sword', 'playing knight', 'swinging a sword'],
    leftArmDown +
      shape('#dfe7ec', 'M540 700L528 500L548 460L568 500L560 700Z') +
      line('M548 480V690', 3) +
      rod('M500 704H598', 14, '#c58b2a') +
      rod('M550 708V790', 14, '#6b3e1d') +
      rightArm([500, 840], [546, 780]),
  ),
  action(
    'gift',
    ['holding a gift', 'giving a present', 'opening a present', 'bringing a gift'],
    bothArms([136, 830], [226, 810]) +
      shape('#48cae4', 'M220 700H420V900H220Z') +
      shape('#e63946', 'M300 700H340V900H300ZM220 780H420V816H220Z', 5) +
      oval('#e63946', 290, 680, 32, 20) +
      oval('#e63946', 350, 680, 32, 20) +
      hand(212, 830, -15) +
      `<g transform="translate(640 0) scale(-1 1)">${hand(212, 830, -15)}</g>`,
  ),
  action(
    'walking',
    ['walking', 'strolling', 'taking a walk', 'hiking', 'walking with a stick'],
    rightArmDown + rod('M96 600V990', 16, '#8a5a3a') + leftArm([130, 830], [100, 770]),
  ),
]
