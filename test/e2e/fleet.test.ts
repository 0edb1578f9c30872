import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Discord, startDiscord } from '../doubles/discord/start.ts'
import { type S3Server, startS3 } from '../doubles/s3/server.ts'
import { freshDatabase, type TestDatabase } from '../postgres.ts'
import { type RedisServer, startRedis } from '../redis.ts'
import { type Machine, startMachine, untilOk } from './machine.ts'
import { openBrowser, say, untilReady, untilShown } from './page.ts'
import { freePort, newDataDir, quickBundle } from './troupe.ts'

const slow = 600_000

/** Postgres, Redis and S3 stand apart, and so does every process; they share no folder but the bundle. */
describe('a story told on many machines', () => {
  let folder: string
  let database: TestDatabase
  let rows: pg.Client
  let redis: RedisServer
  let s3: S3Server
  let discord: Discord
  let browser: Browser
  let page: Page
  let settings: Record<string, string>
  let worker: Machine
  const machines: Machine[] = []
  const pages: string[] = []

  async function start(program: string, more: Record<string, string>): Promise<Machine> {
    const port = String(await freePort())
    const machine = await startMachine(program.split(' '), {
      ...settings,
      OPERATION_PORT: port,
      ...more,
    })
    machines.push(machine)
    await untilOk(`http://127.0.0.1:${port}/readyz`).catch((cause: Error) => {
      throw new Error(`${program}: ${cause.message}\n${machine.output()}`, { cause })
    })
    expect(await (await fetch(`http://127.0.0.1:${port}/healthz`)).json()).toEqual({ alive: true })
    return machine
  }
  async function startPage(): Promise<void> {
    const PORT = String(await freePort())
    await start('bot/main.ts page', { PORT })
    pages.push(`http://127.0.0.1:${PORT}`)
    await untilOk(`${pages.at(-1)}/readyz`)
  }
  const query = async (sql: string) => (await rows.query(sql)).rows

  beforeAll(async () => {
    folder = await newDataDir()
    database = await freshDatabase()
    rows = new pg.Client({ connectionString: database.url })
    await rows.connect()
    redis = await startRedis()
    s3 = await startS3()
    discord = await startDiscord()
    settings = {
      DATABASE_URL: database.url,
      REDIS_URL: redis.url,
      FRAMES_URL: `s3://troupe/frames?endpoint=${s3.endpoint}&browsers=${s3.endpoint}`,
      AWS_ACCESS_KEY_ID: s3.key.id,
      AWS_SECRET_ACCESS_KEY: s3.key.secret,
      BUNDLE: await quickBundle(join(folder, 'bundle'), { steps: 8, startStep: 5 }),
      THREADS: '1',
      LOG_LEVEL: 'debug',
    }
    const token = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api }
    const bot = start('bot/main.ts chats', token)
    const [drawing] = await Promise.all([
      start('worker/main.ts', {}),
      startPage(),
      startPage(),
      bot,
    ])
    worker = drawing
    browser = await openBrowser()
    page = await browser.newPage()
    await page.goto(pages[0]!)
  }, slow)

  afterAll(async () => {
    await browser?.close()
    await Promise.all(machines.map((machine) => machine.end('SIGKILL')))
    await discord?.close()
    await s3?.stop()
    await redis?.stop()
    await rows?.end()
    await database?.drop()
    await rm(folder, { recursive: true, force: true })
  }, slow)

  test(
    'a face and a frame are drawn, and the browser has the pictures from the bucket',
    async () => {
      await page.getByLabel('You are').fill('Nora')
      await say(page, '/character add Mira a young woman with long red hair and fair skin')
      await untilReady(page, 'Mira')
      await say(page, '/story start The lighthouse')
      await say(page, '/story next Mira in a library')
      await untilShown(page, 1)
      const shown = await query("select image, template from frames where state = 'posted'")
      expect(shown).toHaveLength(1)
      expect(s3.asked).toContain(`GET /troupe/frames/${shown[0].image}`)
    },
    slow,
  )

  test(
    'a worker that is asked to stop while it draws gives the frame back; another draws it, once',
    async () => {
      await say(page, '/story next Mira in a garden')
      const drawing = () =>
        query(`select f.id from frames f join progress p on p.id = f.id where f.state = 'drawing'`)
      await vi.waitUntil(async () => (await drawing()).length > 0, {
        timeout: 240_000,
        interval: 50,
      })
      const [{ id }] = await drawing()
      expect(await worker.end('SIGTERM')).toBe(0)
      expect(await query(`select state, image from frames where id = '${id}'`)).toEqual([
        { state: 'drawing', image: null },
      ])
      await start('worker/main.ts', {})
      await untilShown(page, 2)
      const [frame] = await query(`select token, image, template from frames where id = '${id}'`)
      expect(frame.token).toBe(2)
      const kept = s3.asked.filter((one) => one.startsWith(`PUT /troupe/frames/frames/${id}/`))
      expect(kept).toEqual([frame.image, frame.template].map((key) => `PUT /troupe/frames/${key}`))
      expect(await query(`select state from deliveries where frame_id = '${id}'`)).toEqual([
        { state: 'sent' },
      ])
    },
    slow,
  )

  test('the other page shows the same story', async () => {
    const read = async (path: string) => (await fetch(`${pages[1]}${path}`)).json()
    const { threads } = (await read('/api/threads')) as { threads: { thread: string }[] }
    const view = (await read(`/api/threads/${threads[0]!.thread}`)) as {
      frames: { state: string; image: string }[]
    }
    expect(view.frames.map(({ state }) => state)).toEqual(['posted', 'posted'])
    const picture = await fetch(`${pages[1]}${view.frames[1]!.image}`)
    expect(picture.url.startsWith(s3.endpoint)).toBe(true)
    expect(picture.headers.get('content-type')).toBe('image/png')
  })

  test('the bot speaks on Discord meanwhile, and every process stops when asked', async () => {
    expect(discord.commands().length).toBeGreaterThan(0)
    const alive = machines.filter((one) => one !== worker)
    expect(await Promise.all(alive.map((one) => one.end('SIGTERM')))).toEqual([0, 0, 0, 0])
    const said = machines.map((one) => one.output()).join('')
    expect(said).toContain('"msg":"command"')
    expect(said).toContain('"job":"frame-')
    const { password } = new URL(database.url)
    for (const secret of [s3.key.secret, discord.token, password])
      expect(said).not.toContain(secret)
  }, 60_000)
})
