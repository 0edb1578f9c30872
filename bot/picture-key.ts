import type { Store } from '../story/ports/store.ts'
import type { PictureOf } from './chat.ts'

/** Where the frame store has a picture; undefined when there is none, or not in that workspace. */
export async function pictureKey(
  { frames, characters }: Pick<Store, 'frames' | 'characters'>,
  tenantId: string,
  { of, id }: PictureOf,
): Promise<string | undefined> {
  if (of === 'portrait') return (await characters.get(tenantId, id))?.portrait
  const frame = await frames.get(tenantId, id)
  return of === 'frame' ? frame?.image : frame?.template
}
