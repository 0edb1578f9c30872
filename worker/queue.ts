import {
  type BackendFactory,
  type Queue as BullQueue,
  createPostgresBackend,
  createRedisBackend,
  DelayedError,
  type IQueueBackend,
  type Job as QueuedJob,
  UnrecoverableError,
  WaitingError,
  withBackend,
} from 'bullmq'
import { UserError } from '../story/errors.ts'
import { inBatches } from '../story/in-batches.ts'
import { type Job, jobKey, jobSchema } from '../story/jobs.ts'
import { isOutage } from '../story/outage.ts'
import type { Queue } from '../story/ports/queue.ts'
import type { Log } from './log.ts'
import { quietly } from './quiet.ts'
import { redisWarnings } from './redis-check.ts'

export interface QueueSettings {
  readonly databaseUrl: string
  /** With it the queue lives in Redis, without it in Postgres. */
  readonly redisUrl?: string | undefined
  readonly log: Log
  /** Queues of different names do not meet. */
  readonly name?: string
  /** First wait before a retry, doubled for the next, in milliseconds. */
  readonly backoffMs?: number
  /** How long a job waits that met an Outage, in milliseconds. */
  readonly outageMs?: number
  /** How long a worker may be silent before its job is given to another, in milliseconds. */
  readonly lockMs?: number
}

export interface JobHandler {
  /**
   * What is to be done now that there is time for `job`: that job, or another one that waits.
   * `taken` turned out not to wait.
   */
  due(job: Job, taken: readonly Job[]): Promise<Job>
  /**
   * Does the work. The signal fires when this worker closes: stop and throw, another goes on. An
   * Outage is waited out, however long it takes; another error is tried again, a UserError is not.
   */
  handle(job: Job, signal: AbortSignal): Promise<void>
  /** The work failed for good: tell the people. */
  giveUp(job: Job, error: Error): Promise<void>
}

export interface Consumer {
  /** Stops taking jobs, hands the running ones back and waits until they have stopped. */
  close(): Promise<void>
}

export interface WorkQueue extends Queue {
  /** How many jobs nobody works on; rejects while the queue is away. */
  waiting(): Promise<number>
  consume(handler: JobHandler, options?: { concurrency?: number }): Promise<Consumer>
}

export interface BullWorkQueue extends WorkQueue {
  /** BullMQ's own, for those who look at it. */
  readonly bull: BullQueue
}

/** The queue of a deployment's first pool. */
export const firstQueue = 'troupe'

/** Starts of a job that fails; one that takes its worker down with it is started twice. */
const attempts = 3
const maxStalledCount = 1

/** So many jobs that wait no longer are left out when the next one is looked for. */
const mostTaken = 20

const asError = (value: unknown): Error => (value instanceof Error ? value : new Error(`${value}`))

/**
 * The doorbell on BullMQ, and the worker's side of it. A key that rings while its job waits is that
 * job; while its job runs, the job runs once more afterwards, never beside itself. A worker that gets
 * a job while another is due puts it back and moves the other one to the front.
 */
export async function openQueue(settings: QueueSettings): Promise<BullWorkQueue> {
  const { databaseUrl, redisUrl, log } = settings
  if (redisUrl === undefined) {
    const connection = { connectionString: databaseUrl, migrate: true, max: 3 }
    return openOn(createPostgresBackend, connection, connection, settings)
  }
  for (const warning of await redisWarnings(redisUrl)) log.warn(warning)
  // A producer whose Redis is away fails at once instead of keeping a command waiting.
  const impatient = { url: redisUrl, enableOfflineQueue: false }
  return openOn(createRedisBackend, impatient, { url: redisUrl }, settings)
}

