/** Who a set of portraits shows: filtered, averaged, and the portrait that comes nearest. */

import { cohesion } from '../identity/cohesion.ts'
import { discoverIdentity } from '../identity/svd-filter.ts'
import type { Tensor } from '../math/tensor.ts'
import type { Hooks, Model } from './model.ts'
import type { Portraits } from './portraits.ts'
import { stopwatch, type Timings } from './stopwatch.ts'

export interface GatherRequest extends Pick<Hooks, 'signal'> {
  readonly model: Model
  /** All portraits of one person, in order. */
  readonly portraits: Pick<Portraits, 'embeddings' | 'latents'>
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
  /** Index of the survivor nearest to the identity, and its picture [1, 3, H, W] in -1..1. */
  readonly chosen: number
  readonly portrait: Tensor
  readonly timings: Timings
}

/**
 * The identity of whom portraits show, whoever drew them. RangeError when there are none, or an option
 * makes no sense. IdentityStory (AAAI 2026), Iterative Identity Discovery.
 */
export async function gatherIdentity({
  model: { manifest, networks },
  portraits: { embeddings, latents },
  components = manifest.defaults.discovery.components,
  keepRatio = manifest.defaults.discovery.keepRatio,
  iterations = manifest.defaults.discovery.iterations,
  now = () => performance.now(),
  signal,
}: GatherRequest): Promise<GatheredIdentity> {
  const { timings, measure } = stopwatch(now)
  const { identity, kept } = await measure('filter', async () =>
    discoverIdentity(embeddings, { components, keepRatio, iterations }),
  )
  const chosen = nearest(embeddings, kept, identity)
  signal?.throwIfAborted()
  const portrait = await measure('decoding', () => networks.decoder.decode(latents[chosen]))
  return {
    identity,
    encoder: networks.identityEncoder.name,
    cohesion: cohesion(kept.map((index) => embeddings[index])),
    kept,
    chosen,
    portrait,
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
