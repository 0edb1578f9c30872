import { EventEmitter } from 'node:events'
import { type Client, Events } from 'discord.js'
import { expect, test } from 'vitest'
import { noteServers, watchServers } from '../../../bot/discord/servers.ts'
import { memoryStore } from '../../fakes/memory-store.ts'
import { troupeOnDiscord } from './troupe.ts'

const now = new Date('2026-11-24T12:00:00Z')
const later = () => new Promise((go) => setImmediate(go))

test('notes servers that the bot is removed from and invited to again', async () => {
  const store = memoryStore()
  const client = new EventEmitter()
  watchServers(client as unknown as Client, store, { error: () => {} }, () => now)
  const leftAt = async () => (await store.tenant('discord', '11')).leftAt
  client.emit(Events.GuildDelete, { id: '11' })
  await later()
  expect(await leftAt()).toEqual(now)
  client.emit(Events.GuildCreate, { id: '11' })
  await later()
  expect(await leftAt()).toBeUndefined()
})

test('a store that cannot be reached is told to the operator', async () => {
  const store = memoryStore()
  const client = new EventEmitter()
  const told: object[] = []
  const tenant = () => Promise.reject(new Error('gone'))
  const log = { error: (details: object) => void told.push(details) }
  watchServers(client as unknown as Client, { ...store, tenant }, log)
  client.emit(Events.GuildDelete, { id: '11' })
  await later()
  expect(told).toMatchObject([{ guildId: '11' }])
})

test('notes what happened while the bot was down, on no other platform', async () => {
  const store = memoryStore()
  const before = new Date('2026-11-01T00:00:00Z')
  const [stayed, gone, back] = [
    await store.tenant('discord', '11'),
    await store.tenant('discord', '22'),
    await store.tenant('discord', '33'),
  ]
  await store.tenant('web', 'local')
  await store.tenants.left(back.id, before)
  await noteServers(store, (id) => id !== '22', now)
  await noteServers(store, (id) => id !== '22', new Date('2026-11-30T00:00:00Z'))
  const leftAt = async (workspace: string) => (await store.tenant('discord', workspace)).leftAt
  expect(await Promise.all([stayed, gone, back].map((one) => leftAt(one.workspace)))).toEqual([
    undefined,
    now,
    undefined,
  ])
  expect((await store.tenant('web', 'local')).leftAt).toBeUndefined()
})

test('a real client hears when the bot is removed and invited again', async () => {
  const here = await troupeOnDiscord()
  try {
    const leftAt = async () => (await here.store.tenant('discord', here.guild.id)).leftAt
    const until = async (isLeft: boolean) => {
      while (((await leftAt()) !== undefined) !== isLeft) await later()
    }
    here.guild.kickBot()
    await until(true)
    here.guild.inviteBot()
    await until(false)
    expect(here.complaints).toEqual([])
  } finally {
    await here.close()
  }
})
