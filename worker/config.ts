import { join } from 'node:path'
import { z } from 'zod'
import { bundlesNamed } from '../models/bundles/named.ts'
import type { Pool } from '../story/pools.ts'
import { readFramesAddress } from './frames-address.ts'
import { type RunOn, runOnOf, runOnSettings } from './run-on.ts'
import { type S3Key, s3KeyOf, s3KeySettings } from './s3-key.ts'

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** Every setting of the worker, by its name in the environment. */
export const workerSettings = z.object({
  DATABASE_URL: z.url({
    protocol: /^postgres(ql)?$/,
    error: ({ input }) =>
      input === undefined
        ? 'is not set: a worker of its own needs the PostgreSQL that the bot uses (npm start brings its own)'
        : 'must be a postgres:// address',
  }),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must be a redis:// address' }).optional(),
  FRAMES_URL: z.string().optional(),
  ...s3KeySettings,
  DATA_DIR: z.string().default('./data'),
  BUNDLE: z.string().default('storybook'),
  POOL: z.string().optional(),
  THREADS: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .optional(),
  DISCOVERY_BATCH: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .optional(),
  OPERATION_PORT: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(65535, 'must be at most 65535')
    .optional(),
  OPERATION_HOST: z.string().default('127.0.0.1'),
  ...runOnSettings,
  LOG_LEVEL: z.enum(levels, { error: `must be one of ${levels.join(', ')}` }).default('info'),
})

export interface WorkerConfig {
  readonly databaseUrl: string
  readonly redisUrl: string | undefined
  /** A folder or an address of pictures; without FRAMES_URL the folder `frames` in DATA_DIR. */
  readonly framesUrl: string
  readonly framesKey: S3Key
  /** The folder of the bundle that draws. */
  readonly bundle: string
  /** Whose work this worker does. */
  readonly pool: Pool
  /** The deployment's models, the first one is the default. */
  readonly models: readonly string[]
  /** CPU threads of the model process; undefined: onnxruntime decides. */
  readonly threads: number | undefined
  /** Portraits of a face that are drawn at a time; undefined: as many as its model makes sensible. */
  readonly discoveryBatch: number | undefined
  /** Where the worker tells how it is; without a port it does not. */
  readonly operation: { readonly host: string; readonly port: number | undefined }
  /** What the models run on. */
  readonly runOn: RunOn
  readonly logLevel: string
}

/** Settings from an environment, where an empty value is unset. Throws one line naming what is wrong. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): WorkerConfig {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = workerSettings.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw new RangeError(`${issue.path.join('.')} ${issue.message}`)
  }
  const { DATABASE_URL, REDIS_URL, FRAMES_URL, DATA_DIR, LOG_LEVEL } = parsed.data
  const { THREADS, DISCOVERY_BATCH } = parsed.data
  const framesUrl = FRAMES_URL ?? join(DATA_DIR, 'frames')
  readFramesAddress(framesUrl)
  return {
    databaseUrl: DATABASE_URL,
    redisUrl: REDIS_URL,
    framesUrl,
    framesKey: s3KeyOf(parsed.data),
    ...poolFrom(parsed.data),
    threads: THREADS,
    discoveryBatch: DISCOVERY_BATCH,
    operation: { host: parsed.data.OPERATION_HOST, port: parsed.data.OPERATION_PORT },
    runOn: runOnOf(parsed.data),
    logLevel: LOG_LEVEL,
  }
}

/** What a worker draws with: the first bundle, or the one that POOL names. */
function poolFrom({
  BUNDLE,
  POOL,
}: z.infer<typeof workerSettings>): Pick<WorkerConfig, 'bundle' | 'pool' | 'models'> {
  const bundles = bundlesNamed(BUNDLE)
  const models = bundles.map(({ name }) => name)
  const own = POOL === undefined ? bundles[0] : bundles.find(({ name }) => name === POOL)
  if (own === undefined) {
    throw new RangeError(`POOL is ${POOL}, which is none of BUNDLE's: ${models.join(', ')}`)
  }
  return { bundle: own.folder, pool: own === bundles[0] ? undefined : own.name, models }
}

/** The worker's settings: the only place of the worker that looks at the environment. */
export const configFromEnvironment = (): WorkerConfig => readConfig(process.env)
