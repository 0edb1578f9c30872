import type { FrameStore } from '../story/ports/pictures.ts'
import { diskFrameStore } from './frame-store.ts'
import { readFramesAddress } from './frames-address.ts'
import { s3FrameStore } from './s3-frame-store.ts'
import type { S3Key } from './s3-key.ts'

/** The frame store of FRAMES_URL. Throws a RangeError of one line when that makes no sense. */
export function openFrameStore(url: string, key: S3Key): FrameStore {
  const address = readFramesAddress(url)
  return address.kind === 'folder' ? diskFrameStore(address.folder) : s3FrameStore(address, key)
}
