/** Takes pictures of poses that people attach: checked, written anew, and kept before they are promised. */

import { checkPose } from '../../commands/pose.ts'
import { type Languages, languageIn } from '../../story/languages.ts'
import type { FrameStore } from '../../story/ports/pictures.ts'
import type { Store, Tenant } from '../../story/ports/store.ts'
import { keepPose } from '../../story/poses.ts'
import { decodeThreadId } from '../../story/thread-id.ts'
import { readPicture } from './read-picture.ts'

export interface PoseTaker {
  /** Whether the model of a thread's workspace draws them; where it does not, nobody is asked for one. */
  drawsPoses(threadId: string): Promise<boolean>
  /**
   * The word that stands for the picture in a command, once it is kept; `read` gives its bytes. They are
   * not asked for where the model draws no poses. UserError with the reason when it is not taken.
   */
  take(threadId: string, read: () => Promise<Uint8Array>): Promise<string>
}

interface Taking {
  readonly store: Pick<Store, 'attached' | 'settings' | 'tenant'>
  readonly pictures: Pick<FrameStore, 'checkRoom' | 'put'>
  readonly languages: Languages
  /** Twelve hexadecimal digits. */
  readonly newPoseId: () => string
}

export function poseTaker({ store, pictures, languages, newPoseId }: Taking): PoseTaker {
  const tenantOf = (threadId: string): Promise<Tenant> => {
    const { platform, workspace } = decodeThreadId(threadId)
    return store.tenant(platform, workspace)
  }
  return {
    drawsPoses: async (threadId) =>
      (await languageIn(store, languages, await tenantOf(threadId))).drawsPoses,
    async take(threadId, read) {
      const id = newPoseId()
      const tenant = await tenantOf(threadId)
      checkPose(id, await languageIn(store, languages, tenant))
      const png = await readPicture(await read())
      await keepPose(store, pictures, { tenantId: tenant.id, id, png })
      return id
    },
  }
}
