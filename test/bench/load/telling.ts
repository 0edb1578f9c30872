import type { Random } from '../../../training/random.ts'
import type { Discord } from '../../doubles/discord/start.ts'
import type { Place } from './scene.ts'

export interface Telling {
  /** Goes on with a story; resolves when its frame is posted with its picture. */
  tell(place: Place): Promise<void>
  end(): void
}

/** How often the double is asked what came, ms. */
const lookMs = 5
const patienceMs = 300_000

/** Tells frames, one at a time in each thread, by looking once at each request that the bot makes. */
export function openTelling(discord: Discord, random: Random): Telling {
  const waiting = new Map<string, () => void>()
  let seen = discord.requests.length
  const look = (): void => {
    for (; seen < discord.requests.length; seen++) {
      const { path, body, status } = discord.requests[seen]!
      // It is still being answered.
      if (status === 0) return
      const [, channelId] = /^\/channels\/(\d+)\/messages/.exec(path) ?? []
      const arrive = waiting.get(channelId ?? '')
      if (arrive === undefined || !JSON.stringify(body)?.includes('"label":"Next"')) continue
      waiting.delete(channelId!)
      arrive()
    }
  }
  const timer = setInterval(look, lookMs)

  return {
    tell: ({ thread, people }) =>
      new Promise((resolve, reject) => {
        const late = () => reject(new Error(`no frame came in ${patienceMs / 1000} s`))
        const patience = setTimeout(late, patienceMs)
        waiting.set(thread.id, () => {
          clearTimeout(patience)
          resolve()
        })
        random.pick(people).slash(thread, 'story next', { prompt: 'Mira in a park' })
      }),
    end: () => clearInterval(timer),
  }
}
