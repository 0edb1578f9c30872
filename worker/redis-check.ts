import { Redis } from 'ioredis'

/** One field of Redis' INFO text. */
const field = (info: string, name: string): string | undefined =>
  new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1]

/** What of a Redis' settings can lose jobs, from its INFO. */
export function settingsThatLoseJobs(info: string): string[] {
  const warnings: string[] = []
  const policy = field(info, 'maxmemory_policy')
  if (policy !== undefined && policy !== 'noeviction') {
    warnings.push(
      `Redis drops keys when it is full: set maxmemory-policy noeviction, not ${policy}`,
    )
  }
  if (field(info, 'aof_enabled') === '0') {
    warnings.push('Redis keeps no log on disk (appendonly no): a crash loses its queue for a while')
  }
  return warnings
}

/** Asks a Redis for its settings. Nothing here is fatal: Postgres is the truth. */
export async function redisWarnings(url: string): Promise<string[]> {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 1 })
  redis.on('error', () => undefined)
  try {
    return settingsThatLoseJobs(await redis.info())
  } catch {
    return [
      'Redis did not tell its settings: maxmemory-policy noeviction and appendonly yes matter',
    ]
  } finally {
    redis.disconnect()
  }
}
