import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type Discord, startDiscord } from './start.ts'

interface Frame {
  readonly op: number
  readonly s: number | null
  readonly t: string | null
  readonly d: { readonly session_id?: string; readonly heartbeat_interval?: number }
}

let discord: Discord

beforeEach(async () => {
  discord = await startDiscord()
})
afterEach(() => discord.close())

/** A client that only collects what it hears. */
function open(query = 'v=10&encoding=json') {
  const socket = new WebSocket(`${discord.url.replace('http', 'ws')}/gateway?${query}`)
  const frames: Frame[] = []
  let closedWith: number | undefined
  socket.on('message', (data) => frames.push(JSON.parse(data.toString()) as Frame))
  socket.on('close', (code) => {
    closedWith = code
  })
  return {
    frames,
    send: (op: number, d: unknown) => socket.send(JSON.stringify({ op, d })),
    sendText: (text: string) => socket.send(text),
    heard: (op: number) => discord.waitFor(() => frames.find((one) => one.op === op), `op ${op}`),
    told: (t: string) => discord.waitFor(() => frames.find((one) => one.t === t), t),
    closed: () => discord.waitFor(() => closedWith, 'the end'),
  }
}

const identity = (intents = 1) => ({ token: discord.token, intents, properties: {} })

test('hello, heartbeats, ready, and guilds for those who asked', async () => {
  discord.guild()
  const client = open()
  expect((await client.heard(10)).d.heartbeat_interval).toBe(41_250)
  client.send(1, null)
  await client.heard(11)
  client.send(2, identity())
  await client.told('GUILD_CREATE')
  expect(client.frames.map(({ t, s }) => [t, s]).slice(2)).toEqual([
    ['READY', 1],
    ['GUILD_CREATE', 2],
  ])
  const without = open()
  await without.heard(10)
  without.send(2, identity(1 << 9))
  await without.told('READY')
  expect(without.frames).toHaveLength(2)
  expect(discord.violations).toEqual([])
})

test('a session is resumed with what was missed, and with nothing else', async () => {
  const first = open()
  await first.heard(10)
  first.send(2, identity())
  const { d } = await first.told('READY')
  const guild = discord.guild()
  await first.told('GUILD_CREATE')
  discord.dropGateway()
  guild.channel()
  const second = open()
  await second.heard(10)
  second.send(6, { token: discord.token, session_id: d.session_id, seq: 2 })
  await second.told('RESUMED')
  expect(second.frames.slice(1).map(({ t, s }) => [t, s])).toEqual([
    ['CHANNEL_CREATE', 3],
    ['RESUMED', 4],
  ])
  const third = open()
  await third.heard(10)
  third.send(6, { token: discord.token, session_id: 'other', seq: 2 })
  expect((await third.heard(9)).d).toBe(false)
})

test.each<[string, number, unknown, number]>([
  ['presence before identifying', 3, {}, 4003],
  ['a wrong token', 2, { token: 'wrong', intents: 1 }, 4004],
  ['intents that do not exist', 2, 1 << 30, 4013],
  ['intents that were not granted', 2, 1 << 1, 4014],
])('%s ends the connection', async (_, op, d, code) => {
  const client = open()
  await client.heard(10)
  client.send(op, typeof d === 'number' ? identity(d) : d)
  expect(await client.closed()).toBe(code)
})

test('so do identifying twice, unknown operations and what is not JSON', async () => {
  for (const [op, code] of [
    [2, 4005],
    [77, 4001],
  ] as const) {
    const client = open()
    await client.heard(10)
    client.send(2, identity())
    client.send(op, identity())
    expect(await client.closed()).toBe(code)
  }
  const client = open()
  await client.heard(10)
  client.sendText('not JSON')
  expect(await client.closed()).toBe(4002)
  expect(await open('v=9&encoding=json').closed()).toBe(4012)
  expect(await open('v=10&encoding=etf').closed()).toBe(4002)
  expect(discord.violations).toHaveLength(5)
})
