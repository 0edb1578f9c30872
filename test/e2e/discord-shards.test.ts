import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type KeptChild, keepRunning } from '../../bot/child.ts'
import { labelsOf, withPicture } from '../bot/discord/messages.ts'
import type { ChannelHandle } from '../doubles/discord/people/channel.ts'
import type { Person } from '../doubles/discord/people/person.ts'
import { shardOf } from '../doubles/discord/shards.ts'
import { type Discord, startDiscord } from '../doubles/discord/start.ts'
import { freshDatabase, type TestDatabase } from '../postgres.ts'
import { freePort } from './troupe.ts'

const slow = 480_000
/** A delivery whose poster was killed is claimed again after two minutes. */
const patience = 200_000
const count = 2
const fileOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

interface Place {
  readonly channel: ChannelHandle
  readonly person: Person
}

/**
 * Two bot processes with one shard each of two, one database, one worker that draws stripes. Each
 * serves the servers of its shard; one of them is killed (-9) while a frame of its server is drawn.
 */
let folder: string
let database: TestDatabase
let discord: Discord
const bots: KeptChild[] = []
let worker: KeptChild | undefined
const places: Place[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'troupe-shards-'))
  database = await freshDatabase()
  // A guild's shard follows from the time in its id.
  let minute = Date.now()
  // Its clock is slow, so that a slow machine keeps Discord's three seconds.
  discord = await startDiscord({ now: () => minute + performance.now() / 100 })
  for (let shard = 0; shard < count; ) {
    const guild = discord.guild({ name: `Readers ${shard}` })
    minute += 1
    if (shardOf(guild.id, count) !== shard) continue
    const channel = guild.channel({ name: 'stories' })
    places.push({ channel, person: guild.member({ name: `Ann ${shard}` }) })
    shard++
  }
  const env = {
    ...process.env,
    DATABASE_URL: database.url,
    DATA_DIR: folder,
    FRAMES_URL: join(folder, 'frames'),
    LOG_LEVEL: 'error',
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.api,
  }
  const tell = (): void => {}
  for (let shard = 0; shard < count; shard++) {
    const own = {
      ...env,
      PORT: String(await freePort()),
      DISCORD_SHARDS: `${shard}-${shard}/${count}`,
    }
    bots.push(keepRunning({ name: 'bot', file: fileOf('../../bot/main.ts'), env: own, tell }))
  }
  worker = keepRunning({ name: 'worker', file: fileOf('../bench/drawing.main.ts'), env, tell })
  await Promise.all([...bots, worker].map(({ ready }) => ready))
}, slow)

afterAll(async () => {
  await Promise.all([...bots, worker].map((one) => one?.stop()))
  await discord?.close()
  await database?.drop()
  await rm(folder, { recursive: true, force: true })
})

const waitFor = <T>(found: () => T | undefined | false, what: string) =>
  discord.waitFor(found, what, patience)
const isDrawn = (one: ChannelHandle['messages'][number]): boolean =>
  withPicture(one) && !labelsOf(one).includes('Cancel')
const framesOf = (thread: ChannelHandle, words: string) =>
  thread.messages.filter(({ content }) => content.includes(`· Mira ${words}`))

/** Somebody says something and is acknowledged. */
async function say(
  { person }: Place,
  where: ChannelHandle,
  command: string,
  options: Readonly<Record<string, string>>,
): Promise<void> {
  const { id } = person.slash(where, command, options)
  const isAnswered = () =>
    discord.interactions.some((one) => one.id === id && one.answer !== undefined)
  await waitFor(isAnswered, `an answer to ${command}`)
}

async function begin(place: Place): Promise<ChannelHandle> {
  const { channel } = place
  const mira = { name: 'Mira', description: 'a young woman with long red hair' }
  await say(place, channel, 'character add', mira)
  await say(place, channel, 'story start', { title: 'The lighthouse' })
  return waitFor(() => channel.threads[0], 'the thread')
}

test(
  'each serves its own servers, nothing is told twice, and a restart loses nothing',
  async () => {
    expect(discord.sessions.identified).toBe(count)
    const threads = await Promise.all(places.map(begin))
    for (const [i, thread] of threads.entries()) {
      await say(places[i]!, thread, 'story next', { prompt: 'Mira in a park' })
    }
    for (const thread of threads) {
      await waitFor(() => framesOf(thread, 'in a park').some(isDrawn), 'the first frame')
    }

    // The first process dies over a frame of its server.
    const [first, second] = threads as [ChannelHandle, ChannelHandle]
    await say(places[0]!, first, 'story next', { prompt: 'Mira at a lake' })
    await waitFor(() => framesOf(first, 'at a lake')[0], 'the message of the frame')
    const { identified } = discord.sessions
    process.kill(bots[0]!.pid()!, 'SIGKILL')

    // The second does not notice.
    await say(places[1]!, second, 'story next', { prompt: 'Mira by a tree' })
    await waitFor(() => framesOf(second, 'by a tree').some(isDrawn), 'a frame of the other')

    await waitFor(() => discord.sessions.identified > identified, 'the first process again')
    await waitFor(() => framesOf(first, 'at a lake').some(isDrawn), 'the frame after the restart')
    await say(places[0]!, first, 'story next', { prompt: 'Mira under a moon' })
    await waitFor(() => framesOf(first, 'under a moon').some(isDrawn), 'the frame after that')

    const told = threads.map((thread) =>
      ['in a park', 'at a lake', 'by a tree', 'under a moon'].map(
        (words) => framesOf(thread, words).filter(({ deleted }) => !deleted).length,
      ),
    )
    expect(told).toEqual([
      [1, 1, 0, 1],
      [1, 0, 1, 0],
    ])
    // Answered once: a second answer to an interaction would be refused.
    const callbacks = discord.requests.filter(({ path }) => path.endsWith('/callback'))
    expect(callbacks.map(({ status }) => status).filter((status) => status >= 400)).toEqual([])
    expect(callbacks).toHaveLength(discord.interactions.length)
    expect(discord.violations).toEqual([])
  },
  slow,
)
