/** Who a set of portraits shows: filtered, averaged, and which portrait comes nearest. */

import { cohesion } from '../identity/cohesion.ts'
import { discoverIdentity } from '../identity/svd-filter.ts'
import type { Model } from './model.ts'
import { stopwatch, type Timings } from './stopwatch.ts'

export interface GatherRequest {
  readonly model: Model
  /** Of all portraits of one person, in order. */
  readonly embeddings: readonly Float32Array[]
  readonly components?: number
  readonly keepRatio?: number
  /** Rounds of the filter; 0: the plain mean. */
  readonly iterations?: number
  readonly now?: () => number
}

export interface GatheredIdentity {
  /** [D], of the encoder `encoder`. */
  readonly identity: Float32Array
  readonly encoder: string
  /** Mean pairwise cosine similarity of the portraits that were kept. */
  readonly cohesion: number
  /** Indices of those that survived the filter, rising. */
  readonly kept: readonly number[]
  /** Index of the survivor nearest to the identity. */
  readonly chosen: number
  readonly timings: Timings
}

/**
 * The identity of whom portraits show, whoever drew them. RangeError when there are none, or an option
 * makes no sense. IdentityStory (AAAI 2026), Iterative Identity Discovery.
 */
export async function gatherIdentity({
  model: { manifest, networks },
  embeddings,
  components = manifest.defaults.discovery.components,
  keepRatio = manifest.defaults.discovery.keepRatio,
  iterations = manifest.defaults.discovery.iterations,
  now = () => performance.now(),
}: GatherRequest): Promise<GatheredIdentity> {
  const { timings, measure } = stopwatch(now)
  const { identity, kept } = await measure('filter', async () =>
    discoverIdentity(embeddings, { components, keepRatio, iterations }),
  )
  return {
    identity,
    encoder: networks.identityEncoder.name,
    cohesion: cohesion(kept.map((index) => embeddings[index])),
    kept,
    chosen: nearest(embeddings, kept, identity),
    timings,
  }
}

function nearest(
  embeddings: readonly Float32Array[],
  kept: readonly number[],
  identity: Float32Array,
): number {
  // The cohesion of two rows is their cosine similarity.
  const similarity = (index: number) => cohesion([embeddings[index], identity])
  return kept.reduce((best, index) => (similarity(index) > similarity(best) ? index : best))
}
