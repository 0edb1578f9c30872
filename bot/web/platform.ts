import type { Changes } from '../../story/ports/progress.ts'
import type { PlatformPort } from '../platform.ts'

/** The web page reads the store itself, so posting is telling it to look again. */
export function webPlatform(changes: Changes): PlatformPort {
  return {
    name: 'web',
    async post(delivery) {
      await changes.publish({ kind: 'delivery', id: delivery.id, threadId: delivery.threadId })
      return undefined
    },
  }
}
