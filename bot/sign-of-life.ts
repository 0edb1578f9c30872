/** Which processes live: each has a lock of its own, which runs out when it dies. */

import type { Locks } from '../story/ports/locks.ts'
import { openLeader } from './alone.ts'

export interface SignOfLife {
  /**
   * Gives the sign of this process, and says which of the others gave none, neither now nor when
   * this was asked last: after an outage all are silent for a moment.
   */
  dead(carriers: readonly string[]): Promise<string[]>
  close(): Promise<void>
}

const keyOf = (carrier: string): string => `carrier ${carrier}`

/** `own` names this process; it stands with all that it carries out. */
export function openSignOfLife(locks: Locks, own: string): SignOfLife {
  const sign = openLeader(locks, keyOf(own))
  let silentBefore: readonly string[] = []
  return {
    async dead(carriers) {
      await sign.leads()
      const living = new Set([keyOf(own), ...(await locks.held(carriers.map(keyOf)))])
      const silent = carriers.filter((carrier) => !living.has(keyOf(carrier)))
      const dead = silent.filter((carrier) => silentBefore.includes(carrier))
      silentBefore = silent
      return dead
    },
    // A sign that cannot be taken back runs out.
    close: () => sign.close().catch(() => undefined),
  }
}
