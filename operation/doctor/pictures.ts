import { randomUUID } from 'node:crypto'
import type { FrameStore } from '../../story/ports/pictures.ts'
import type { Finding } from './finding.ts'

const about = 'pictures'

/** Keeps, reads and removes one tiny picture. Rejects with what cannot be done, a sentence. */
export async function examinePictures(frames: FrameStore): Promise<Finding[]> {
  await frames.checkRoom()
  const key = `doctor/${randomUUID()}.png`
  const bytes = new Uint8Array([1, 2, 3])
  await frames.put(key, bytes)
  const kept = await frames.get(key)
  await frames.remove(key)
  if (kept === undefined || Buffer.compare(kept, bytes) !== 0) {
    return [{ about, state: 'bad', sentence: 'What was kept is not what comes back.' }]
  }
  return [{ about, state: 'good', sentence: 'Pictures are kept, read and removed.' }]
}
