import { table } from '../table.ts'
import { type Assumptions, assumptionsSchema } from './assumptions.ts'
import type { Measured } from './figures.ts'
import type { Scale } from './scale.ts'

const number = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)))
const bytes = (value: number): string => {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  const place = Math.min(4, Math.max(0, Math.floor(Math.log10(Math.max(1, value)) / 3)))
  return `${number(value / 1000 ** place)} ${units[place]}`
}
const price = (value: number | undefined): string =>
  value === undefined ? 'no price was given' : value.toPrecision(3)

/** What was assumed, what was measured, what follows, and what gives out first. */
export function reportScale(assumed: Assumptions, measured: Measured, scale: Scale): string {
  return [
    '## Assumed',
    assumedTable(assumed),
    '## Measured',
    measuredTable(measured),
    '## What follows',
    followsTable(assumed, scale),
    '## What gives out first',
    table(
      ['what', 'bears, frames/s', 'used in the busiest hour', 'full at servers', 'then'],
      scale.limits.map(({ what, bears, load, next }) => [
        what,
        number(bears),
        `${number(load * 100)} %`,
        number(assumed.servers / load),
        next,
      ]),
    ),
  ].join('\n\n')
}

const assumedTable = (assumed: Assumptions): string =>
  table(
    ['argument', 'value', 'what it is'],
    Object.entries(assumptionsSchema.shape).map(([name, schema]) => [
      `--${name}`,
      String(assumed[name as keyof Assumptions] ?? 'not given'),
      schema.description ?? '',
    ]),
  )

const measuredTable = ({ cpu, commandCpu, requests, memory, bytesPerRow, ...rest }: Measured) =>
  table(
    ['cost', 'value'],
    [
      ['CPU of the bot for a frame, its command included', `${number(cpu.bot)} ms`],
      ['CPU of the bot for a command', `${number(commandCpu)} ms`],
      ['CPU of the worker for a frame, drawing left out', `${number(cpu.worker)} ms`],
      ['CPU of PostgreSQL for a frame', `${number(cpu.PostgreSQL)} ms`],
      ['CPU of Redis for a frame', `${number(cpu.Redis)} ms`],
      ['Discord’s requests for a frame, looks at progress left out', number(requests)],
      ['memory of a bot, of a worker', `${number(memory.bot)} MB, ${number(memory.worker)} MB`],
      ...Object.entries(bytesPerRow).map(([name, size]) => [
        `a row of ${name}, with its indexes`,
        bytes(size),
      ]),
      ['a job that waits in Redis', bytes(rest.redisJob)],
      ['pictures of a frame of storybook', bytes(rest.pictureBytes)],
      [
        'storybook on one core: a frame of one, two, three people',
        `${rest.frameSeconds.map(number).join(', ')} s`,
      ],
      ['storybook on one core: a character', `${number(rest.characterSeconds)} s`],
    ],
  )

function followsTable({ days, wait }: Assumptions, scale: Scale): string {
  const { traffic, drawers, discord, stored, cores, cost } = scale
  const { waits } = drawers
  return table(
    ['what', 'how much'],
    [
      ['frames a day', number(traffic.framesPerDay)],
      [
        'in the busiest hour, a second',
        `${number(traffic.framesPerSecond)} frames, ${number(traffic.commandsPerSecond)} commands, ` +
          `${number(traffic.charactersPerSecond)} characters`,
      ],
      ['shards on Discord, at least', number(discord.shards)],
      ['bot processes', number(discord.processes)],
      [
        'Discord’s requests a frame',
        `${number(discord.requests)}, and ${number(discord.looks)} looks`,
      ],
      [
        'drawers',
        `${number(drawers.count)}, so that 95 of 100 are begun within ${number(wait)} s; ` +
          `${number(drawers.evenly)} if work came evenly all day`,
      ],
      [
        'waits in the busiest hour',
        `median ${number(waits.p50)} s, p95 ${number(waits.p95)} s, p99 ${number(waits.p99)} s, ` +
          `drawers busy ${number(waits.busy * 100)} %`,
      ],
      [
        'other cores in the busiest hour',
        `bots ${number(cores.bots)}, workers ${number(cores.workers)}, PostgreSQL ${number(cores.database)}`,
      ],
      [`rows after ${number(days)} days`, `${number(stored.rows)}, ${bytes(stored.database)}`],
      [`pictures after ${number(days)} days`, bytes(stored.pictures)],
      ['Redis, of jobs that wait', bytes(stored.redis)],
      ['cost of drawing a frame', price(cost.drawing)],
      ['cost of everything else for a frame', price(cost.cores)],
      ['cost of keeping its pictures for a month', price(cost.keeping)],
    ],
  )
}
