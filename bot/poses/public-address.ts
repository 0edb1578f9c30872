/** Which addresses are on the internet: what others name is fetched from nowhere else. */

import { type LookupAddress, lookup } from 'node:dns'
import { BlockList, isIPv6, type LookupFunction } from 'node:net'

/** IANA's registries of special-purpose addresses, and multicast. */
const special = [
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24',
  '192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24',
  '224.0.0.0/4 240.0.0.0/4',
  // Of the new kind only 2000::/3 is given out; within it these lead elsewhere or nowhere.
  '::/3 4000::/2 8000::/1 2001::/23 2001:db8::/32 2002::/16 3fff::/20',
]
const kindOf = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4')
// Two lists: one would take every old address for a new one that contains it.
const blocked = { ipv4: new BlockList(), ipv6: new BlockList() }
for (const range of special.flatMap((line) => line.split(' '))) {
  const [address = '', bits] = range.split('/')
  const kind = kindOf(address)
  blocked[kind].addSubnet(address, Number(bits), kind)
}

export function isPublic(address: string): boolean {
  const kind = kindOf(address)
  return !blocked[kind].check(address, kind)
}

type Resolve = (
  host: string,
  options: { readonly all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/**
 * Looks a name up for whoever connects, and fails when one of its addresses is not public: what was
 * checked is what is connected to.
 */
export const publicLookup =
  (resolve: Resolve = lookup): LookupFunction =>
  (host, options, done) =>
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return done(error, [])
      const inside = addresses.find(({ address }) => !isPublic(address))
      const [first] = addresses
      if (inside !== undefined) {
        done(new Error(`${host} has the address ${inside.address}, which is not public`), [])
      } else if (first === undefined) done(new Error(`${host} has no address`), [])
      else if (options.all) done(null, addresses)
      else done(null, first.address, first.family)
    })
