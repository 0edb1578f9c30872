/** Addresses of single pictures, for Slack to fetch what it does not take as a file. Pure. */

import type { PictureOf } from '../chat.ts'
import type { Signer } from '../signing.ts'

/** A picture of a workspace. */
export interface Named extends PictureOf {
  readonly team: string
}

export interface PictureAddresses {
  /** Where Slack finds a picture, for a year. */
  of(named: Named): string
  /** What an address names; otherwise why it opens nothing. */
  read(address: string): Named | 'strange' | 'forged' | 'expired'
}

export const picturesPath = '/slack/pictures/'
/** Slack keeps a copy for a time that it does not tell, and asks again when people look at an old message. */
export const goodForSeconds = 365 * 86_400

const shape = /^([A-Z0-9]{1,30})\/(frame|template|portrait)\/([A-Za-z0-9-]{1,64})\.png$/

/** What is signed; none of its parts can hold a line's end. */
const signedText = ({ team, of, id }: Named, until: string): string =>
  [team, of, id, until].join('\n')

export const pictureAddresses = (
  publicUrl: string,
  { sign, isSigned }: Signer,
  now: () => number = Date.now,
): PictureAddresses => ({
  of(named) {
    const until = String(Math.floor(now() / 1000) + goodForSeconds)
    const query = new URLSearchParams({ until, signature: sign(signedText(named, until)) })
    const { team, of, id } = named
    return `${publicUrl}${picturesPath}${team}/${of}/${id}.png?${query}`
  },
  read(address) {
    if (!URL.canParse(address, publicUrl)) return 'strange'
    const { pathname, searchParams } = new URL(address, publicUrl)
    const [, team, of, id] = shape.exec(pathname.slice(picturesPath.length)) ?? []
    if (!pathname.startsWith(picturesPath) || team === undefined) return 'strange'
    const named = { team, of: of as PictureOf['of'], id: id! }
    const until = searchParams.get('until') ?? ''
    if (!isSigned(signedText(named, until), searchParams.get('signature') ?? '')) return 'forged'
    return Number(until) < now() / 1000 ? 'expired' : named
  },
})
