/** Hair that ends above the shoulders. */

import { type Hairstyle, noBack, style } from './hairstyle.ts'

export const shortHairstyles: readonly Hairstyle[] = [
  style(
    'straight',
    [20, 2, 22, 3],
    ['short, straight # hair', 'short, straight # hair', 'short # hair'],
    ['short', 'short2', 'parted', 'emo'],
  ),
  style(
    'straight',
    [0, 14, 0, 14],
    ['short, straight # hair', 'short, straight # hair', 'a # bob', 'short # hair'],
    ['female4', 'female5', 'female6', 'female12'],
  ),
  style(
    'straight',
    [2, 0.5, 5, 1],
    ['short # hair with bangs', 'short, straight # hair with bangs', '# bangs'],
    ['shortBangs'],
  ),
  style(
    'straight',
    [8, 4, 9, 4],
    ['short, wavy # hair', 'short, wavy # hair', 'wavy # hair'],
    ['hair', 'middle-part'],
  ),
  style(
    'curly',
    [11, 12, 14, 13],
    ['short, curly # hair', 'short, curly # hair', 'short, curly # hair', 'curly # hair'],
    ['curly', 'curly2', 'curly3', 'short3', 'short3', 'curly3'],
  ),
  style(
    'curly',
    [5, 0.3, 5, 0],
    ['short, curly # hair', 'short, curly # hair', 'curly # hair'],
    ['curlyFade1', 'curlyFade2', 'blowoutFade'],
  ),
  style(
    'curly',
    [2, 3, 2, 3],
    ['a # afro', 'a # afro', 'a big # afro', '# afro hair'],
    ['afro', 'afro2'],
  ),
  style(
    'straight',
    [8, 0.8, 7, 0],
    ['a # buzz cut', 'very short # hair', 'short, cropped # hair', 'buzzed # hair'],
    ['crop', 'crop-fade', 'crop-fade2'],
  ),
  style(
    'bald',
    [7, 0.8, 0.8, 0.4],
    ['a bald head', 'a shaved head', 'a bald head'],
    ['bald', 'short-fade', 'short-fade-2'],
  ),
  style(
    'bald',
    [4, 0, 0, 0],
    ['balding # hair', 'thinning # hair', 'receding # hair'],
    ['short-bald'],
  ),
  style('braided', [1.5, 1, 1.5, 1], ['# cornrows', '# cornrows', 'braided # hair'], ['cornrows']),
  style(
    'straight',
    [3, 0.4, 3, 0.2],
    ['a # mohawk', 'a # mohawk', '# mohawk hair', 'a # faux hawk'],
    ['faux-hawk', 'fauxhawk-fade'],
  ),
  style(
    'straight',
    [3, 0, 3, 0],
    ['a # flat top', 'tall # hair', 'high # hair'],
    ['high', 'juice', 'tall-fade'],
  ),
  style(
    'straight',
    [7, 0.5, 8, 0.4],
    ['spiky # hair', 'short, spiky # hair', 'spiked # hair'],
    ['spike', 'spike2', 'spike3', 'spike4', 'messy-short'],
  ),
  style(
    'straight',
    [5, 2, 7, 2],
    ['messy # hair', 'short, messy # hair', 'tousled # hair', 'shaggy # hair'],
    ['messy', 'shaggy1', 'shaggy2'],
    [...noBack, ...noBack, 'shaggy'],
  ),
  style(
    'straight',
    [0, 4, 0, 5],
    ['short # hair with bangs', 'short, straight # hair', 'a # bob with bangs'],
    ['female1'],
  ),
  style(
    'braided',
    [2, 1, 1.5, 0.7],
    ['# dreadlocks', '# dreadlocks', '# locs', '# dreadlocks tied up'],
    ['dreads'],
  ),
]
