import { table } from '../../../bench/table.ts'
import { type Acknowledged, acknowledgedHead, acknowledgedRow } from './acknowledgement.ts'
import { growth } from './flatness.ts'
import type { LongStory } from './long-story.ts'
import { type lookAtMachine, machineLine } from './machine.ts'
import type { ManyFrames, Sample } from './many-frames.ts'
import type { PictureBytes } from './picture-bytes.ts'
import type { QueueOverhead, Times } from './queue-overhead.ts'
import type { TableSize } from './sizes.ts'
import { parts } from './troupe.ts'

export interface LoadFigures {
  readonly machine: Readonly<Record<'before' | 'after', ReturnType<typeof lookAtMachine>>>
  readonly acknowledged: readonly Acknowledged[]
  readonly queue: QueueOverhead
  readonly many: ManyFrames
  readonly long: LongStory
  readonly database: {
    /** Bytes before what updates left behind was given back. */
    readonly grown: number
    readonly tables: readonly TableSize[]
  }
  /** Bytes of Redis for a job that waits. */
  readonly redisJob: number
  readonly pictures: PictureBytes
}

const ms = (milliseconds: number): string => `${milliseconds.toFixed(1)} ms`
const mb = (megabytes: number): string => megabytes.toFixed(1)

/** All of it as tables. */
export function reportLoad(figures: LoadFigures): string {
  const { machine, acknowledged, queue, many, long, database, redisJob, pictures } = figures
  const { before, after } = machine
  return [
    `${machineLine(before)}; load ${after.load} at the end`,
    table(acknowledgedHead, acknowledged.map(acknowledgedRow)),
    `A frame that costs nothing to draw, ${queue.frames} one after the other:`,
    table(
      ['from … to …', 'p50', 'p99'],
      [
        timesRow('stored, handed to the model process', queue.storedToHanded),
        timesRow('in the model process and back', queue.drawing),
        timesRow('drawn, posted', queue.drawnToPosted),
      ],
    ),
    `${many.frames} frames in ${many.seconds.toFixed(0)} s, CPU of each:`,
    table([...parts], [parts.map((part) => ms(many.cpu[part]))]),
    'Megabytes:',
    memoryTable(many.samples),
    longLines(long),
    `Bytes, ${(database.grown / 2 ** 20).toFixed(0)} MiB as it was left:`,
    table(
      ['table', 'rows', 'bytes a row', 'of them indexes'],
      database.tables.map(({ table: name, rows, bytes, indexBytes }) => [
        name,
        String(rows),
        (bytes / rows).toFixed(0),
        (indexBytes / rows).toFixed(0),
      ]),
    ),
    `A job that waits in Redis: ${redisJob.toFixed(0)} bytes. Pictures of a frame of ${pictures.bundle}: ` +
      `${pictures.perFrame.toFixed(0)} bytes. Discord's requests for a frame: ` +
      `${many.requests.answers.toFixed(2)} answers, ${many.requests.counted.toFixed(2)} others.`,
  ].join('\n\n')
}

const timesRow = (what: string, { p50, p99 }: Times): string[] => [what, ms(p50), ms(p99)]

function memoryTable(samples: readonly Sample[]): string {
  const columns: readonly (readonly [string, (sample: Sample) => number])[] = [
    ['bot', ({ resident }) => resident.bot],
    ['its heap', ({ heap }) => heap.bot],
    ['worker', ({ resident }) => resident.worker],
    ['its heap', ({ heap }) => heap.worker],
    ['model process', ({ resident }) => resident['model process']],
  ]
  const rows = samples.map((sample) => [
    String(sample.frames),
    ...columns.map(([, of]) => mb(of(sample))),
  ])
  const grows = columns.map(([, of]) =>
    mb(growth(samples.map((sample) => ({ frames: sample.frames, megabytes: of(sample) })))),
  )
  const head = ['after frames', ...columns.map(([name]) => name)]
  return table(head, [...rows, ['more for 10,000, second half', ...grows]])
}

function longLines({ after, frames, rounds, cpuRatio, medianRatio, wait }: LongStory): string {
  const ratios = rounds.map(({ first, late }) => late / first).sort((a, b) => a - b)
  const [low, high] = [0.25, 0.75].map((part) => ratios[Math.floor(part * ratios.length)]!)
  return [
    `${frames} frames of stories with ${after} frames and more against ${frames} first ones, in ${rounds.length} rounds:`,
    table(
      ['late over first', 'ratio'],
      [
        ['CPU of all', cpuRatio.toFixed(3)],
        ['median round', `${medianRatio.toFixed(3)} (${low!.toFixed(2)}–${high!.toFixed(2)})`],
        [
          'median wait',
          `${(wait.late / wait.first).toFixed(3)} (${ms(wait.late)}, ${ms(wait.first)})`,
        ],
      ],
    ),
  ].join('\n\n')
}
