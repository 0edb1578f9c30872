import { expect, test } from 'vitest'
import { openSigner } from '../../bot/signing.ts'

const [key, old, strange] = [1, 2, 3].map((byte) => new Uint8Array(32).fill(byte)) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
]
const signer = openSigner('pictures', [key])
const signature = signer.sign('a text')

test('knows what it signed, the same every time', () => {
  expect(signature).toMatch(/^[\w-]{43}$/)
  expect(openSigner('pictures', [key]).sign('a text')).toBe(signature)
  expect(signer.isSigned('a text', signature)).toBe(true)
})

test('another text, another purpose or another key is not signed', () => {
  expect(signer.isSigned('a text ', signature)).toBe(false)
  expect(openSigner('windows', [key]).isSigned('a text', signature)).toBe(false)
  expect(openSigner('pictures', [strange]).isSigned('a text', signature)).toBe(false)
})

test('no change of a signature is one', () => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  for (let at = 0; at < signature.length; at++) {
    for (const letter of alphabet) {
      const changed = `${signature.slice(0, at)}${letter}${signature.slice(at + 1)}`
      expect(signer.isSigned('a text', changed), changed).toBe(changed === signature)
    }
  }
  const others = ['', signature.slice(1), `${signature}A`, `${signature}=`, ` ${signature}`, '\0']
  for (const other of others) expect(signer.isSigned('a text', other), other).toBe(false)
})

test('a key from before still opens, and signs nothing', () => {
  const now = openSigner('pictures', [old, key])
  expect(now.isSigned('a text', signature)).toBe(true)
  expect(now.sign('a text')).toBe(openSigner('pictures', [old]).sign('a text'))
})
