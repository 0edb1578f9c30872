/** Iterative Identity Discovery: who a description means, found once and then kept. */

import { type GatheredIdentity, type GatherRequest, gatherIdentity } from './gather-identity.ts'
import { drawPortraits, type Portraits, type PortraitsRequest } from './portraits.ts'

export interface IdentityDiscoveryRequest
  extends Omit<PortraitsRequest, 'first' | 'count'>,
    Pick<GatherRequest, 'components' | 'keepRatio' | 'iterations'> {
  readonly portraits?: number
}

export interface IdentityDiscovery
  extends GatheredIdentity,
    Pick<Portraits, 'embeddings' | 'rows'> {
  /** How many portraits were drawn. */
  readonly portraits: number
}

/**
 * Portraits from the description alone, encoded, filtered, averaged. RangeError when an option
 * makes no sense. IdentityStory (AAAI 2026), Iterative Identity Discovery.
 */
export async function discoverCharacter({
  portraits: count,
  ...request
}: IdentityDiscoveryRequest): Promise<IdentityDiscovery> {
  const drawn = await drawPortraits({ ...request, count })
  const { embeddings, rows } = drawn
  const gathered = await gatherIdentity({ ...request, embeddings })
  const timings = { ...drawn.timings, ...gathered.timings }
  return { ...gathered, embeddings, rows, portraits: embeddings.length, timings }
}
