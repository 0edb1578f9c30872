/** People talk at a pace, wherever a story is told. */

import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { tryAgain } from '../../commands/outage.ts'
import type { Random } from '../../training/random.ts'
import { markOf, numberIn } from './rows.ts'
import type { Place } from './tellers.ts'
import type { Said } from './verdict.ts'

export interface Pace {
  /** Commands a second that people try to say, all together. */
  readonly rate: number
  /** Frames on the way in a story at most: people wait for some of them before they go on. */
  readonly mostOpen: number
  readonly isOver: () => boolean
  /** A command was acknowledged, and nobody was asked to say it again. */
  readonly onTaken: () => void
  readonly databaseUrl: string
}

/** What was said, and how long each took to be acknowledged. */
export interface Timed extends Said {
  readonly saidAt: number
  readonly acknowledgedAt: () => number | undefined
}

/** One in twenty cannot be drawn, and one in fifty fails in a way that nobody expects. */
const promptOf = (number: number, random: Random): string => {
  const who = random.weighted([
    ['Mira', 93],
    ['nobody', 5],
    ['Mira in a crash', 2],
  ])
  return `${who} in a park, ${markOf(number)}`
}

export async function tellStories(
  places: readonly Place[],
  random: Random,
  { rate, mostOpen, isOver, onTaken, databaseUrl }: Pace,
): Promise<Timed[]> {
  const said: Timed[] = []
  let open: ReadonlyMap<Place, number> = new Map()
  const looking = setInterval(
    () =>
      void findOpen(databaseUrl).then((numbers) => {
        if (numbers !== undefined) open = countByPlace(numbers, said)
      }),
    1000,
  )
  while (!isOver()) {
    await sleep((1000 / rate) * random.between(0.5, 1.5))
    const place = random.pick(places)
    if ((open.get(place) ?? 0) >= mostOpen) continue
    const number = said.length + 1
    const saidAt = performance.now()
    const saying = place.say(promptOf(number, random))
    let at: number | undefined
    void saying.over.then(() => {
      if (!saying.isAcknowledged) return
      at = performance.now()
      if (!saying.heard.includes(tryAgain)) onTaken()
    })
    said.push({ number, place, saying, saidAt, acknowledgedAt: () => at })
  }
  clearInterval(looking)
  await Promise.all(said.map(({ saying }) => saying.over))
  return said
}

function countByPlace(
  numbers: readonly number[],
  said: readonly Said[],
): ReadonlyMap<Place, number> {
  const counts = new Map<Place, number>()
  for (const number of numbers) {
    const place = said[number - 1]?.place
    if (place !== undefined) counts.set(place, (counts.get(place) ?? 0) + 1)
  }
  return counts
}

/** The numbers of commands without an answer or with a frame that is not finished; undefined while nobody knows. */
async function findOpen(url: string): Promise<number[] | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ text: string }>(`
      select text from commands where reply is null
      union all
      select c.text from frames f join commands c on c.id = f.command_id
        where f.state not in ('posted', 'failed')`)
    return rows.map(({ text }) => numberIn(text)).filter((number) => number !== undefined)
  } catch {
    return undefined
  } finally {
    await client.end().catch(() => {})
  }
}
