import { readConfig as readBotConfig } from '../../bot/config.ts'
import { bundlesNamed } from '../../models/bundles/named.ts'
import { readConfig as readWorkerConfig } from '../../worker/config.ts'
import { openFrameStore } from '../../worker/open-frame-store.ts'
import { examineBundle, examineWords } from './bundle.ts'
import { examineDatabase } from './database.ts'
import { examine, type Finding, reasonOf } from './finding.ts'
import { examinePictures } from './pictures.ts'
import { examineRedis } from './redis.ts'
import { examineTokens } from './tokens.ts'

const embedded: Finding = {
  about: 'database',
  state: 'good',
  sentence: 'DATABASE_URL is not set: npm start brings its own.',
}
/** Stands in for the address of a database that only `npm start` knows. */
const unknown = 'postgres://embedded'

/** Examines everything that these settings name. Never rejects; without sound settings it stops there. */
export async function consult(
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly Finding[]> {
  try {
    const bot = readBotConfig(env)
    const { DATABASE_URL } = bot
    const worker = readWorkerConfig({ ...env, DATABASE_URL: DATABASE_URL ?? unknown })
    const found = await Promise.all([
      DATABASE_URL === undefined
        ? [embedded]
        : examine('database', () => examineDatabase(DATABASE_URL)),
      examine('redis', () => examineRedis(worker.redisUrl)),
      examine('pictures', () =>
        examinePictures(openFrameStore(worker.framesUrl, worker.framesKey)),
      ),
      examine('bundle', () => examineBundle(worker.bundle)),
      ...bundlesNamed(bot.BUNDLE)
        .filter(({ folder }) => folder !== worker.bundle)
        .map(async (bundle) => [await examineWords(bundle)]),
      examine('tokens', () => examineTokens(bot)),
    ])
    return [{ about: 'settings', state: 'good', sentence: 'They make sense.' }, ...found.flat()]
  } catch (error) {
    return [{ about: 'settings', state: 'bad', sentence: `${reasonOf(error)}.` }]
  }
}
