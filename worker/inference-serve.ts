import type { Artist, Hooks } from '../story/artist.ts'
import { type FromModel, type ToModel, toFailure } from './inference-messages.ts'

const say = (message: FromModel): void => {
  process.send?.(message)
}

function perform(artist: Artist, ask: Extract<ToModel, { kind: 'ask' }>, hooks: Hooks) {
  if (ask.call === 'draw') return artist.draw(ask.request, hooks)
  if (ask.call === 'gather') return artist.gather(ask.request, hooks)
  return artist.drawPortraits(ask.request, hooks)
}

const memoryEveryMs = 5000

/** The model process' side: opens an artist, then answers the worker until it goes away. */
export async function serveArtist(open: () => Promise<Artist>): Promise<void> {
  const running = new Map<number, AbortController>()
  process.on('disconnect', () => process.exit(0))
  let artist: Artist
  try {
    artist = await open()
  } catch (error) {
    say({ kind: 'broken', failure: toFailure(error) })
    process.disconnect?.()
    return
  }
  process.on('message', async (message: ToModel) => {
    const { id } = message
    if (message.kind === 'stop') {
      running.get(id)?.abort()
      return
    }
    const stop = new AbortController()
    running.set(id, stop)
    try {
      const result = await perform(artist, message, {
        signal: stop.signal,
        onProgress: (progress) => say({ kind: 'progress', id, progress }),
      })
      say({ kind: 'done', id, result })
    } catch (error) {
      say({ kind: 'failed', id, failure: toFailure(error) })
    } finally {
      running.delete(id)
    }
  })
  const tellMemory = (): void => say({ kind: 'memory', bytes: process.memoryUsage.rss() })
  setInterval(tellMemory, memoryEveryMs).unref()
  tellMemory()
  say({ kind: 'ready' })
}
