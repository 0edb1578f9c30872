import pg from 'pg'
import { quantile } from './load.ts'
import type { Place } from './scene.ts'
import { readStamps } from './stamps.ts'
import type { Telling } from './telling.ts'
import type { Troupe } from './troupe.ts'

export interface Times {
  readonly p50: number
  readonly p99: number
}

/** Milliseconds of a frame that costs nothing to draw, when nothing else waits. */
export interface QueueOverhead {
  readonly frames: number
  /** From the row of the frame to the model process. */
  readonly storedToHanded: Times
  /** In the model process, there and back. */
  readonly drawing: Times
  /** From the model process to the message with the picture. */
  readonly drawnToPosted: Times
}

interface Stored {
  readonly id: string
  readonly stored: number
  readonly messageId: string
}

/** Tells so many frames one after the other, and follows each from row to message. */
export async function measureQueue(
  { discord, databaseUrl, dataDir }: Troupe,
  { tell }: Telling,
  places: readonly Place[],
  frames: number,
): Promise<QueueOverhead> {
  const began = new Date()
  for (let i = 0; i < frames; i++) await tell(places[i % places.length]!)
  const posted = new Map(
    places
      .flatMap(({ thread }) => discord.channel(thread.id).messages)
      .map((message) => [message.id, message.editedAt ?? message.createdAt]),
  )
  const stamps = new Map((await readStamps(dataDir)).map((stamp) => [stamp.frameId, stamp]))
  const followed = (await readStored(databaseUrl, began)).flatMap(({ id, stored, messageId }) => {
    const [stamp, end] = [stamps.get(id), posted.get(messageId)]
    return stamp === undefined || end === undefined
      ? []
      : [
          {
            storedToHanded: stamp.handed - stored,
            drawing: stamp.drawn - stamp.handed,
            drawnToPosted: end - stamp.drawn,
          },
        ]
  })
  const times = (of: 'storedToHanded' | 'drawing' | 'drawnToPosted'): Times => {
    const values = followed.map((one) => one[of])
    return { p50: quantile(values, 0.5), p99: quantile(values, 0.99) }
  }
  return {
    frames: followed.length,
    storedToHanded: times('storedToHanded'),
    drawing: times('drawing'),
    drawnToPosted: times('drawnToPosted'),
  }
}

async function readStored(databaseUrl: string, since: Date): Promise<Stored[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows } = await client.query<Stored>(
      `select f.id, extract(epoch from f.created_at)::float8 * 1000 as stored,
        m.message_id as "messageId"
      from frames f join chat_messages m on m.subject_id = f.id where f.created_at >= $1`,
      [since],
    )
    return rows
  } finally {
    await client.end()
  }
}
