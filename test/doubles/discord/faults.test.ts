import { REST } from 'discord.js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ChannelHandle } from './people/channel.ts'
import { type Discord, startDiscord } from './start.ts'

let discord: Discord
let channel: ChannelHandle
let now: number

beforeEach(() => {
  now = Date.now()
})
afterEach(() => discord.close())

async function start(enforceRateLimits = false, retries = 0): Promise<REST> {
  discord = await startDiscord({ now: () => now, enforceRateLimits })
  channel = discord.guild().channel()
  const rest = new REST({ api: discord.api, version: '10', retries })
  return rest.setToken(discord.token)
}

const post = (rest: REST, content: string) =>
  rest.post(`/channels/${channel.id}/messages`, { body: { content } })
const contents = () => channel.messages.map(({ content }) => content)

test('a client that is told to wait waits, and tries again', async () => {
  const rest = await start()
  discord.faults.rateLimit('POST /channels/*/messages', { times: 2, retryAfter: 0.03 })
  await post(rest, 'patience')
  expect(contents()).toEqual(['patience'])
  expect(discord.requests.map(({ status }) => status)).toEqual([429, 429, 200])
  expect(discord.invalidAnswers).toBe(2)
})

test("shared limits are nobody's fault", async () => {
  const rest = await start()
  discord.faults.rateLimit('POST /channels/*/messages', { retryAfter: 0.01, scope: 'shared' })
  discord.faults.rateLimit('POST /channels/*/messages', { retryAfter: 0.01, scope: 'global' })
  await post(rest, 'x')
  expect(discord.invalidAnswers).toBe(1)
})

test('a request fails without a trace', async () => {
  const rest = await start()
  discord.faults.fail('POST /channels/*/messages')
  await expect(post(rest, 'lost')).rejects.toMatchObject({ status: 500 })
  expect(contents()).toEqual([])
  await post(rest, 'kept')
  expect(contents()).toEqual(['kept'])
  expect(discord.violations).toEqual([])
})

test('a request is carried out although it seems to fail', async () => {
  const rest = await start()
  discord.faults.acceptThenFail('POST /channels/*/messages')
  await expect(post(rest, 'there')).rejects.toMatchObject({ status: 500 })
  expect(contents()).toEqual(['there'])
})

test('discord.js repeats what failed, and a nonce keeps it from doing it twice', async () => {
  const rest = await start(false, 3)
  const body = { content: 'once', nonce: 'n', enforce_nonce: true }
  discord.faults.acceptThenFail('POST /channels/*/messages', { times: 2 })
  await rest.post(`/channels/${channel.id}/messages`, { body })
  expect(contents()).toEqual(['once'])
  expect(discord.requests.map(({ status }) => status)).toEqual([500, 500, 200])
})

test('a request is never answered, or its connection cut', async () => {
  const rest = await start()
  rest.options.timeout = 500
  await post(rest, '0')
  discord.faults.hang('POST /channels/*/messages')
  await expect(post(rest, 'lost')).rejects.toThrow(/aborted/)
  discord.faults.acceptThenHang('POST /channels/*/messages')
  await expect(post(rest, '1')).rejects.toThrow(/aborted/)
  discord.faults.acceptThenCut('POST /channels/*/messages')
  await expect(post(rest, '2')).rejects.toThrow()
  discord.faults.cut('POST /channels/*/messages')
  await expect(post(rest, 'lost')).rejects.toThrow()
  expect(contents()).toEqual(['0', '1', '2'])
})

test('six messages at once are too many when limits are enforced', async () => {
  await start(true)
  const send = (content: string) =>
    fetch(`${discord.api}/v10/channels/${channel.id}/messages`, {
      method: 'POST',
      headers: {
        authorization: `Bot ${discord.token}`,
        'content-type': 'application/json',
        'user-agent': 'DiscordBot (https://example.org, 1)',
      },
      body: JSON.stringify({ content }),
    })
  const remaining: (string | null)[] = []
  for (let i = 1; i <= 5; i++) {
    const { headers } = await send(`${i}`)
    remaining.push(headers.get('x-ratelimit-remaining'))
  }
  expect(remaining).toEqual(['4', '3', '2', '1', '0'])
  const sixth = await send('6')
  expect(sixth.status).toBe(429)
  expect(await sixth.json()).toMatchObject({ retry_after: 5, global: false })
  now += 5000
  expect((await send('7')).status).toBe(200)
  expect(discord.violations).toEqual([])
})

test('a wrong token is an invalid answer', async () => {
  await start()
  const stranger = new REST({ api: discord.api, version: '10' }).setToken('wrong')
  await expect(stranger.get('/users/@me')).rejects.toMatchObject({ status: 401 })
  expect(discord.invalidAnswers).toBe(1)
})
