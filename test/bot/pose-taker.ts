import { type Attached, fetchPicture } from '../../bot/poses/fetch-picture.ts'
import { poseTaker } from '../../bot/poses/take-pose.ts'
import type { Languages } from '../../story/languages.ts'
import type { FrameStore } from '../../story/ports/pictures.ts'
import type { Store } from '../../story/ports/store.ts'

/** Takes poses into what stands in memory; their words count up. */
export function takerOf(here: { store: Store; pictures: FrameStore; languages: Languages }) {
  let count = 0
  return poseTaker({ ...here, newPoseId: () => (++count).toString(16).padStart(12, '0') })
}

/** Fetches as Troupe does, but that a platform's files are at a double's address. */
export const fetchingFrom =
  (host: string, double: string) =>
  (attached: Attached): Promise<Uint8Array> => {
    const real = `https://${host}`
    const url = attached.url.replace(double, real)
    const request = (address: string, init: RequestInit) =>
      fetch(address.replace(real, double), init)
    return fetchPicture({ ...attached, url }, { request: request as never })
  }
