import type { FrameStore } from './ports/pictures.ts'
import type { Store } from './ports/store.ts'

/** How long a picture waits for the frame that it was attached for, milliseconds. */
export const waitsForItsFrame = 86_400_000

/** What people and commands call an attached picture: a short word of ours. */
export const poseId = /^[0-9a-f]{12}$/

/** Where the picture of a pose lies; of another workspace it is nowhere. */
export const poseKey = (tenantId: string, id: string): string => `poses/${tenantId}/${id}.png`

/**
 * Keeps an attached picture until a frame takes it. It is noted first, so that none is left behind.
 * UserError `no-room` when there is no room for it.
 */
export async function keepPose(
  store: Pick<Store, 'attached'>,
  pictures: Pick<FrameStore, 'checkRoom' | 'put'>,
  { tenantId, id, png }: { tenantId: string; id: string; png: Uint8Array },
): Promise<void> {
  await pictures.checkRoom()
  const key = poseKey(tenantId, id)
  await store.attached.add(tenantId, key)
  await pictures.put(key, png)
}
