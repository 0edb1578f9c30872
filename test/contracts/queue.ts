import { afterEach, expect, test } from 'vitest'
import { Outage, UserError } from '../../story/errors.ts'
import { type Job, jobKey } from '../../story/jobs.ts'
import type { Consumer, JobHandler, WorkQueue } from '../../worker/queue.ts'

const frame = (frameId: string): Job => ({ kind: 'draw-frame', frameId })
const character = (characterId: string): Job => ({ kind: 'discover-identity', characterId })

async function until(isTrue: () => boolean, withinMs = 20_000): Promise<void> {
  const deadline = Date.now() + withinMs
  while (!isTrue()) {
    if (Date.now() > deadline) throw new Error(`waited ${withinMs} ms in vain`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** Long enough for a job that must not come to come. */
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 300))

/** What the doorbell and the worker's side of it promise. `open` gives an empty queue each time. */
export function queueContract(name: string, open: () => Promise<WorkQueue>): void {
  const opened: { close(): Promise<void> }[] = []
  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) await one.close()
  })

  async function openQueue(): Promise<WorkQueue> {
    const queue = await open()
    opened.push(queue)
    return queue
  }
  async function consume(queue: WorkQueue, handler: Partial<JobHandler>): Promise<Consumer> {
    const quiet: JobHandler = {
      due: async (job) => job,
      handle: async () => undefined,
      giveUp: async () => undefined,
    }
    const consumer = await queue.consume({ ...quiet, ...handler })
    opened.push(consumer)
    return consumer
  }

  test(`${name}: jobs come in the order of their rings, whole`, async () => {
    const queue = await openQueue()
    const seen: Job[] = []
    const rings = [frame('f1'), character('c1'), frame('f2')]
    for (const job of rings) await queue.ring(job)
    await consume(queue, { handle: async (job) => void seen.push(job) })
    await until(() => seen.length === 3)
    expect(seen).toEqual(rings)
  })

  test(`${name}: what is due first is done first, whatever was rung first`, async () => {
    const queue = await openQueue()
    const order = ['f3', 'f5', 'f1', 'f4', 'f2']
    for (const id of ['f1', 'f2', 'f3', 'f4', 'f5']) await queue.ring(frame(id))
    const seen: string[] = []
    await consume(queue, {
      due: async () => frame(order.find((id) => !seen.includes(`frame-${id}`))!),
      handle: async (job) => void seen.push(jobKey(job)),
    })
    await until(() => seen.length === 5)
    await aWhile()
    expect(seen).toEqual(order.map((id) => `frame-${id}`))
  })

  test(`${name}: two workers do different jobs, although the same one is due`, async () => {
    const queue = await openQueue()
    for (const id of ['f1', 'f2', 'f3', 'f4']) await queue.ring(frame(id))
    const seen: string[] = []
    const handler: Partial<JobHandler> = {
      due: async (job, taken) => (taken.length === 0 ? frame('f3') : job),
      async handle(job) {
        seen.push(jobKey(job))
        await aWhile()
      },
    }
    await consume(queue, handler)
    await consume(queue, handler)
    await until(() => seen.length === 4)
    await aWhile()
    expect(seen.toSorted()).toEqual(['frame-f1', 'frame-f2', 'frame-f3', 'frame-f4'])
  })

  test(`${name}: what is due and not in the queue stops nothing`, async () => {
    const queue = await openQueue()
    const seen: string[] = []
    await queue.ring(frame('f1'))
    await consume(queue, {
      due: async (job, taken) => (taken.length === 0 ? frame('lost') : job),
      handle: async (job) => void seen.push(jobKey(job)),
    })
    await until(() => seen.length === 1)
    expect(seen).toEqual(['frame-f1'])
  })

  test(`${name}: a job is done also when nobody knows what is due`, async () => {
    const queue = await openQueue()
    const seen: string[] = []
    await queue.ring(frame('f1'))
    await consume(queue, {
      due: async () => {
        throw new Error('the store is away')
      },
      handle: async (job) => void seen.push(jobKey(job)),
    })
    await until(() => seen.length === 1)
    expect(seen).toEqual(['frame-f1'])
  })

  test(`${name}: ringing twice for the same work is one job`, async () => {
    const queue = await openQueue()
    const seen: string[] = []
    await Promise.all([1, 2, 3].map(() => queue.ring(frame('f1'))))
    await queue.ring(frame('f2'))
    await consume(queue, { handle: async (job) => void seen.push(jobKey(job)) })
    await until(() => seen.length >= 2)
    await aWhile()
    expect(seen).toEqual(['frame-f1', 'frame-f2'])
  })

  test(`${name}: knows how many wait`, async () => {
    const queue = await openQueue()
    expect(await queue.waiting()).toBe(0)
    await queue.ring(frame('f1'))
    await queue.ring(frame('f1'))
    await queue.ring(frame('f2'))
    expect(await queue.waiting()).toBe(2)
    await consume(queue, {})
    const deadline = Date.now() + 20_000
    while ((await queue.waiting()) > 0 && Date.now() < deadline) await aWhile()
    expect(await queue.waiting()).toBe(0)
  })

  test(`${name}: the same work can be rung for again once it is done`, async () => {
    const queue = await openQueue()
    let runs = 0
    await consume(queue, {
      handle: async () => {
        runs += 1
      },
    })
    for (const round of [1, 2, 3]) {
      await queue.ring(frame('f1'))
      await until(() => runs === round)
      await aWhile()
    }
    expect(runs).toBe(3)
  })

  test(`${name}: a ring while its job runs is kept, and never runs beside it`, async () => {
    const queue = await openQueue()
    let running = 0
    let most = 0
    let runs = 0
    const handle = async () => {
      running += 1
      most = Math.max(most, running)
      if (runs === 0) {
        await queue.ring(frame('f1'))
        await queue.ring(frame('f1'))
      }
      await aWhile()
      runs += 1
      running -= 1
    }
    await consume(queue, { handle })
    await consume(queue, { handle })
    await queue.ring(frame('f1'))
    await until(() => runs === 2)
    await aWhile()
    expect({ runs, most }).toEqual({ runs: 2, most: 1 })
  })

  test(`${name}: an error is tried again, three starts in all, then given up once`, async () => {
    const queue = await openQueue()
    const given: [Job, string][] = []
    let starts = 0
    await consume(queue, {
      handle: async () => {
        starts += 1
        throw new Error(`trouble ${starts}`)
      },
      giveUp: async (job, error) => void given.push([job, error.message]),
    })
    await queue.ring(frame('f1'))
    await until(() => given.length > 0)
    await aWhile()
    expect(starts).toBe(3)
    expect(given).toEqual([[frame('f1'), 'trouble 3']])
  })

  test(`${name}: a second try that works is an end`, async () => {
    const queue = await openQueue()
    const given: Job[] = []
    let starts = 0
    await consume(queue, {
      handle: async () => {
        starts += 1
        if (starts === 1) throw new Error('trouble')
      },
      giveUp: async (job) => void given.push(job),
    })
    await queue.ring(frame('f1'))
    await until(() => starts === 2)
    await aWhile()
    expect({ starts, given }).toEqual({ starts: 2, given: [] })
  })

  test(`${name}: an outage is waited out, and is no failure`, async () => {
    const queue = await openQueue()
    const given: Job[] = []
    let starts = 0
    await consume(queue, {
      handle: async () => {
        starts += 1
        if (starts <= 3) throw new Outage('time', 'the store is away')
        if (starts <= 5) throw Object.assign(new Error('starting up'), { code: '57P03' })
      },
      giveUp: async (job) => void given.push(job),
    })
    await queue.ring(frame('f1'))
    await until(() => starts === 6)
    await aWhile()
    expect({ starts, given }).toEqual({ starts: 6, given: [] })
    await queue.ring(frame('f1'))
    await until(() => starts === 7)
  })

  test(`${name}: a UserError is final`, async () => {
    const queue = await openQueue()
    const given: Error[] = []
    let starts = 0
    await consume(queue, {
      handle: async () => {
        starts += 1
        throw new UserError('cannot-draw', 'no')
      },
      giveUp: async (_, error) => void given.push(error),
    })
    await queue.ring(frame('f1'))
    await until(() => given.length === 1)
    await aWhile()
    expect(starts).toBe(1)
    expect(given[0]).toBeInstanceOf(UserError)
  })

  test(`${name}: a worker that closes stops its job, and another goes on with it`, async () => {
    const queue = await openQueue()
    const started: string[] = []
    const given: Job[] = []
    const work = (worker: string): Partial<JobHandler> => ({
      async handle(_, signal) {
        started.push(worker)
        if (worker === 'second') return
        await new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason)),
        )
      },
      giveUp: async (job) => void given.push(job),
    })
    const first = await consume(queue, work('first'))
    await queue.ring(frame('f1'))
    await until(() => started.length === 1)
    await first.close()
    await consume(queue, work('second'))
    await until(() => started.length === 2)
    expect({ started, given }).toEqual({ started: ['first', 'second'], given: [] })
  })
}
