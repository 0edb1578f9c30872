import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { table } from '../../bench/table.ts'
import { keepRunning } from '../../bot/child.ts'
import { startEmbeddedPostgres } from '../../prisma/embedded.ts'
import { migrate } from '../../prisma/migrate.ts'
import { createRandom } from '../../training/random.ts'
import { answerMs } from '../doubles/discord/routes/interactions.ts'
import { startDiscord } from '../doubles/discord/start.ts'
import { freePort } from '../e2e/troupe.ts'
import { openScene } from './discord-scene.ts'
import { cpuMs, quantile, steadily } from './load.ts'

const typing = 4
/** How long the bot may take to catch up after a row. */
const patienceMs = 120_000
const fileOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

/**
 * `npm run bench:discord`: how long Discord waits for the first answer, from INTERACTION_CREATE to
 * the callback, at rising rates. Four processes: this one with Discord's double, the bot, a worker
 * that draws stripes, PostgreSQL with its durable settings. The bot's CPU time for each, with all
 * that it does afterwards, says what a machine is good for even while others work on it.
 */
async function main(rates: readonly number[], seconds: number): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'troupe-bench-'))
  await chmod(dataDir, 0o711)
  const folder = join(dataDir, 'postgres')
  const postgres = await startEmbeddedPostgres({ dataDir: folder, log: () => {} })
  await migrate(postgres.url)
  const discord = await startDiscord({ now: () => performance.timeOrigin + performance.now() })
  const env = {
    ...process.env,
    DATABASE_URL: postgres.url,
    DATA_DIR: dataDir,
    FRAMES_URL: join(dataDir, 'frames'),
    PORT: String(await freePort()),
    LOG_LEVEL: 'error',
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.api,
  }
  const tell = (sentence: string): void => console.error(sentence)
  const bot = keepRunning({ name: 'bot', file: fileOf('../../bot/main.ts'), env, tell })
  const worker = keepRunning({ name: 'worker', file: fileOf('./drawing.main.ts'), env, tell })
  try {
    await Promise.all([bot.ready, worker.ready])
    await discord.waitFor(() => discord.commands().length > 0, 'the bot on Discord', 60_000)
    const scene = await openScene(discord, postgres.url)
    const random = createRandom(1)
    const rows: string[][] = []

    async function measure(what: string, type: number, run: () => Promise<unknown>): Promise<void> {
      const before = discord.interactions.length
      const spent = await cpuMs(bot.pid())
      await run()
      await caughtUp()
      const each = ((await cpuMs(bot.pid())) - spent) / (discord.interactions.length - before)
      const asked = discord.interactions.slice(before).filter((one) => one.type === type)
      const waits = asked.flatMap(({ createdAt, answeredAt }) =>
        answeredAt === undefined ? [] : [answeredAt - createdAt],
      )
      const times = [0.5, 0.99, 1].map((share) =>
        waits.length === 0 ? '–' : `${quantile(waits, share).toFixed(0)} ms`,
      )
      const late = asked.length - waits.length
      rows.push([what, String(asked.length), ...times, String(late), `${each.toFixed(1)} ms`])
      console.error(rows.at(-1)!.join(' | '))
    }

    /** Until the bot has nothing left to do, so that a row says nothing about the one before it. */
    async function caughtUp(): Promise<void> {
      const end = performance.now() + patienceMs
      for (let last = -1, calm = 0; calm < 4 && performance.now() < end; ) {
        await new Promise((resolve) => setTimeout(resolve, answerMs / 3))
        const isThinking = discord.interactions.some(
          ({ original }) => original?.loading && !original.deleted,
        )
        const { length } = discord.requests
        calm = !isThinking && length - last < 50 ? calm + 1 : 0
        last = length
      }
    }

    await steadily(10, 5, () => scene.speak(random))
    await measure('completion, 20/s beside 25 commands/s', typing, () =>
      Promise.all([
        steadily(20, seconds, () => scene.type(random)),
        steadily(25, seconds, () => scene.speak(random)),
      ]),
    )
    for (const rate of rates) {
      await measure(`${rate} commands/s`, 2, () =>
        steadily(rate, seconds, () => scene.speak(random)),
      )
    }
    const [{ model } = { model: 'unknown' }] = cpus()
    const load = loadavg()[0]!.toFixed(1)
    console.log(`${model}, ${cpus().length} cores, load ${load}, Node ${process.version}`)
    console.log(
      table(['load', 'asked', 'p50', 'p99', 'longest', 'later than 3 s', 'bot CPU each'], rows),
    )
  } finally {
    await Promise.all([bot.stop(), worker.stop()])
    await discord.close()
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

const { values } = parseArgs({
  options: {
    rates: { type: 'string', default: '25,50,100,200' },
    seconds: { type: 'string', default: '20' },
  },
})
await main(values.rates.split(',').map(Number), Number(values.seconds))
process.exit()
