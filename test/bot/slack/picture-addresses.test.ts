import { expect, test } from 'vitest'
import { openSigner } from '../../../bot/signing.ts'
import { goodForSeconds, pictureAddresses } from '../../../bot/slack/picture-addresses.ts'

const began = 1_800_000_000_000
let now = began
const signer = openSigner('slack pictures', [new Uint8Array(32).fill(1)])
const addresses = pictureAddresses('https://troupe.example.org', signer, () => now)
const named = { team: 'T1', of: 'frame', id: '5b1f-9c' } as const
const address = addresses.of(named)
/** As a server sees it. */
const path = address.replace('https://troupe.example.org', '')

test('an address names one picture of one workspace until its time is over', () => {
  expect(path).toMatch(
    /^\/slack\/pictures\/T1\/frame\/5b1f-9c\.png\?until=\d+&signature=[\w-]{43}$/,
  )
  expect(addresses.read(path)).toEqual(named)
  now = began + goodForSeconds * 1000
  expect(addresses.read(path)).toEqual(named)
  now += 1
  expect(addresses.read(path)).toBe('expired')
  now = began
})

test.each([
  ['another workspace', path.replace('T1', 'T2')],
  ['another picture', path.replace('9c', '9d')],
  ['another kind', path.replace('/frame/', '/template/')],
  ['more time', path.replace(/until=1/, 'until=2')],
  ['no time', path.replace(/until=\d+&/, '')],
  ['no end of time', path.replace(/until=\d+/, 'until=Infinity')],
  [
    'another signature',
    path.replace(/signature=./, (all) => (all === 'signature=A' ? 'signature=B' : 'signature=A')),
  ],
  ['no signature', path.replace(/&signature=.*/, '')],
  ['a signature of its own first', path.replace('signature=', 'signature=AAAA&signature=')],
  ['a part that moved', path.replace('/T1/frame/5b1f-9c', '/T1F/frame/5b1f-9c')],
])('%s is forged', (_what, changed) => {
  expect(changed).not.toBe(path)
  expect(addresses.read(changed)).toBe('forged')
})

test.each([
  '/',
  '//',
  'http://',
  '/slack/pictures/',
  '/slack/pictures/T1/frame/..%2f..%2fsecret.png?until=1&signature=A',
  '/slack/pictures/T1/frame/../../secret.png?until=1&signature=A',
  path.replace('frame', 'frames'),
  path.replace('.png', ''),
  path.replace('T1', 't1'),
  path.replace('5b1f', '5b1f%0a'),
  path.replace('/slack/', '/other/'),
])('%s is no address of a picture', (strange) => {
  expect(addresses.read(strange)).toBe('strange')
})
