import { AttachmentBuilder, type Client, type TextChannel } from 'discord.js'
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
let later = 0

beforeAll(async () => {
  discord = await startDiscord({ now: () => Date.now() + later })
  guild = discord.guild()
  client = await connect(discord)
})
afterAll(async () => {
  await client.destroy()
  await discord.close()
})
beforeEach(async () => {
  discord.violations.splice(0)
  channel = guild.channel()
  text = (await client.channels.fetch(channel.id)) as TextChannel
})

const picture = (name: string, description: string, byte: number): AttachmentBuilder =>
  new AttachmentBuilder(Buffer.alloc(300, byte), { name, description })

test('a picture goes up with its alt text, and can be fetched for a day', async () => {
  const sent = await text.send({ content: 'drawn', files: [picture('a b.png', 'Mira waves', 7)] })
  const [message] = channel.messages
  expect(message).toMatchObject({ content: 'drawn', author: { name: 'Troupe' } })
  expect(message?.attachments).toMatchObject([
    { filename: 'a_b.png', description: 'Mira waves', bytes: new Uint8Array(300).fill(7) },
  ])
  const { url, size } = sent.attachments.first()!
  expect(size).toBe(300)
  expect(new Uint8Array(await (await fetch(url)).arrayBuffer())).toEqual(
    message?.attachments[0]?.bytes,
  )
  later += 25 * 3_600_000
  expect((await fetch(url)).status).toBe(404)
  expect(discord.violations).toEqual([])
})

test('an edit with a new file replaces the old one; words alone leave it', async () => {
  const sent = await text.send({ files: [picture('1.png', 'one', 1)] })
  await sent.edit({ content: 'words' })
  expect(channel.messages[0]?.attachments.map(({ filename }) => filename)).toEqual(['1.png'])
  await sent.edit({ files: [picture('2.png', 'two', 2)] })
  expect(channel.messages[0]).toMatchObject({ content: 'words', edits: 2 })
  expect(channel.messages[0]?.attachments).toMatchObject([
    { filename: '2.png', description: 'two' },
  ])
  const kept = [{ id: channel.messages[0]!.attachments[0]!.id }]
  await client.rest.patch(`/channels/${channel.id}/messages/${sent.id}`, {
    body: { attachments: [...kept, { id: '0', description: 'three' }] },
    files: [{ name: '3.png', data: Buffer.alloc(3) }],
  })
  const names = channel.messages[0]?.attachments.map(({ description }) => description)
  expect(names).toEqual(['two', 'three'])
})

test('an embed shows an uploaded file, which must be there', async () => {
  const embeds = [{ image: { url: 'attachment://a.png' } }]
  const sent = await text.send({ embeds, files: [picture('a.png', 'alt', 1)] })
  expect(sent.attachments.size).toBe(0)
  expect(sent.embeds[0]?.image?.url).toContain(`${discord.url}/attachments/`)
  expect(discord.violations).toEqual([])
  await text.send({ embeds })
  expect(discord.violations).toEqual([
    'an embed shows attachment://a.png, and there is no such file',
  ])
})

test('a nonce that is enforced gives the first message again', async () => {
  const first = await text.send({ content: 'once', nonce: 'frame:1', enforceNonce: true })
  const again = await text.send({ content: 'twice', nonce: 'frame:1', enforceNonce: true })
  expect(again.id).toBe(first.id)
  expect(channel.messages.map(({ content }) => content)).toEqual(['once'])
  await text.send({ content: 'unenforced', nonce: 'frame:1' })
  later += 5 * 60_000
  await text.send({ content: 'much later', nonce: 'frame:1', enforceNonce: true })
  expect(channel.messages).toHaveLength(3)
})

test('a nonce of a deleted message sends nothing', async () => {
  await text.send({ content: 'once', nonce: 'n', enforceNonce: true })
  channel.delete(channel.messages[0])
  const again = text.send({ content: 'twice', nonce: 'n', enforceNonce: true })
  await expect(again).rejects.toMatchObject({ code: 10008 })
  expect(channel.messages).toEqual([])
})

test('messages are read back, newest first', async () => {
  for (const content of ['1', '2', '3']) await text.send(content)
  const read = await text.messages.fetch({ limit: 2 })
  expect(read.map(({ content }) => content)).toEqual(['3', '2'])
  const [one] = channel.messages
  expect((await text.messages.fetch({ message: one!.id, force: true })).content).toBe('1')
  const after = await text.messages.fetch({ after: one!.id })
  expect(after.size).toBe(2)
  const around = await text.messages.fetch({ around: channel.messages[1]!.id, limit: 3 })
  expect(around.map(({ content }) => content)).toEqual(['3', '2', '1'])
})

test('what a moderator deleted is unknown', async () => {
  const sent = await text.send('here')
  channel.delete(channel.messages[0])
  await expect(sent.edit('there')).rejects.toMatchObject({ code: 10008, status: 404 })
  const gone = guild.channel()
  const path = `/channels/${gone.id}/messages` as const
  gone.delete()
  await expect(client.rest.post(path, { body: { content: 'x' } })).rejects.toMatchObject({
    code: 10003,
  })
  const reply = text.send({ content: 'y', reply: { messageReference: sent.id } })
  await expect(reply).rejects.toMatchObject({ code: 50035 })
  const messageReference = sent.id
  await text.send({ content: 'y', reply: { messageReference, failIfNotExists: false } })
  expect(discord.violations).toEqual([])
})

test.each([
  ['ViewChannel', 50001],
  ['SendMessages', 50013],
  ['AttachFiles', 50013],
] as const)('without %s nothing is sent', async (permission, code) => {
  channel.forbidBot(permission)
  const sending = text.send({ content: 'x', files: [picture('a.png', 'alt', 1)] })
  await expect(sending).rejects.toMatchObject({ code, status: 403 })
  channel.allowBot(permission)
  await text.send({ content: 'x', files: [picture('a.png', 'alt', 1)] })
})

test("nobody edits others' messages, nor deletes them without permission", async () => {
  const message = guild.member({ name: 'Nora' }).say(channel, 'mine')
  const path = `/channels/${channel.id}/messages/${message.id}` as const
  const edit = client.rest.patch(path, { body: { content: 'ours' } })
  await expect(edit).rejects.toMatchObject({ code: 50005 })
  await expect(client.rest.delete(path)).rejects.toMatchObject({ code: 50013 })
  channel.allowBot('ManageMessages')
  await client.rest.delete(path)
  expect(channel.messages).toEqual([])
})

test('direct messages reach whoever takes them', async () => {
  const nora = guild.member({ name: 'Nora' })
  const user = await client.users.fetch(nora.id)
  await user.send('hello')
  expect(nora.dm().messages.map(({ content }) => content)).toEqual(['hello'])
  nora.closeDms()
  await expect(user.send('hello?')).rejects.toMatchObject({ code: 50007 })
})

test('a message rings those whom it may ring', async () => {
  const nora = guild.member({ name: 'Nora' })
  channel.allowBot('MentionEveryone')
  const content = `@everyone <@${nora.id}>`
  await text.send(content)
  await text.send({ content, allowedMentions: { parse: [] } })
  expect(channel.messages.map(({ pings }) => pings)).toEqual([
    { everyone: true, users: [nora.id], roles: [] },
    { everyone: false, users: [], roles: [] },
  ])
})
