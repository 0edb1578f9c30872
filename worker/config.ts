import { join } from 'node:path'
import { z } from 'zod'

/** Everything that the worker reads from the environment. */
export const environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' }),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'must be a redis:// address' }).optional(),
  /** Where pictures are kept; without it a folder `frames` in DATA_DIR. */
  FRAMES_URL: z.string().min(1).optional(),
  DATA_DIR: z.string().min(1).default('data'),
  /** The folder of the bundle that draws. */
  BUNDLE: z.string().min(1).default('models/bundles/storybook'),
  /** CPU threads of the model process; without it onnxruntime decides. */
  THREADS: z.coerce.number().int().min(1).max(256).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
})

export interface WorkerConfig {
  readonly databaseUrl: string
  readonly redisUrl: string | undefined
  readonly framesUrl: string
  readonly bundle: string
  readonly threads: number | undefined
  readonly logLevel: string
}

/** Reads the environment; an empty value counts as unset. Throws one line naming what is wrong. */
export function readConfig(source: Readonly<Record<string, string | undefined>>): WorkerConfig {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    throw new RangeError(`bad settings: ${lines.join('; ')}`)
  }
  const settings = parsed.data
  return {
    databaseUrl: settings.DATABASE_URL,
    redisUrl: settings.REDIS_URL,
    framesUrl: settings.FRAMES_URL ?? join(settings.DATA_DIR, 'frames'),
    bundle: settings.BUNDLE,
    threads: settings.THREADS,
    logLevel: settings.LOG_LEVEL,
  }
}
