/** Keeps secrets that stand in the database unreadable without the keys of the settings. */

import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/** A secret, and the name of the key that opens it. */
export interface Sealed {
  readonly keyId: string
  /** 12 bytes of nonce, 16 of tag, and as many as the secret has in UTF-8. */
  readonly bytes: Uint8Array<ArrayBuffer>
}

export interface Vault {
  /** Names the key that seals. */
  readonly keyId: string
  has(keyId: string): boolean
  /** `about` is not hidden, and must be the same when it is opened: sealed things cannot change places. */
  seal(secret: string, about: string): Sealed
  /** Throws an Error when there is no such key, or the bytes are not what was sealed. */
  open(sealed: Sealed, about: string): string
}

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/** Tells keys apart without telling them: what SHA-256 makes of one, cut to 8 hexadecimal digits. */
export const keyIdOf = (key: Uint8Array): string =>
  createHash('sha256').update('troupe key').update(key).digest('hex').slice(0, 8)

/**
 * AES-256-GCM (NIST SP 800-38D) with random nonces. Keys have 32 bytes: the first one seals, all open.
 */
export function openVault([key, ...others]: readonly [Uint8Array, ...Uint8Array[]]): Vault {
  const keys = new Map([key, ...others].map((one) => [keyIdOf(one), one]))
  const keyId = keyIdOf(key)

  return {
    keyId,
    has: (id) => keys.has(id),
    seal(secret, about) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(about))
      const hidden = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      const bytes = Buffer.concat([nonce, cipher.getAuthTag(), hidden])
      return { keyId, bytes: new Uint8Array(bytes) }
    },
    open({ keyId: id, bytes }, about) {
      const known = keys.get(id)
      if (known === undefined) throw new Error(`there is no key ${id}`)
      const [nonce, tag] = [
        bytes.subarray(0, nonceBytes),
        bytes.subarray(nonceBytes, nonceBytes + tagBytes),
      ]
      const decipher = createDecipheriv(algorithm, known, nonce, { authTagLength: tagBytes })
      decipher.setAAD(Buffer.from(about)).setAuthTag(tag)
      const hidden = bytes.subarray(nonceBytes + tagBytes)
      return Buffer.concat([decipher.update(hidden), decipher.final()]).toString('utf8')
    },
  }
}
