import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { CommandMeter } from '../bot/metered.ts'
import type { Backlog } from '../prisma/backlog.ts'
import type { Meter } from '../worker/meter.ts'
import type { PoolJobs } from '../worker/pools.ts'

/** What is asked for when somebody reads the metrics; whatever rejects is told as away. */
export interface Sources {
  readonly backlog: () => Promise<readonly Backlog[]>
  /** Jobs in the doorbells that nobody works on. */
  readonly jobs: () => Promise<readonly PoolJobs[]>
}

export interface Metrics extends Meter, CommandMeter {
  readonly contentType: string
  /** All of it as Prometheus reads it. */
  text(): Promise<string>
}

/** Seconds of drawing on anything from a GPU to a busy laptop. */
const drawingBuckets = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 80, 160, 320]
/** Seconds that people wait for a first answer; platforms give up after 3. */
const answerBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2, 3, 5, 10]

/** The metrics of one process; each has its own registry. `first` names the model of the first pool. */
export function openMetrics(first: string, sources: Sources): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const waiting = new Gauge({
    name: 'troupe_waiting',
    help: 'What waits: frames and characters for a worker of their pool, deliveries for a bot.',
    labelNames: ['what', 'pool'],
    registers,
  })
  const oldest = new Gauge({
    name: 'troupe_waiting_oldest_seconds',
    help: 'How long the oldest of it has waited.',
    labelNames: ['what', 'pool'],
    registers,
  })
  const jobs = new Gauge({
    name: 'troupe_queue_jobs',
    help: 'Jobs in the queue of a pool that nobody works on.',
    labelNames: ['pool'],
    registers,
  })
  const reachable = new Gauge({
    name: 'troupe_reachable',
    help: '1 when this process reaches the store or the queue.',
    labelNames: ['part'],
    registers,
  })
  const stage = new Histogram({
    name: 'troupe_stage_seconds',
    help: 'How long each stage of a drawing took.',
    labelNames: ['kind', 'stage'],
    buckets: drawingBuckets,
    registers,
  })
  const failures = new Counter({
    name: 'troupe_failures_total',
    help: 'Drawings that failed, by what they drew and why; those tried again count each time.',
    labelNames: ['kind', 'reason'],
    registers,
  })
  const memory = new Gauge({
    name: 'troupe_model_memory_bytes',
    help: 'Resident memory of the model process.',
    registers,
  })
  const acknowledged = new Histogram({
    name: 'troupe_acknowledge_seconds',
    help: 'From hearing a command to having stored it, which is when it is acknowledged.',
    labelNames: ['platform'],
    buckets: answerBuckets,
    registers,
  })
  const commands = new Counter({
    name: 'troupe_commands_total',
    help: 'Commands carried out, by how they ended.',
    labelNames: ['platform', 'outcome'],
    registers,
  })

  /** Asks a source; what it said before is forgotten while it is away. */
  async function ask<T>(part: string, source: () => Promise<T>, tell: (value: T) => void) {
    try {
      tell(await source())
      reachable.set({ part }, 1)
    } catch {
      reachable.set({ part }, 0)
    }
  }

  return {
    contentType: registry.contentType,
    async text() {
      for (const gauge of [waiting, oldest, jobs]) gauge.reset()
      await Promise.all([
        ask('store', sources.backlog, (all) => {
          for (const { what, pool = first, count, oldestSeconds } of all) {
            const labels = what === 'delivery' ? { what } : { what, pool }
            waiting.set(labels, count)
            oldest.set(labels, oldestSeconds)
          }
        }),
        ask('queue', sources.jobs, (all) => {
          for (const { pool = first, count } of all) jobs.set({ pool }, count)
        }),
      ])
      return registry.metrics()
    },
    drew(kind, timings) {
      for (const [name, milliseconds] of Object.entries(timings)) {
        stage.observe({ kind, stage: name }, milliseconds / 1000)
      }
    },
    failed: (kind, reason) => failures.inc({ kind, reason }),
    modelMemory: (bytes) => memory.set(bytes),
    acknowledged: (platform, seconds) => acknowledged.observe({ platform }, seconds),
    carriedOut: (platform, outcome) => commands.inc({ platform, outcome }),
  }
}
