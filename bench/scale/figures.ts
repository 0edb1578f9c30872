import { readFile } from 'node:fs/promises'
import { z } from 'zod'

const parts = z.object({
  bot: z.number(),
  worker: z.number(),
  PostgreSQL: z.number(),
  Redis: z.number(),
})

/** What `npm run load -- --json` writes, as far as it is carried to more servers. */
const loadSchema = z.object({
  acknowledged: z.array(z.object({ load: z.string(), botCpu: z.number() })).min(1),
  many: z.object({
    /** CPU milliseconds a frame. */
    cpu: parts,
    requests: z.object({ counted: z.number() }),
    samples: z
      .array(z.object({ resident: z.object({ bot: z.number(), worker: z.number() }) }))
      .min(1),
  }),
  database: z.object({
    tables: z.array(z.object({ table: z.string(), rows: z.number(), bytes: z.number() })),
  }),
  redisJob: z.number(),
  pictures: z.object({ bundle: z.string(), perFrame: z.number() }),
})

/** What `npm run bench:reference -- --json` writes: CPU seconds of one thread. */
const referenceSchema = z.object({
  compared: z.array(z.object({ work: z.string(), cpuSeconds: z.array(z.number()).min(1) })),
})

/** Costs that were measured. CPU is of one core. */
export interface Measured {
  /** CPU milliseconds of a frame, drawing left out. */
  readonly cpu: z.infer<typeof parts>
  /** CPU milliseconds of the bot for a command of any kind. */
  readonly commandCpu: number
  /** Discord's requests for a frame that count for its limit, without looks at progress. */
  readonly requests: number
  /** Resident megabytes of a process. */
  readonly memory: { readonly bot: number; readonly worker: number }
  readonly bytesPerRow: Readonly<Record<string, number>>
  readonly redisJob: number
  /** Bytes in the frame store for a frame. */
  readonly pictureBytes: number
  /** CPU seconds of storybook for a frame of one, two and three people, and for a character. */
  readonly frameSeconds: readonly number[]
  readonly characterSeconds: number
}

/** With fewer rows the pages that even an empty table has count for most of it. */
const fewestRows = 40

export function readMeasured(load: unknown, reference: unknown): Measured {
  const { acknowledged, many, database, redisJob, pictures } = loadSchema.parse(load)
  const { compared } = referenceSchema.parse(reference)
  const seconds = (work: string): number => {
    const found = compared.find((one) => one.work === work)
    if (found === undefined) throw new Error(`"${work}" was not measured: npm run bench:reference`)
    return mean(found.cpuSeconds)
  }
  const rows = database.tables.filter((one) => one.rows >= fewestRows)
  const last = many.samples[many.samples.length - 1].resident
  return {
    cpu: many.cpu,
    commandCpu: mean(
      acknowledged.filter(({ load: name }) => /^\d/.test(name)).map(({ botCpu }) => botCpu),
    ),
    requests: many.requests.counted,
    memory: last,
    bytesPerRow: Object.fromEntries(rows.map((one) => [one.table, one.bytes / one.rows])),
    redisJob,
    pictureBytes: pictures.perFrame,
    frameSeconds: [1, 2, 3].map((people) => seconds(`a frame, K = ${people}`)),
    characterSeconds: seconds('a character, as the bundle sets it'),
  }
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** RangeError when a file is not what its command writes. */
export async function openMeasured(loadFile: string, referenceFile: string): Promise<Measured> {
  const read = async (file: string): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'))
  return readMeasured(await read(loadFile), await read(referenceFile))
}
