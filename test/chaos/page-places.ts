import { setTimeout as sleep } from 'node:timers/promises'
import { description, type Place, type Saying } from './tellers.ts'

interface Answer {
  readonly isTaken: boolean
  readonly text: string
}

/** Threads of the local page. A program there repeats itself until it is answered. */
export async function pagePlaces(address: string, count: number): Promise<Place[]> {
  const ask = async (thread: string, text: string, user: string, id: string): Promise<Answer> => {
    const response = await fetch(`${address}/api/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ thread, text, user, id }),
      signal: AbortSignal.timeout(20_000),
    }).catch(() => undefined)
    return {
      isTaken: response?.ok === true,
      text: (await response?.text().catch(() => undefined)) ?? '',
    }
  }

  function say(thread: string, prompt: string, user: string): Saying {
    const id = `${thread}-${prompt.replaceAll(/\W+/g, '-')}`
    let last: Answer = { isTaken: false, text: '' }
    const over = (async () => {
      for (let attempt = 0; attempt < 5; attempt++) {
        last = await ask(thread, `/story next ${prompt}`, user, id)
        if (last.isTaken) return
        await sleep(1000)
      }
    })()
    return {
      over,
      get isAcknowledged() {
        return last.isTaken
      },
      get heard() {
        return last.text
      },
    }
  }

  await ask('page-0', `/character add Mira ${description}`, 'Ann', 'mira')
  const threads = Array.from({ length: count }, (_, i) => `page-${i}`)
  return Promise.all(
    threads.map(async (thread, i) => {
      await ask(thread, '/story start "The lighthouse"', 'Ann', `start-${i}`)
      return {
        name: `page ${i}`,
        platform: 'web' as const,
        say: (prompt: string) => say(thread, prompt, ['Ann', 'Ben'][i % 2]!),
        written: undefined,
      }
    }),
  )
}
