import type { Subject, Workshop } from './workshop.ts'

export interface Watch {
  /** Fires when the work is no longer wanted, or with the signal that was given. */
  readonly signal: AbortSignal
  isWanted(): boolean
  end(): void
}

/**
 * Watches whether somebody still wants a piece of work. Changes may be lost, so it also looks by
 * itself every `pollMs`; a look that fails says nothing.
 */
export function watchWanted(
  { id, kind, threadId }: Subject,
  look: () => Promise<boolean>,
  { changes, log }: Pick<Workshop, 'changes' | 'log'>,
  signal: AbortSignal,
  pollMs = 3000,
): Watch {
  const unwanted = new AbortController()
  const check = async (): Promise<void> => {
    try {
      if (!(await look())) unwanted.abort(new DOMException('no longer wanted', 'AbortError'))
    } catch (error) {
      log.debug({ err: error, id }, 'could not see whether the work is still wanted')
    }
  }
  const unsubscribe = changes.subscribe((change) => {
    const isSubject = change.id === id && change.kind === kind
    // Whoever cancels says so in the thread.
    const isSaid = change.kind === 'command' && change.threadId === threadId
    if (isSubject || isSaid) void check()
  })
  const timer = setInterval(check, pollMs)
  return {
    signal: AbortSignal.any([signal, unwanted.signal]),
    isWanted: () => !unwanted.signal.aborted,
    end() {
      unsubscribe()
      clearInterval(timer)
    },
  }
}
