import { setTimeout as pause } from 'node:timers/promises'
import type { Progress } from '../../story/artist.ts'
import type { Subject, Workshop } from './workshop.ts'

export interface Reported extends Subject {
  /** Writes down how far it is. */
  tell(progress: Progress): Promise<void>
}

export interface Report {
  readonly onProgress: (progress: Progress) => void
  /** Nothing is written afterwards. */
  end(): Promise<void>
}

/**
 * Writes the last word about running work, at most one each `intervalMs`. A preview stays until
 * the next one. A report that cannot be written is no reason to stop drawing.
 */
export function openReport(
  reported: Pick<Reported, 'id' | 'threadId' | 'tell'>,
  { changes, log }: Pick<Workshop, 'changes' | 'log'>,
  intervalMs = 250,
): Report {
  const { id, threadId } = reported
  const ended = new AbortController()
  let latest: Progress | undefined
  let preview: Uint8Array | undefined
  let writing: Promise<void> | undefined

  async function write(): Promise<void> {
    while (latest !== undefined && !ended.signal.aborted) {
      const progress = latest
      latest = undefined
      try {
        await reported.tell(progress)
        await changes.publish({ kind: 'progress', id, threadId })
      } catch (error) {
        log.debug({ err: error, id }, 'progress was not written')
      }
      await pause(intervalMs, undefined, { signal: ended.signal }).catch(() => undefined)
    }
    writing = undefined
  }

  return {
    onProgress(progress) {
      preview = progress.preview ?? preview
      latest = { ...progress, preview }
      writing ??= write()
    },
    async end() {
      ended.abort()
      await writing
    },
  }
}
