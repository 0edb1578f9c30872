import type { LookupAddress } from 'node:dns'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { isPublic, publicLookup } from '../../../bot/poses/public-address.ts'

test.each(
  `127.0.0.1 127.9.9.9 0.0.0.0 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254
  100.64.0.1 192.0.2.7 198.18.0.1 224.0.0.1 255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8
  64:ff9b::a00:1 fe80::1 fc00::1 fd12::1 ff02::1 2001:db8::1 2002:7f00:1::`.split(/\s+/),
)('%s is not on the internet', (address) => {
  expect(isPublic(address)).toBe(false)
})

test.each('8.8.8.8 162.159.130.233 172.32.0.1 2606:4700::6810:1 2a00:1450:4001::200e'.split(' '))(
  '%s is',
  (address) => {
    expect(isPublic(address)).toBe(true)
  },
)

/** What whoever connects gets of a name with these addresses. */
const looked = (addresses: LookupAddress[], all: boolean) =>
  promisify(publicLookup((_, __, done) => done(null, addresses)))('cdn.example', { all })

test('a name is what it resolves to, and one address within is enough to refuse it', async () => {
  const [outside, inside] = [
    { address: '8.8.8.8', family: 4 },
    { address: '10.0.0.1', family: 4 },
  ]
  expect(await looked([outside], true)).toEqual([outside])
  expect(await looked([outside], false)).toBe('8.8.8.8')
  await expect(looked([outside, inside], true)).rejects.toThrow('10.0.0.1, which is not public')
  await expect(looked([], true)).rejects.toThrow('cdn.example')
  const away = publicLookup((_, __, done) => done(new Error('ENOTFOUND'), []))
  await expect(promisify(away)('cdn.example', {})).rejects.toThrow('ENOTFOUND')
})