async function openOn<B extends IQueueBackend, C>(
  factory: BackendFactory<B, C>,
  producerConnection: C,
  workerConnection: C,
  { log, name = firstQueue, backoffMs = 2000, outageMs = 10_000, lockMs = 15_000 }: QueueSettings,
): Promise<BullWorkQueue> {
  const bull = withBackend(factory)
  // An outage is reported again and again, hundreds of times a minute.
  const complain = quietly<unknown>((err, leftOut) => log.warn({ err, leftOut }, 'queue trouble'))
  const producer = new bull.Queue(name, { connection: producerConnection })
  producer.on('error', complain)
  await producer.waitUntilReady()
  const ring = inBatches(async (jobs: readonly Job[]) => {
    await producer.addBulk(
      jobs.map((job) => ({
        name: job.kind,
        data: job,
        opts: {
          deduplication: { id: jobKey(job), keepLastIfActive: true },
          attempts,
          backoff: { type: 'exponential', delay: backoffMs },
          removeOnComplete: true,
          removeOnFail: true,
        },
      })),
    )
    return jobs.map(() => undefined)
  })

  return {
    // Its type knows only Redis' connections.
    bull: producer as unknown as BullQueue,
    async ring(job) {
      try {
        await ring(job)
      } catch (error) {
        complain(new Error(`could not ring ${jobKey(job)}, the next sweep will`, { cause: error }))
      }
    },
    async consume(handler, { concurrency = 1 } = {}) {
      const closing = new AbortController()
      const lastWords = new Set<Promise<void>>()
      const worker = new bull.Worker(name, (queued, token) => work(queued, token), {
        connection: workerConnection,
        concurrency,
        maxStalledCount,
        lockDuration: lockMs,
        stalledInterval: lockMs,
      })

      async function giveUp(job: Job, error: Error): Promise<void> {
        try {
          await handler.giveUp(job, error)
        } catch (cause) {
          log.error(
            { err: cause, job: jobKey(job) },
            'could not record a failure, the next sweep tries again',
          )
        }
      }
      /** The waiting job that is due before this one. */
      async function findEarlier(job: Job): Promise<Pick<QueuedJob, 'changePriority'> | undefined> {
        const taken: Job[] = []
        while (taken.length < mostTaken) {
          const due = await handler.due(job, taken)
          if (jobKey(due) === jobKey(job)) return undefined
          const id = await producer.getDeduplicationJobId(jobKey(due))
          const found = id === null ? undefined : await producer.getJob(id)
          if (await found?.isWaiting()) return found
          taken.push(due)
        }
        return undefined
      }
      async function work(queued: QueuedJob, token: string | undefined): Promise<void> {
        const job = jobSchema.parse(queued.data)
        await Promise.all(lastWords)
        const earlier = await findEarlier(job).catch((cause) => {
          complain(new Error(`could not see what is due before ${jobKey(job)}`, { cause }))
          return undefined
        })
        if (earlier !== undefined) {
          await queued.moveToWait(token)
          await earlier.changePriority({ priority: 0, lifo: true })
          throw new WaitingError()
        }
        try {
          await handler.handle(job, closing.signal)
        } catch (error) {
          if (closing.signal.aborted) {
            await queued.moveToWait(token)
            throw new WaitingError()
          }
          if (isOutage(error)) {
            log.warn({ err: error, job: jobKey(job) }, 'the job waits for the end of an outage')
            await queued.moveToDelayed(Date.now() + outageMs, token)
            throw new DelayedError()
          }
          const attempt = queued.attemptsMade + 1
          log.warn({ err: error, job: jobKey(job), attempt }, 'job failed')
          const last = queued.attemptsMade + 1 >= attempts
          if (!last && !(error instanceof UserError)) throw error
          await giveUp(job, asError(error))
          throw new UnrecoverableError(asError(error).message)
        }
      }
      worker.on('error', complain)
      worker.on('failed', (queued, error) => {
        // A job that took its workers down does not reach `work` again.
        const parsed = jobSchema.safeParse(queued?.data)
        if (!parsed.success || queued?.deferredFailure === undefined) return
        const words = giveUp(parsed.data, error).finally(() => lastWords.delete(words))
        lastWords.add(words)
      })
      await worker.waitUntilReady()
      return {
        async close() {
          closing.abort(new Error('the worker is closing'))
          await worker.close()
          await Promise.all(lastWords)
        },
      }
    },
    waiting: () => producer.getJobCountByTypes('waiting', 'delayed', 'prioritized'),
    close: () => producer.close(),
  }
}
