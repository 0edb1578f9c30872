import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changedBundle } from '../fixtures/changed-bundle.ts'
import { freshDatabase, type TestDatabase } from '../postgres.ts'
import { type Machine, startMachine, untilOk } from './machine.ts'
import { freePort, newDataDir, processesOf, quickBundle, startTroupe } from './troupe.ts'

const slow = 600_000

interface Thread {
  readonly characters: readonly { readonly name: string; readonly state: string }[]
  readonly frames: readonly {
    readonly prompt: string
    readonly state: string
    readonly image: string
    readonly problem: string | null
  }[]
}

/** One deployment draws with storybook and with a tiny bundle of SDXL's family, each with its own worker. */
describe('two models side by side', () => {
  let folder: string
  let database: TestDatabase
  let address: string
  let settings: Record<string, string>
  const machines: Machine[] = []

  async function start(program: string, more: Record<string, string>): Promise<string> {
    const OPERATION_PORT = String(await freePort())
    const machine = await startMachine(program.split(' '), { ...settings, OPERATION_PORT, ...more })
    machines.push(machine)
    const operation = `http://127.0.0.1:${OPERATION_PORT}`
    await untilOk(`${operation}/readyz`).catch((cause: Error) => {
      throw new Error(`${program}: ${cause.message}\n${machine.output()}`, { cause })
    })
    return operation
  }

  beforeAll(async () => {
    folder = await newDataDir()
    database = await freshDatabase()
    const small = await quickBundle(join(folder, 'small'), { steps: 8, startStep: 5 })
    const grand = await changedBundle(
      'test/golden/sdxl/bundle',
      join(folder, 'grand'),
      ({ defaults, networks: { layout } }) => {
        Object.assign(defaults, { steps: 6, startStep: 2 })
        const few = { portraits: 12, steps: 4, components: 4, classTokenTwiceAfter: 1 }
        Object.assign(defaults.discovery, few)
        // A random detector is sure of nothing.
        if (layout.type === 'grounded-sam') layout.detector.threshold = 0.01
      },
    )
    settings = {
      DATABASE_URL: database.url,
      FRAMES_URL: join(folder, 'frames'),
      BUNDLE: `${small},${grand}`,
      THREADS: '1',
      LOG_LEVEL: 'debug',
    }
    const PORT = String(await freePort())
    address = `http://127.0.0.1:${PORT}`
    await Promise.all([start('bot/main.ts page', { PORT }), start('worker/main.ts', {})])
    await untilOk(`${address}/readyz`)
  }, slow)

  afterAll(async () => {
    await Promise.all(machines.map((machine) => machine.end('SIGKILL')))
    await database?.drop()
    await rm(folder, { recursive: true, force: true })
  }, slow)

  async function say(thread: string, text: string): Promise<string> {
    const answer = await fetch(`${address}/api/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ thread, user: 'Nora', text }),
    })
    return ((await answer.json()) as { reply: { text: string } }).reply.text
  }
  const read = async (thread: string) =>
    (await (await fetch(`${address}/api/threads/${thread}`)).json()) as Thread

  async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
    for (;;) {
      const found = await look()
      if (found !== undefined) return found
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
  }
  const untilReady = (name: string) =>
    until(async () =>
      (await read('mill')).characters.find((one) => one.name === name && one.state === 'ready'),
    )
  /** How wide a frame's picture is, once it is drawn: the models' sizes differ. */
  const widthOf = (thread: string, prompt: string) =>
    until(async () => {
      const frame = (await read(thread)).frames.find((one) => one.prompt === prompt)
      if (frame?.problem) throw new Error(frame.problem)
      if (frame?.state !== 'posted') return undefined
      const picture = await fetch(`${address}${frame.image}`)
      return (await sharp(Buffer.from(await picture.arrayBuffer())).metadata()).width
    })
  const seedOf = async (name: string) =>
    /Seed (\d+)/.exec(await say('mill', `/character show ${name}`))?.[1]

  test(
    'the first model draws where nobody chose',
    async () => {
      await say('mill', '/character add Mira a young woman with long red hair')
      await say('mill', '/character add Tomas an old man with short gray hair')
      await untilReady('Mira')
      await untilReady('Tomas')
      await say('mill', '/story start The mill')
      await say('mill', '/story next Mira in a library')
      expect(await widthOf('mill', 'Mira in a library')).toBe(512)
      expect(await say('mill', '/story info')).toContain('Drawn by storybook')
    },
    slow,
  )

  test(
    'what waits for the other model holds nobody up, and is drawn by it whatever is chosen since',
    async () => {
      const first = await seedOf('Mira')
      expect(await say('mill', '/troupe settings model:grand')).toContain('• model: grand')
      expect(await say('mill', '/story next Mira in a garden')).toContain(
        'Mira, whose face is found anew by grand.',
      )
      await say('mill', '/troupe settings model:small')
      await say('lake', '/story start The lake')
      await say('lake', '/story next Tomas in a forest')
      // There is no worker of the other model yet.
      expect(await widthOf('lake', 'Tomas in a forest')).toBe(512)
      expect(await say('lake', '/story next Mira in a park')).toContain(
        'A face for Mira is being found by grand',
      )
      const operation = await start('worker/main.ts', { POOL: 'grand' })
      expect(await widthOf('mill', 'Mira in a garden')).toBe(128)
      const metrics = await (await fetch(`${operation}/metrics`)).text()
      expect(metrics).toContain('troupe_waiting{what="frame",pool="grand"} 0')
      expect(metrics).toContain('troupe_waiting{what="frame",pool="small"} 0')

      expect(await seedOf('Mira')).not.toBe(first)
      await say('lake', '/story next Mira in a park')
      expect(await widthOf('lake', 'Mira in a park')).toBe(512)
      expect(await seedOf('Mira')).toBe(first)
    },
    slow,
  )

  test(
    'npm start runs a worker of each',
    async () => {
      const dataDir = await newDataDir()
      const troupe = await startTroupe(dataDir, await freePort(), settings.BUNDLE)
      try {
        const programs = (await processesOf(dataDir)).join('\n')
        expect(programs.match(/worker\/main\.ts/g)).toHaveLength(2)
        expect(await troupe.end('SIGINT')).toBe(0)
      } finally {
        await troupe.end('SIGKILL')
        await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
      }
    },
    slow,
  )

  test(
    'a worker of a model that is not among them does not start',
    async () => {
      const machine = await startMachine(['worker/main.ts'], { ...settings, POOL: 'vast' })
      machines.push(machine)
      await until(async () => machine.output() || undefined)
      expect(machine.output()).toContain("POOL is vast, which is none of BUNDLE's: small, grand")
    },
    slow,
  )
})
