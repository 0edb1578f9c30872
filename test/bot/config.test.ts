import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { botSettings, isLoopback, readConfig } from '../../bot/config.ts'
import { workerSettings } from '../../worker/config.ts'

test('with no settings everything has a default, and empty values are no settings', () => {
  const { PORT, HOST, DATABASE_URL, BUNDLE, LOG_LEVEL } = readConfig({ PORT: '', DATABASE_URL: '' })
  expect({ PORT, HOST, DATABASE_URL, BUNDLE, LOG_LEVEL }).toEqual({
    PORT: 4000,
    HOST: '127.0.0.1',
    DATABASE_URL: undefined,
    BUNDLE: 'storybook',
    LOG_LEVEL: 'info',
  })
})

test.each([
  [{ PORT: 'many' }, 'PORT must be a port number, 1 to 65535'],
  [{ PORT: '0' }, 'PORT must be a port number, 1 to 65535'],
  [{ PORT: '70000' }, 'PORT must be a port number, 1 to 65535'],
  [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL must start with postgres:// or postgresql://'],
  [{ REDIS_URL: 'localhost' }, 'REDIS_URL must start with redis:// or rediss://'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be trace, debug, info, warn, error, fatal or silent'],
])('a bad value is one line that names it: %j', (env, line) => {
  expect(() => readConfig(env)).toThrow(new RangeError(line))
})

test('Slack needs two tokens, each in its place', () => {
  const tokens = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }
  expect(readConfig(tokens)).toMatchObject(tokens)
  expect(() => readConfig({ SLACK_BOT_TOKEN: 'xoxb-1' })).toThrow(/^SLACK_APP_TOKEN is not set: /)
  expect(() => readConfig({ SLACK_APP_TOKEN: 'xapp-1' })).toThrow(/^SLACK_BOT_TOKEN is not set: /)
  expect(() => readConfig({ ...tokens, SLACK_BOT_TOKEN: 'xapp-secret' })).toThrow(
    new RangeError('SLACK_BOT_TOKEN must start with xoxb- (docs/slack.md)'),
  )
})

const http = {
  SLACK_SIGNING_SECRET: 's',
  SLACK_CLIENT_ID: '1.2',
  SLACK_CLIENT_SECRET: 'c',
  SLACK_STATE_SECRET: 'sixteen letters!',
  SLACK_PUBLIC_URL: 'https://troupe.example.org/',
  SECRET_KEY: Buffer.alloc(32, 1).toString('base64'),
}

test('Slack by HTTP needs all that belongs to it, and no token', () => {
  const old = { SECRET_KEYS_OLD: `${http.SECRET_KEY}, ${Buffer.alloc(32, 2).toString('base64')}` }
  expect(readConfig({ ...http, ...old })).toMatchObject({
    SLACK_PUBLIC_URL: 'https://troupe.example.org',
    SLACK_PORT: 3000,
    SECRET_KEY: new Uint8Array(32).fill(1),
    SECRET_KEYS_OLD: [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)],
  })
  for (const name of Object.keys(http)) {
    const sentence = new RegExp(`^${name} is not set: Slack needs SLACK_SIGNING_SECRET, .*docs`)
    expect(() => readConfig({ ...http, [name]: '' })).toThrow(sentence)
  }
  expect(() => readConfig({ SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 'c' })).toThrow(
    /^SLACK_SIGNING_SECRET, SLACK_STATE_SECRET, SLACK_PUBLIC_URL and SECRET_KEY are not set/,
  )
  expect(() => readConfig({ ...http, SLACK_BOT_TOKEN: 'xoxb-1' })).toThrow(
    /^SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET are both set: /,
  )
  expect(() => readConfig(old)).toThrow(/^SECRET_KEY is not set: /)
  expect(readConfig({ SECRET_KEY: http.SECRET_KEY }).SLACK_PUBLIC_URL).toBeUndefined()
})

test('Slack by Socket Mode may have a public address, for which it needs a key', () => {
  const { SLACK_PUBLIC_URL, SECRET_KEY } = http
  const tokens = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', SLACK_PUBLIC_URL }
  const address = { SLACK_PUBLIC_URL: 'https://troupe.example.org', SLACK_PORT: 3000 }
  expect(readConfig({ ...tokens, SECRET_KEY })).toMatchObject(address)
  expect(() => readConfig(tokens)).toThrow(
    /^SECRET_KEY is not set: Slack needs SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_PUBLIC_URL and /,
  )
  expect(() => readConfig({ SLACK_PUBLIC_URL, SECRET_KEY })).toThrow(/^SLACK_SIGNING_SECRET, /)
})

test.each([
  [
    { SECRET_KEY: 'short' },
    'SECRET_KEY must be 32 random bytes in base64: openssl rand -base64 32',
  ],
  [{ SLACK_STATE_SECRET: 'short' }, 'SLACK_STATE_SECRET must have at least 16 characters'],
  [{ SLACK_PUBLIC_URL: 'http://troupe.example.org' }, 'SLACK_PUBLIC_URL must start with https://'],
])('a setting of Slack by HTTP that cannot be is one line: %j', (env, line) => {
  expect(() => readConfig({ ...http, ...env })).toThrow(new RangeError(line))
})

test('shards are a part of all shards', () => {
  expect(readConfig({ DISCORD_SHARDS: '2-3/8' }).DISCORD_SHARDS).toEqual({ ids: [2, 3], count: 8 })
  for (const DISCORD_SHARDS of ['3', '3-2/8', '0-8/8', 'all']) {
    expect(() => readConfig({ DISCORD_SHARDS })).toThrow(/^DISCORD_SHARDS must/)
  }
})

test('.env.example documents exactly the settings of the bot and the worker', async () => {
  const lines = (await readFile('.env.example', 'utf8')).split('\n')
  const documented = lines.flatMap((line) => /^([A-Z_]+)=/.exec(line)?.[1] ?? [])
  const known = new Set([...Object.keys(botSettings.shape), ...Object.keys(workerSettings.shape)])
  expect([...documented].sort()).toEqual([...known].sort())
})

test('the values in .env.example are the defaults', async () => {
  const lines = (await readFile('.env.example', 'utf8')).split('\n')
  const given = lines.flatMap((line) => {
    const pair = /^([A-Z_]+)=(.*)$/.exec(line)
    return pair ? [[pair[1]!, pair[2]!] as const] : []
  })
  expect(readConfig(Object.fromEntries(given))).toEqual(readConfig({}))
})

test.each(['localhost', '127.0.0.1', '127.8.0.1', '::1'])('%s is this computer', (host) => {
  expect(isLoopback(host)).toBe(true)
})

test.each(['0.0.0.0', '192.168.1.4', 'example.org', '127.0.0.1.example.org'])(
  '%s is not only this computer',
  (host) => {
    expect(isLoopback(host)).toBe(false)
  },
)
