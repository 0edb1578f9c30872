/** Signs what goes out in an address and comes back, so that nobody else makes one. */

import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

export interface Signer {
  sign(text: string): string
  /** Whether one of the keys signed that text. */
  isSigned(text: string, signature: string): boolean
}

const bytes = 32

/**
 * HMAC-SHA256 with keys that are made of those of the settings for one purpose alone (HKDF, RFC 5869):
 * the first one signs, all know what they signed.
 */
export function openSigner(
  purpose: string,
  [key, ...others]: readonly [Uint8Array, ...Uint8Array[]],
): Signer {
  const derived = (from: Uint8Array): Buffer =>
    Buffer.from(hkdfSync('sha256', from, new Uint8Array(), `troupe ${purpose}`, bytes))
  const digest = (secret: Buffer, text: string): Buffer =>
    createHmac('sha256', secret).update(text).digest()
  const own = derived(key)
  const all = [own, ...others.map(derived)]

  return {
    sign: (text) => digest(own, text).toString('base64url'),
    isSigned(text, signature) {
      const given = Buffer.from(signature, 'base64url')
      // Two texts of base64 may stand for the same bytes: only the one that we write counts.
      if (given.length !== bytes || given.toString('base64url') !== signature) return false
      return all.some((one) => timingSafeEqual(digest(one, text), given))
    },
  }
}
