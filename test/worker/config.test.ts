import { expect, test } from 'vitest'
import { readConfig } from '../../worker/config.ts'

const DATABASE_URL = 'postgres://troupe@localhost:5432/troupe'

test('one setting is enough', () => {
  const config = readConfig({ DATABASE_URL, REDIS_URL: '', THREADS: '' })
  expect(config).toMatchObject({
    databaseUrl: DATABASE_URL,
    redisUrl: undefined,
    threads: undefined,
    discoveryBatch: undefined,
    logLevel: 'info',
  })
  expect(config.framesUrl).toMatch(/data[/\\]frames$/)
  expect(config.bundle).toMatch(/models[/\\]bundles[/\\]storybook$/)
})

test('a bundle is one of ours by name, or any folder', () => {
  expect(readConfig({ DATABASE_URL, BUNDLE: './mine' }).bundle).toBe('./mine')
  expect(readConfig({ DATABASE_URL, BUNDLE: 'photomaker' }).bundle).toMatch(
    /bundles[/\\]photomaker$/,
  )
})

test('of several bundles a worker draws with the first, or with the one that POOL names', () => {
  const BUNDLE = 'storybook,/models/realvis'
  const models = ['storybook', 'realvis']
  expect(readConfig({ DATABASE_URL, BUNDLE })).toMatchObject({ pool: undefined, models })
  const second = { bundle: '/models/realvis', pool: 'realvis', models }
  expect(readConfig({ DATABASE_URL, BUNDLE, POOL: 'realvis' })).toMatchObject(second)
  const first = { pool: undefined, models }
  expect(readConfig({ DATABASE_URL, BUNDLE, POOL: 'storybook' })).toMatchObject(first)
})

test.each([
  [{}, /^DATABASE_URL is not set: a worker of its own needs the PostgreSQL/],
  [{ DATABASE_URL: 'mysql://x' }, /^DATABASE_URL must be a postgres:\/\/ address$/],
  [{ DATABASE_URL, REDIS_URL: 'localhost' }, /^REDIS_URL must be a redis:\/\/ address$/],
  [{ DATABASE_URL, THREADS: 'many' }, /^THREADS must be a number$/],
  [{ DATABASE_URL, THREADS: '0' }, /^THREADS must be at least 1$/],
  [{ DATABASE_URL, DISCOVERY_BATCH: '2.5' }, /^DISCOVERY_BATCH must be a whole number$/],
  [
    { DATABASE_URL, BUNDLE: 'storybook,/models/realvis', POOL: 'vast' },
    /^POOL is vast, which is none of BUNDLE's: storybook, realvis$/,
  ],
  [{ DATABASE_URL, BUNDLE: 'storybook,/a/storybook' }, /^BUNDLE names two bundles storybook/],
  [{ DATABASE_URL, LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be one of fatal/],
])('%j is told in one line', (env, line) => {
  expect(() => readConfig(env)).toThrow(line)
})
