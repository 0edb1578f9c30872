/** Hair that hangs down, or would if it were not tied. */

import { type Hairstyle, noBack, style } from './hairstyle.ts'

const hanging = ['female2', 'female3', 'female4']

export const longHairstyles: readonly Hairstyle[] = [
  style(
    'braided',
    [0, 2, 0, 2],
    ['long # braids', 'long, braided # hair', '# braids'],
    ['cornrows'],
    ['female1'],
  ),
  style('braided', [0.5, 1, 0, 0.7], ['long # dreadlocks', 'long # locs'], ['dreads'], ['female1']),
  style(
    'straight',
    [0, 20, 0, 21],
    ['long, straight # hair', 'long, straight # hair', 'long # hair'],
    ['female9', 'female9', 'female4', 'female5', 'female6', 'female12'],
    hanging,
  ),
  style(
    'straight',
    [0, 7, 0, 8],
    ['long, straight # hair', 'long, straight # hair with bangs', 'long # hair'],
    ['female7', 'female1', 'female7', 'shortBangs'],
    hanging,
  ),
  style(
    'straight',
    [5, 3, 4, 3],
    ['long, straight # hair', 'long # hair', 'long, straight # hair'],
    ['emo', 'middle-part', 'longHair', 'parted', 'short2'],
    hanging,
  ),
  style(
    'straight',
    [0, 9, 0, 9],
    ['long, wavy # hair', 'long, wavy # hair', 'wavy # hair'],
    ['female10'],
    [...noBack, 'female5', 'female2'],
  ),
  style(
    'straight',
    [0, 9, 0, 9],
    ['long, wavy # hair', 'long, wavy # hair', 'wavy # hair'],
    ['female4', 'female5', 'female12', 'hair', 'middle-part', 'longHair'],
    ['female5'],
  ),
  style(
    'straight',
    [3, 0, 2.5, 0],
    ['long, wavy # hair', 'long # hair', 'wavy # hair'],
    ['hair', 'middle-part', 'longHair'],
    ['female5'],
  ),
  style(
    'curly',
    [0, 11, 0, 11],
    ['long, curly # hair', 'long, curly # hair', 'curly # hair'],
    ['curly', 'curly3', 'hair', 'short3', 'female5', 'female4'],
    ['female1'],
  ),
  style(
    'curly',
    [3, 0, 3, 0],
    ['long, curly # hair', 'long, curly # hair', 'curly # hair'],
    ['curly', 'curly3', 'hair'],
    ['female1'],
  ),
  style(
    'straight',
    [5, 2, 4, 2],
    ['shoulder-length # hair', 'medium-length # hair', 'medium-length, wavy # hair'],
    ['hair', 'longHair', 'middle-part', 'parted'],
    ['longHair'],
  ),
  style('straight', [0, 2, 0, 7], ['# pigtails', '# hair in pigtails', '# pigtails'], ['female2']),
  style(
    'straight',
    [0, 7, 0, 5],
    ['# hair in a bun', 'a # bun', '# hair tied in a bun'],
    ['female3', 'female8'],
  ),
  style(
    'straight',
    [0, 3, 0, 2],
    ['tied-back # hair', '# hair tied back', 'a # updo'],
    ['female11'],
  ),
  style(
    'straight',
    [0, 6, 0, 6],
    ['a long # ponytail', '# hair in a ponytail', 'a # ponytail'],
    ['female11', 'female3'],
    hanging,
  ),
]
