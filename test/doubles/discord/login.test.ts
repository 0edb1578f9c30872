import { type Client, Events, GatewayIntentBits } from 'discord.js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { connect } from './client.ts'
import { shardOf } from './shards.ts'
import { type Discord, startDiscord } from './start.ts'

let discord: Discord
let clients: Client[]

beforeEach(async () => {
  discord = await startDiscord()
  clients = []
})
afterEach(async () => {
  for (const client of clients) await client.destroy()
  await discord.close()
})

async function login(intents?: GatewayIntentBits[]): Promise<Client<true>> {
  const client = await connect(discord, intents ? { intents } : {})
  clients.push(client)
  return client
}

test('a client logs in, and sees itself, its guilds and their channels', async () => {
  const guild = discord.guild({ name: 'Wood' })
  const channel = guild.channel({ name: 'tales' })
  const client = await login()
  expect(client.user.id).toBe(discord.botId)
  expect(client.guilds.cache.get(guild.id)?.name).toBe('Wood')
  expect(client.channels.cache.get(channel.id)).toMatchObject({ name: 'tales', type: 0 })
  expect(await client.application.fetch()).toMatchObject({ name: 'Troupe' })
  expect(discord.violations).toEqual([])
})

test('each of two shards hears of its own servers only', async () => {
  const guilds = Array.from({ length: 40 }, () => discord.guild())
  const [first, second] = await Promise.all(
    [0, 1].map(async (shard) => {
      const client = await connect(discord, { shards: [shard], shardCount: 2 })
      clients.push(client)
      return new Set(client.guilds.cache.keys())
    }),
  )
  for (const { id } of guilds) {
    const isFirst = shardOf(id, 2) === 0
    expect([first!.has(id), second!.has(id)]).toEqual([isFirst, !isFirst])
  }
  expect(discord.violations).toEqual([])
})

test('a wrong token is refused', async () => {
  const { api } = discord
  await expect(connect({ api, token: 'wrong' })).rejects.toThrow('invalid token')
  expect(discord.invalidAnswers).toBe(1)
})

test('intents that were not granted are refused', async () => {
  const intents = [GatewayIntentBits.Guilds, GatewayIntentBits.MessageContent]
  await expect(login(intents)).rejects.toThrow('disallowed intents')
})

test('what happens while the connection is down is heard after it', async () => {
  const guild = discord.guild()
  const channel = guild.channel()
  const nora = guild.member({ name: 'Nora' })
  const client = await login()
  const heard: string[] = []
  client.on(Events.MessageCreate, ({ id }) => heard.push(id))
  discord.dropGateway()
  const message = nora.say(channel, 'is anybody there?')
  await discord.waitFor(() => heard.length > 0, 'the message')
  expect(heard).toEqual([message.id])
  expect(discord.sessions).toEqual({ identified: 1, resumed: 1 })
})

test('a session that is gone begins again', async () => {
  discord.guild()
  const client = await login()
  const readyAgain = new Promise((resolve) => client.once(Events.ShardReady, resolve))
  discord.dropGateway({ isForgotten: true })
  await readyAgain
  expect(discord.sessions.identified).toBe(2)
  expect(discord.sessions.resumed).toBe(0)
})

test('a client that is asked to reconnect resumes', async () => {
  await login()
  discord.askToReconnect()
  await discord.waitFor(() => discord.sessions.resumed === 1, 'a resume')
})

test('words of others need their own intent', async () => {
  const guild = discord.guild()
  const channel = guild.channel()
  const nora = guild.member()
  const client = await login()
  const heard: string[] = []
  client.on(Events.MessageCreate, ({ content }) => heard.push(content))
  nora.say(channel, 'secret')
  nora.say(channel, `hello <@${discord.botId}>`)
  await discord.waitFor(() => heard.length === 2, 'two messages')
  expect(heard).toEqual(['', `hello <@${discord.botId}>`])
})

test('a bot is kicked and invited again', async () => {
  const guild = discord.guild()
  const channel = guild.channel()
  const nora = guild.member()
  const client = await login()
  const seen: string[] = []
  client.on(Events.GuildDelete, ({ id }) => seen.push(`left ${id}`))
  client.on(Events.GuildCreate, ({ id }) => seen.push(`joined ${id}`))
  guild.kickBot()
  await discord.waitFor(() => seen.length === 1, 'leaving')
  expect(() => nora.slash(channel, 'story next')).toThrow('no command /story')
  const post = client.rest.post(`/channels/${channel.id}/messages`, { body: { content: 'hi' } })
  await expect(post).rejects.toMatchObject({ code: 50001, status: 403 })
  guild.inviteBot()
  await discord.waitFor(() => seen.length === 2, 'joining')
  expect(seen).toEqual([`left ${guild.id}`, `joined ${guild.id}`])
})
