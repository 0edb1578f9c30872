import { Redis } from 'ioredis'
import { settingsThatLoseJobs } from '../../worker/redis-check.ts'
import { type Finding, reasonOf } from './finding.ts'

const about = 'redis'

/** Whether Redis answers, is new enough, and keeps jobs when it is full or crashes. */
export async function examineRedis(url: string | undefined): Promise<Finding[]> {
  if (url === undefined) {
    return [{ about, state: 'good', sentence: 'There is none; PostgreSQL carries the jobs.' }]
  }
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null })
  redis.on('error', () => undefined)
  try {
    await redis.connect()
    const info = await redis.info()
    const version = /^redis_version:(\d+)\.(\d+)/m.exec(info)
    const [, major = '0', minor = '0'] = version ?? []
    const findings: Finding[] = settingsThatLoseJobs(info).map((sentence) => ({
      about,
      state: 'risky',
      sentence: `${sentence}.`,
    }))
    if (Number(major) * 100 + Number(minor) < 602) {
      const sentence = `Redis ${major}.${minor} is too old: 6.2 or later is needed.`
      findings.push({ about, state: 'bad', sentence })
    }
    if (findings.length > 0) return findings
    return [{ about, state: 'good', sentence: 'Redis answers and keeps what it is told.' }]
  } catch (error) {
    const sentence = `Redis does not answer (${reasonOf(error)}): check REDIS_URL and its password.`
    return [{ about, state: 'bad', sentence }]
  } finally {
    redis.disconnect()
  }
}
