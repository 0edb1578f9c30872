import { ChannelType, type Client, type TextChannel, type ThreadChannel } from 'discord.js'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { connect } from './client.ts'
import type { ChannelHandle } from './people/channel.ts'
import type { GuildHandle } from './people/guild.ts'
import { type Discord, startDiscord } from './start.ts'

let discord: Discord
let client: Client<true>
let guild: GuildHandle
let channel: ChannelHandle
let text: TextChannel

beforeAll(async () => {
  discord = await startDiscord()
  guild = discord.guild()
  client = await connect(discord)
})
afterAll(async () => {
  expect(discord.violations).toEqual([])
  await client.destroy()
  await discord.close()
})
beforeEach(async () => {
  channel = guild.channel()
  text = (await client.channels.fetch(channel.id)) as TextChannel
})

async function startOn(content: string): Promise<[ThreadChannel, ChannelHandle]> {
  const message = await text.send(content)
  const thread = await message.startThread({ name: 'The wood' })
  return [thread, discord.channel(thread.id)]
}

test('a message has one thread, which has its id', async () => {
  const message = await text.send('a story')
  const thread = await message.startThread({ name: 'The wood' })
  expect(thread.id).toBe(message.id)
  expect(channel.threads.map(({ name }) => name)).toEqual(['The wood'])
  const path = `/channels/${channel.id}/messages/${message.id}/threads` as const
  const again = client.rest.post(path, { body: { name: 'Again' } })
  await expect(again).rejects.toMatchObject({ code: 160004, status: 400 })
  await thread.send('once upon a time')
  expect(channel.threads[0]?.messages).toMatchObject([{ content: 'once upon a time' }])
})

test('a thread without a message is private unless it says so', async () => {
  const path = `/channels/${channel.id}/threads` as const
  const start = client.rest.post(path, { body: { name: 'hidden' } })
  await expect(start).rejects.toMatchObject({ code: 50013 })
  const thread = await text.threads.create({ name: 'open', type: ChannelType.PublicThread })
  const nora = guild.member({ name: 'Nora' })
  await thread.members.add(nora.id)
  expect(channel.threads[0]?.joined).toEqual([discord.botId, nora.id])
  channel.allowBot('CreatePrivateThreads')
  const hidden = await text.threads.create({ name: 'hidden', type: ChannelType.PrivateThread })
  expect(() => nora.say(hidden, 'let me in')).toThrow('Missing Permissions')
})

test('writing opens an archived thread, editing does not', async () => {
  const [thread, seen] = await startOn('a story')
  const message = await thread.send('1')
  seen.archive()
  await expect(message.edit('2')).rejects.toMatchObject({ code: 50083, status: 400 })
  await expect(thread.setName('other')).rejects.toMatchObject({ code: 50083 })
  await thread.send('3')
  expect(seen.isArchived).toBe(false)
  await message.edit('2')
  expect(seen.messages.map(({ content }) => content)).toEqual(['2', '3'])
})

test('a locked thread stays shut for who does not manage threads', async () => {
  const [thread, seen] = await startOn('a story')
  seen.archive({ locked: true })
  await expect(thread.send('hello?')).rejects.toMatchObject({ code: 50083 })
  await expect(thread.setArchived(false)).rejects.toMatchObject({ code: 50013 })
  channel.allowBot('ManageThreads')
  await thread.send('hello!')
  expect(seen.isArchived).toBe(false)
})

test('the bot archives, renames and opens its own threads', async () => {
  const [thread, seen] = await startOn('a story')
  await thread.setName('The sea')
  await thread.setArchived(true)
  expect([seen.name, seen.isArchived]).toEqual(['The sea', true])
  await thread.setArchived(false)
  await expect(thread.setLocked(true)).rejects.toMatchObject({ code: 50013 })
})

test('the client hears of what moderators do to threads', async () => {
  const [thread, seen] = await startOn('a story')
  seen.archive()
  await discord.waitFor(() => thread.archived, 'archiving')
  seen.delete()
  await discord.waitFor(() => !client.channels.cache.has(thread.id), 'deletion')
  await expect(thread.send('gone')).rejects.toMatchObject({ code: 10003 })
  const [inner] = await startOn('another')
  channel.delete()
  await expect(inner.send('gone')).rejects.toMatchObject({ code: 10003 })
})

test('a thread in a thread cannot be', async () => {
  const [thread] = await startOn('a story')
  const message = await thread.send('1')
  const path = `/channels/${thread.id}/messages/${message.id}/threads` as const
  const start = client.rest.post(path, { body: { name: 'inner' } })
  await expect(start).rejects.toMatchObject({ code: 50024 })
})
