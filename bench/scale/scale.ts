/** Measured costs carried to many servers. Pure: what people do and what is paid are arguments. */

import { mersenneTwister } from '../../models/math/mersenne-twister.ts'
import type { Assumptions } from './assumptions.ts'
import type { Measured } from './figures.ts'
import { type Limit, limitsOf, looksOfFrame, requestsOf, serversPerShard } from './limits.ts'
import { type Chance, fewestServers, type Waits } from './waiting.ts'

export interface Scale {
  readonly traffic: {
    readonly framesPerDay: number
    /** In the busiest hour. */
    readonly framesPerSecond: number
    readonly commandsPerSecond: number
    readonly charactersPerSecond: number
  }
  readonly drawers: {
    readonly frameSeconds: number
    readonly characterSeconds: number
    /** As many as the busiest hour wants, and how long people wait then. */
    readonly count: number
    readonly waits: Waits
    /** As many as would do with work that comes evenly all day and never waits. */
    readonly evenly: number
  }
  readonly discord: {
    readonly shards: number
    readonly processes: number
    readonly requests: number
    readonly looks: number
  }
  /** After so many days, in bytes. */
  readonly stored: {
    readonly rows: number
    readonly database: number
    readonly pictures: number
    readonly redis: number
  }
  readonly cores: { readonly bots: number; readonly workers: number; readonly database: number }
  /** Undefined where no price was given. */
  readonly cost: {
    readonly drawing: number | undefined
    readonly cores: number | undefined
    /** What is kept of a frame, for a month. */
    readonly keeping: number | undefined
  }
  readonly limits: readonly Limit[]
}

const daySeconds = 86_400
/** Rows that a frame leaves behind, and those of a character and of a story. */
const frameTables = ['frames', 'deliveries', 'chat_messages'] as const
const characterTables = ['characters', 'identities', 'deliveries', 'chat_messages'] as const
const storyTables = ['stories', 'episodes'] as const

export function carry(measured: Measured, assumed: Assumptions): Scale {
  const { servers, active, frames, commands, characters, peak, days, wait, busy } = assumed
  const framesPerDay = servers * active * frames
  const atPeak = (perDay: number): number => (perDay / daySeconds) * peak
  const framesPerSecond = atPeak(framesPerDay)
  const commandsPerSecond = framesPerSecond * commands
  const charactersPerDay = servers * active * characters
  const charactersPerSecond = atPeak(charactersPerDay)

  const { frameSeconds, characterSeconds, service } = drawingOf(measured, assumed)
  const jobs = framesPerSecond + charactersPerSecond
  const meanService =
    (framesPerSecond * frameSeconds + charactersPerSecond * characterSeconds) / jobs
  const newChance = (): Chance => {
    const word = mersenneTwister(assumed.seed)
    return () => word() / 2 ** 32
  }
  const found = fewestServers(
    jobs,
    wait,
    (chance) => service(chance() * jobs < charactersPerSecond, chance),
    meanService,
    newChance,
  )

  const looks = looksOfFrame(found.waits.mean, frameSeconds)
  const { cpu, commandCpu, bytesPerRow } = measured
  const botCores =
    (framesPerSecond * cpu.bot + (commandsPerSecond - framesPerSecond) * commandCpu) / 1000 / busy
  const tables = {
    frames: sum(frameTables, bytesPerRow) * framesPerDay,
    commands: sum(['commands'], bytesPerRow) * framesPerDay * commands,
    characters: sum(characterTables, bytesPerRow) * charactersPerDay,
    stories: sum(storyTables, bytesPerRow) * (framesPerDay / assumed['frames-a-story']),
  }
  const rowsPerDay =
    framesPerDay * (frameTables.length + commands) +
    charactersPerDay * characterTables.length +
    (framesPerDay / assumed['frames-a-story']) * storyTables.length
  const pictureBytes = (assumed['picture-kb'] ?? measured.pictureBytes / 1000) * 1000
  const workerCores = (framesPerSecond * cpu.worker) / 1000 / busy
  const databaseCores = (framesPerSecond * cpu.PostgreSQL) / 1000 / busy
  const framesPerHour = framesPerDay / 24
  const priced = (price: number | undefined, amount: number): number | undefined =>
    price === undefined ? undefined : price * amount

  return {
    traffic: { framesPerDay, framesPerSecond, commandsPerSecond, charactersPerSecond },
    drawers: {
      frameSeconds,
      characterSeconds,
      count: found.servers,
      waits: found.waits,
      evenly: (jobs / peak) * meanService,
    },
    discord: {
      shards: Math.ceil(servers / serversPerShard),
      processes: Math.ceil(botCores),
      requests: requestsOf(measured),
      looks,
    },
    stored: {
      rows: rowsPerDay * days,
      database: Object.values(tables).reduce((all, bytes) => all + bytes, 0) * days,
      pictures: framesPerDay * days * pictureBytes,
      // All that waits in the busiest hour, by Little's law.
      redis: jobs * found.waits.mean * measured.redisJob,
    },
    cores: { bots: botCores, workers: workerCores, database: databaseCores },
    cost: {
      drawing: priced(assumed['drawer-hour'], found.servers / framesPerHour),
      cores: priced(
        assumed['core-hour'],
        (botCores + workerCores + assumed['database-cores']) / framesPerHour,
      ),
      keeping: priced(assumed['gb-month'], pictureBytes / 1e9),
    },
    limits: limitsOf(measured, assumed, framesPerSecond, looks),
  }
}

/** How long a drawer takes: what was measured for one, two and three people alike often, or as somebody says. */
function drawingOf(measured: Measured, assumed: Assumptions) {
  const own = assumed['draw-seconds']
  const frames = own === undefined ? measured.frameSeconds : [own]
  const characterSeconds = assumed['find-seconds'] ?? measured.characterSeconds
  const frameSeconds = frames.reduce((all, seconds) => all + seconds, 0) / frames.length
  const service = (isCharacter: boolean, chance: Chance): number =>
    isCharacter ? characterSeconds : frames[Math.floor(chance() * frames.length)]
  return { frameSeconds, characterSeconds, service }
}

function sum(tables: readonly string[], bytesPerRow: Measured['bytesPerRow']): number {
  return tables.reduce((all, table) => {
    const bytes = bytesPerRow[table]
    if (bytes === undefined) throw new Error(`rows of ${table} were not measured: npm run load`)
    return all + bytes
  }, 0)
}
