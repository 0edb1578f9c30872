import type { Artist } from '../story/artist.ts'
import { UserError } from '../story/errors.ts'
import type { Timings } from '../story/frame.ts'

type Kind = 'frame' | 'character'

/** Who counts what a worker does. */
export interface Meter {
  /** Milliseconds of each stage of one drawing. */
  drew(kind: Kind, timings: Timings): void
  /** One drawing that failed; the code of a UserError, or `unexpected`. */
  failed(kind: Kind, reason: string): void
  /** Bytes that the model process holds. */
  modelMemory(bytes: number): void
}

/** The same artist under somebody's eyes. */
export function meteredArtist(artist: Artist, meter: Meter): Artist {
  const watch = async <T extends { readonly timings: Timings }>(
    kind: Kind,
    work: Promise<T>,
    signal: AbortSignal,
  ): Promise<T> => {
    try {
      const result = await work
      meter.drew(kind, result.timings)
      return result
    } catch (error) {
      // What was cancelled did not fail.
      if (!signal.aborted)
        meter.failed(kind, error instanceof UserError ? error.code : 'unexpected')
      throw error
    }
  }
  return {
    drawPortraits: (request, hooks) =>
      watch('character', artist.drawPortraits(request, hooks), hooks.signal),
    gather: (request, hooks) => watch('character', artist.gather(request, hooks), hooks.signal),
    draw: (request, hooks) => watch('frame', artist.draw(request, hooks), hooks.signal),
    close: () => artist.close(),
  }
}
