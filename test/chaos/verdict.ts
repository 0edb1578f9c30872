/** Whether every accepted command ended in one frame, posted once and in order, or in one told failure. */

import type pg from 'pg'
import type { Place, Written } from './tellers.ts'

/** A command to go on with a story, known by the number in its words. */
export interface Said {
  readonly number: number
  readonly place: Place
  /** Whether whoever said it saw that it was taken. */
  readonly isAccepted: boolean
}

/** The mark of a command in its words, in which none is the beginning of another. */
export const markOf = (number: number): string => `scene ${number}.`

const numberIn = (text: string): number | undefined => {
  const found = /scene (\d+)\./.exec(text)
  return found === null ? undefined : Number(found[1])
}

interface Row {
  readonly text: string
  readonly reply: { readonly error?: { readonly code: string } } | null
  readonly isTold: boolean
  readonly frames: readonly {
    readonly state: string
    readonly position: number
    readonly episode: string
    readonly deliveries: readonly string[]
  }[]
}

/** What is still under way: commands without an answer, frames, and what is to be told. */
export async function unfinished(rows: pg.Client): Promise<number> {
  const { rows: found } = await rows.query<{ left: number }>(`
    select ((select count(*) from commands where reply is null)
      + (select count(*) from frames where state in ('waiting', 'queued', 'drawing', 'drawn'))
      + (select count(*) from deliveries where state <> 'sent')
      + (select count(*) from commands c join tenants t on t.id = c.tenant_id
          where told_at is null and t.platform <> 'web'))::int as left`)
  return found[0]!.left
}

/** Every complaint, a sentence each; none is what was promised. */
export async function judge(rows: pg.Client, said: readonly Said[]): Promise<string[]> {
  const stored = await readCommands(rows)
  const complaints: string[] = []
  const places = new Map<Place, Said[]>()
  for (const one of said) {
    const { number, place, isAccepted } = one
    const what = `${place.name}, command ${number}`
    const commands = stored.get(number) ?? []
    if (commands.length === 0 && isAccepted) complaints.push(`${what}: accepted and lost`)
    if (commands.length > 1) complaints.push(`${what}: carried out ${commands.length} times`)
    for (const command of commands) complaints.push(...judgeCommand(command, what, place))
    if (commands.length > 0) places.set(place, [...(places.get(place) ?? []), one])
  }
  for (const [place, told] of places) {
    if (place.written !== undefined) {
      complaints.push(...judgeMessages(place.name, place.written(), told, stored))
    }
  }
  return [...complaints, ...judgePositions(stored)]
}

async function readCommands(rows: pg.Client): Promise<Map<number, Row[]>> {
  const { rows: found } = await rows.query<Row>(`
    select c.text, c.reply, c.told_at is not null as "isTold",
      coalesce((select json_agg(json_build_object(
        'state', f.state, 'position', f.position, 'episode', f.episode_id,
        'deliveries', (select coalesce(json_agg(d.state), '[]') from deliveries d where d.frame_id = f.id)))
        from frames f where f.command_id = c.id), '[]') as frames
    from commands c where c.text like '/story next%'`)
  const byNumber = new Map<number, Row[]>()
  for (const row of found) {
    const number = numberIn(row.text)
    if (number !== undefined) byNumber.set(number, [...(byNumber.get(number) ?? []), row])
  }
  return byNumber
}

function judgeCommand({ reply, isTold, frames }: Row, what: string, place: Place): string[] {
  if (reply === null) return [`${what}: never answered`]
  if (place.written !== undefined && !isTold) return [`${what}: its answer was never told`]
  if (reply.error !== undefined) {
    if (reply.error.code === 'unexpected') return [`${what}: an outage was taken for a bug`]
    return frames.length === 0 ? [] : [`${what}: refused, and a frame all the same`]
  }
  if (frames.length !== 1) return [`${what}: ${frames.length} frames`]
  const { state, deliveries } = frames[0]!
  if (state !== 'posted' && state !== 'failed') return [`${what}: its frame is ${state}`]
  return deliveries.length === 1 && deliveries[0] === 'sent'
    ? []
    : [`${what}: deliveries ${deliveries.join(', ') || 'none'}`]
}

/** One message for each frame, with a picture when it was drawn, in the order of the story. */
function judgeMessages(
  where: string,
  written: readonly Written[],
  told: readonly Said[],
  stored: ReadonlyMap<number, readonly Row[]>,
): string[] {
  const complaints: string[] = []
  const order: number[] = []
  for (const { number } of told) {
    const frame = stored.get(number)?.[0]?.frames[0]
    const messages = written.filter(({ text }) => numberIn(text) === number)
    const expected = frame === undefined ? 0 : 1
    if (messages.length !== expected) {
      complaints.push(`${where}, command ${number}: ${messages.length} messages`)
    }
    const [message] = messages
    if (frame !== undefined && message && message.hasPicture !== (frame.state === 'posted')) {
      complaints.push(
        `${where}, command ${number}: ${frame.state}, but its message shows otherwise`,
      )
    }
  }
  for (const { text } of written) {
    const frame = stored.get(numberIn(text) ?? -1)?.[0]?.frames[0]
    if (frame !== undefined) order.push(frame.position)
  }
  const wrong = order.filter((position, i) => i > 0 && position < order[i - 1]!)
  if (wrong.length > 0) complaints.push(`${where}: out of order at ${wrong.join(', ')}`)
  return complaints
}

/** The frames of an episode are numbered from 1 without a gap. */
function judgePositions(stored: ReadonlyMap<number, readonly Row[]>): string[] {
  const byEpisode = new Map<string, number[]>()
  for (const { episode, position } of [...stored.values()].flat().flatMap(({ frames }) => frames)) {
    byEpisode.set(episode, [...(byEpisode.get(episode) ?? []), position])
  }
  return [...byEpisode].flatMap(([episode, positions]) => {
    const sorted = positions.toSorted((a, b) => a - b)
    const isWhole = sorted.every((position, i) => position === i + 1)
    return isWhole ? [] : [`episode ${episode}: frames at ${sorted.join(', ')}`]
  })
}
