import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type KeptChild, keepRunning } from '../../bot/child.ts'
import { eventsPath } from '../../bot/slack/http.ts'
import { labelsOf, messageWithin, says, withPicture } from '../bot/slack/messages.ts'
import { newBrowser } from '../doubles/slack/browser.ts'
import type { ChannelHandle, ThreadHandle } from '../doubles/slack/people/channel.ts'
import type { Person } from '../doubles/slack/people/person.ts'
import { type Slack, startSlack } from '../doubles/slack/start.ts'
import { freshDatabase, type TestDatabase } from '../postgres.ts'
import { type Machine, startMachine } from './machine.ts'
import { freePort } from './troupe.ts'

const slow = 600_000
const patience = 120_000
const settled = { timeout: patience, interval: 200 }

/**
 * Two bot processes on one database behind a load balancer, and a worker that draws stripes. One of them is killed
 * (-9) while frames are drawn, and does not come back: the other tells what was left. Then that one is killed, beside a third.
 */
let folder: string
let database: TestDatabase
let slack: Slack
let worker: KeptChild | undefined
let publicUrl: string
let settings: Record<string, string>
let channel: ChannelHandle
let thread: ThreadHandle
let ann: Person

interface Bot extends Machine {
  readonly url: string
}
const bots: Bot[] = []

async function startBot(port: number): Promise<Bot> {
  const own = { SLACK_PORT: String(port) }
  const machine = await startMachine(['bot/main.ts', 'chats'], { ...settings, ...own })
  const bot = { ...machine, url: `http://127.0.0.1:${port}` }
  bots.push(bot)
  const isListening = () => fetch(bot.url).then(Boolean, () => false)
  await vi.waitUntil(isListening, settled).catch((cause: Error) => {
    throw new Error(machine.output(), { cause })
  })
  return bot
}
/** From now on the load balancer gives everything to these, in turn. */
const balance = (...these: readonly Bot[]) =>
  slack.sendTo(...these.map(({ url }) => `${url}${eventsPath}`))

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'troupe-bots-'))
  database = await freshDatabase()
  // Three seconds of Slack are thirty of a slow computer.
  const began = Date.now()
  slack = await startSlack({ now: () => began + (Date.now() - began) / 10 })
  const workspace = slack.workspace({ name: 'Readers', installed: false })
  channel = workspace.channel({ name: 'stories' })
  ann = workspace.member({ name: 'Ann' })
  const port = await freePort()
  publicUrl = `http://127.0.0.1:${port}`
  settings = {
    DATABASE_URL: database.url,
    FRAMES_URL: join(folder, 'frames'),
    LOG_LEVEL: 'warn',
    SLACK_SIGNING_SECRET: slack.signingSecret,
    SLACK_CLIENT_ID: slack.clientId,
    SLACK_CLIENT_SECRET: slack.clientSecret,
    SLACK_STATE_SECRET: randomBytes(16).toString('hex'),
    SLACK_PUBLIC_URL: publicUrl,
    SLACK_API_URL: slack.api,
    SECRET_KEY: randomBytes(32).toString('base64'),
  }
  const file = fileURLToPath(new URL('../bench/drawing.main.ts', import.meta.url))
  const env = { ...process.env, ...settings, DATA_DIR: folder }
  worker = keepRunning({ name: 'worker', file, env, tell: () => {} })
  const ready = [startBot(port), startBot(await freePort())] as const
  const [first, second] = await Promise.all(ready)
  await worker.ready
  await balance(first, second)
  expect((await newBrowser().visit(`${publicUrl}/slack/install`)).status).toBe(200)
}, slow)
afterAll(async () => {
  await Promise.all(bots.map((bot) => bot.end('SIGKILL')))
  await worker?.stop()
  await slack?.close()
  await database?.drop()
  await rm(folder, { recursive: true, force: true })
}, slow)

const message = messageWithin(patience)
const telling = (place: string) => thread.messages.filter(says(`· Mira ${place}`))
const isTold = (place: string) => telling(place).some((one) => labelsOf(one).includes('Next'))

/** Asks for frames, kills that bot once the first of them is told, and waits for the others. */
async function tellWith(places: readonly string[], victim: Bot, left: Bot): Promise<void> {
  for (const place of places) await ann.mention(thread, `@Troupe next Mira ${place}`).acked()
  await slack.waitFor(() => places.some(isTold), 'the first frame', patience)
  expect(await victim.end('SIGKILL')).toBe('SIGKILL')
  await balance(left)
  await slack.waitFor(() => places.every(isTold), 'the frames that were left', patience)
}

test(
  'what a killed bot left is told by the other, once',
  async () => {
    const [first, second] = bots as [Bot, Bot]
    await ann.slash(channel, '/character add Mira a young woman with long red hair').acked()
    await message(channel, withPicture, 'the portrait')
    await ann.slash(channel, '/story start The lighthouse').acked()
    thread = channel.thread(await message(channel, says('a story begun by'), 'the story'))
    await message(thread, says('begins'), 'the beginning')

    const [early, late] = [
      ['in a park', 'at a lake', 'by a tree', 'on a bench'],
      ['in a wood', 'on a boat', 'by a river', 'in a field'],
    ] as const
    await tellWith(early, first, second)
    const third = await startBot(await freePort())
    await balance(second, third)
    await tellWith(late, second, third)
    await ann.mention(thread, '@Troupe next Mira under a moon').acked()
    await slack.waitFor(() => isTold('under a moon'), 'the last frame', patience)

    const places = [...early, ...late, 'under a moon']
    expect(places.map((place) => telling(place).length)).toEqual(places.map(() => 1))
    const numbers = places.map((place) => Number(/^(\d+) ·/.exec(telling(place)[0]!.text)?.[1]))
    expect(numbers.sort((a, b) => a - b)).toEqual(places.map((_, i) => i + 1))
    expect(slack.violations).toEqual([])
  },
  slow,
)
