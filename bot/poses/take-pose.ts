/** Takes pictures of poses that people attach: checked, written anew, and kept before they are promised. */

import { checkPose } from '../../commands/pose.ts'
import type { Language } from '../../story/artist.ts'
import type { FrameStore } from '../../story/ports/pictures.ts'
import type { Store } from '../../story/ports/store.ts'
import { keepPose } from '../../story/poses.ts'
import { decodeThreadId } from '../../story/thread-id.ts'
import { readPicture } from './read-picture.ts'

export interface PoseTaker {
  /** Whether the model draws them; where it does not, nobody is asked for one. */
  readonly drawsPoses: boolean
  /**
   * The word that stands for the picture in a command, once it is kept; `read` gives its bytes. They are
   * not asked for where the model draws no poses. UserError with the reason when it is not taken.
   */
  take(threadId: string, read: () => Promise<Uint8Array>): Promise<string>
}

interface Taking {
  readonly store: Pick<Store, 'attached' | 'tenant'>
  readonly pictures: Pick<FrameStore, 'checkRoom' | 'put'>
  readonly language: Language
  /** Twelve hexadecimal digits. */
  readonly newPoseId: () => string
}

export const poseTaker = ({ store, pictures, language, newPoseId }: Taking): PoseTaker => ({
  drawsPoses: language.drawsPoses,
  async take(threadId, read) {
    const id = newPoseId()
    checkPose(id, language)
    const png = await readPicture(await read())
    const { platform, workspace } = decodeThreadId(threadId)
    const tenant = await store.tenant(platform, workspace)
    await keepPose(store, pictures, { tenantId: tenant.id, id, png })
    return id
  },
})
