import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { keyIdOf, openVault } from '../../bot/vault.ts'

const [first, second] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)]

test('what is sealed is opened, and never looks the same twice', () => {
  const vault = openVault([first])
  const sealed = vault.seal('xoxb-1 ü', 'T1')
  expect(sealed.keyId).toBe(vault.keyId)
  expect(sealed.bytes).toHaveLength(12 + 16 + 9)
  expect(Buffer.from(sealed.bytes).includes('xoxb')).toBe(false)
  expect(vault.seal('xoxb-1 ü', 'T1').bytes).not.toEqual(sealed.bytes)
  expect(vault.open(sealed, 'T1')).toBe('xoxb-1 ü')
})

test('any changed bit, a shorter tag, another subject or another key is noticed', () => {
  const vault = openVault([first])
  const { keyId, bytes } = vault.seal('xoxb-1', 'T1')
  for (let i = 0; i < bytes.length * 8; i++) {
    const flipped = bytes.slice()
    flipped[i >> 3]! ^= 1 << (i & 7)
    expect(() => vault.open({ keyId, bytes: flipped }, 'T1')).toThrow()
  }
  for (let length = 0; length < bytes.length; length++) {
    expect(() => vault.open({ keyId, bytes: bytes.slice(0, length) }, 'T1')).toThrow()
  }
  expect(() => vault.open({ keyId, bytes }, 'T2')).toThrow()
  const other = openVault([second])
  expect(() => other.open({ keyId, bytes }, 'T1')).toThrow(`there is no key ${keyId}`)
  expect(() => other.open({ keyId: other.keyId, bytes }, 'T1')).toThrow()
})

test('the first key seals, all keys open', () => {
  const before = openVault([first]).seal('xoxb-1', 'T1')
  const vault = openVault([second, first])
  expect(vault.keyId).toBe(keyIdOf(second))
  expect([vault.has(keyIdOf(first)), vault.has(keyIdOf(randomBytes(32)))]).toEqual([true, false])
  expect(vault.open(before, 'T1')).toBe('xoxb-1')
  expect(vault.seal('xoxb-1', 'T1').keyId).toBe(keyIdOf(second))
})
