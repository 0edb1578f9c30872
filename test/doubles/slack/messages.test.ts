import type { webApi } from '@slack/bolt'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newClient } from './client.ts'
import type { ChannelHandle } from './people/channel.ts'
import type { Person } from './people/person.ts'
import type { WorkspaceHandle } from './people/workspace.ts'
import { type Slack, startSlack } from './start.ts'

let slack: Slack
let client: webApi.WebClient
let workspace: WorkspaceHandle
let channel: ChannelHandle
let nora: Person

beforeEach(async () => {
  slack = await startSlack()
  workspace = slack.workspace()
  channel = workspace.channel({ name: 'stories' })
  nora = workspace.member({ name: 'Nora', admin: true })
  client = newClient(slack)
})
afterEach(() => slack.close())

const say = (text: string, more: object = {}) =>
  client.chat.postMessage({ channel: channel.id, text, ...more })
const refused = (call: Promise<unknown>, error: string) =>
  expect(call).rejects.toMatchObject({ data: { ok: false, error } })

test('messages are written, changed and deleted', async () => {
  const { ts } = await say('1', { unfurl_links: false, unfurl_media: false })
  const [message] = channel.messages
  expect(message).toMatchObject({
    ts,
    text: '1',
    unfurlMedia: false,
    edits: 0,
    threadTs: undefined,
  })
  const blocks = [{ type: 'divider' }]
  await client.chat.update({ channel: channel.id, ts: ts!, text: '2', blocks })
  await client.chat.update({ channel: channel.id, ts: ts!, text: '3' })
  expect(message).toMatchObject({ text: '3', edits: 2, blocks: [{ type: 'divider' }] })
  await client.chat.delete({ channel: channel.id, ts: ts! })
  expect(channel.messages).toEqual([])
  expect(message?.deleted).toBe(true)
  await refused(
    client.chat.update({ channel: channel.id, ts: ts!, text: '4' }),
    'message_not_found',
  )
  expect(slack.violations).toEqual([])
})

test('threads are written to and read back', async () => {
  const { ts } = await say('story')
  await say('frame 1', { thread_ts: ts })
  const { ts: second } = await say('frame 2', { thread_ts: ts, reply_broadcast: true })
  const thread = channel.thread(channel.messages[0]!)
  expect(thread.messages.map(({ text }) => text)).toEqual(['frame 1', 'frame 2'])
  const { messages } = await client.conversations.replies({ channel: channel.id, ts: ts! })
  expect(messages?.map(({ text }) => text)).toEqual(['story', 'frame 1', 'frame 2'])
  const history = await client.conversations.history({ channel: channel.id })
  expect(history.messages?.map(({ text }) => text)).toEqual(['frame 2', 'story'])
  await refused(say('x', { thread_ts: '1.1' }), 'thread_not_found')
  expect(slack.violations).toEqual([])
  await say('frame 3', { thread_ts: second })
  expect(thread.messages).toHaveLength(3)
  expect(slack.violations).toEqual([`thread_ts ${second} is a reply's`])
})

test('what was said is found again by its metadata, page by page', async () => {
  for (const id of ['1', '2', '3']) {
    await say(id, { metadata: { event_type: 'frame', event_payload: { id } } })
  }
  const oldest = channel.messages[0]!.ts
  const read = (more: object) => client.conversations.history({ channel: channel.id, ...more })
  expect((await read({})).messages?.[0]?.metadata).toBeUndefined()
  const first = await read({ include_all_metadata: true, limit: 2 })
  expect(first.messages?.map(({ metadata }) => metadata?.event_payload)).toEqual([
    { id: '3' },
    { id: '2' },
  ])
  const cursor = first.response_metadata!.next_cursor!
  expect((await read({ limit: 2, cursor })).messages).toMatchObject([{ text: '1' }])
  expect((await read({ oldest })).messages).toHaveLength(2)
  expect((await read({ oldest, inclusive: true })).messages).toHaveLength(3)
})

test('a message for one person is seen by nobody else, and cannot be changed', async () => {
  const user = nora.id
  const { message_ts: ts } = await client.chat.postEphemeral({
    channel: channel.id,
    user,
    text: 'psst',
  })
  expect(channel.messages).toEqual([])
  expect(channel.ephemeral).toMatchObject([{ text: 'psst', onlyFor: { name: 'Nora' } }])
  await refused(
    client.chat.update({ channel: channel.id, ts: ts!, text: 'x' }),
    'message_not_found',
  )
  channel.kick(nora)
  const again = client.chat.postEphemeral({ channel: channel.id, user, text: 'psst' })
  await refused(again, 'user_not_in_channel')
})

test("nobody changes others' messages", async () => {
  const { ts } = nora.say(channel, 'mine')
  await refused(client.chat.update({ channel: channel.id, ts, text: 'x' }), 'cant_update_message')
  await refused(client.chat.delete({ channel: channel.id, ts }), 'cant_delete_message')
})

test('a bot writes only where it is, and only while that is open', async () => {
  const { ts } = await say('before')
  channel.kickBot()
  await refused(say('x'), 'not_in_channel')
  await client.conversations.join({ channel: channel.id })
  await say('after')
  channel.archive()
  await refused(say('x'), 'is_archived')
  await refused(client.chat.update({ channel: channel.id, ts: ts!, text: 'x' }), 'is_inactive')
  const { channel: shown } = await client.conversations.info({ channel: channel.id })
  expect(shown).toMatchObject({ name: 'stories', is_archived: true, is_member: true })
  const hidden = workspace.channel({ isPrivate: true, withBot: false })
  await refused(client.conversations.info({ channel: hidden.id }), 'channel_not_found')
  const foreign = slack.workspace({ name: 'Others' }).channel()
  await refused(client.conversations.info({ channel: foreign.id }), 'channel_not_found')
  const { channels } = await client.users.conversations({ exclude_archived: true })
  expect(channels).toEqual([])
  expect(slack.violations).toEqual([])
})

test('direct messages are opened, or written to by the id of a person', async () => {
  const { channel: opened } = await client.conversations.open({ users: nora.id })
  expect(opened?.id).toBe(nora.dm().id)
  await client.chat.postMessage({ channel: nora.id, text: 'hello' })
  expect(nora.dm().messages.map(({ text }) => text)).toEqual(['hello'])
  await refused(client.conversations.open({ users: workspace.botUserId }), 'cannot_dm_bot')
})

test('people and bots are looked up', async () => {
  const { user } = await client.users.info({ user: nora.id })
  expect(user).toMatchObject({ real_name: 'Nora', is_admin: true, is_bot: false })
  await refused(client.users.info({ user: 'U1' }), 'user_not_found')
  const { bot } = await client.bots.info({ bot: workspace.botId })
  expect(bot).toMatchObject({ name: 'Troupe', user_id: workspace.botUserId })
  expect(await client.auth.test()).toMatchObject({ team: 'Tales', bot_id: workspace.botId })
})

test.each<[string, string, object]>([
  ['a text', '<!channel> <!here|here> & <@UNORA>', { everyone: true, users: ['UNORA'] }],
  ['an escaped text', '&lt;!channel&gt; &lt;@UNORA&gt; @channel', { everyone: false, users: [] }],
])('%s rings whom it names', async (_, text, pings) => {
  const section = { type: 'section', text: { type: 'mrkdwn', text } }
  const plain = { type: 'plain_text', text }
  const image = { type: 'image', image_url: 'https://a.b/c.png', alt_text: text, title: plain }
  await say(text)
  await say('x', { blocks: [section] })
  await say('x', { blocks: [{ type: 'context', elements: [section.text] }] })
  await say('x', { blocks: [image, { type: 'section', text: plain }] })
  const rung = channel.messages.map((one) => one.pings)
  expect(rung.slice(0, 3)).toMatchObject([pings, pings, pings])
  expect(rung[3]).toEqual({ everyone: false, users: [], groups: [] })
})

test('asking Slack to look for names is written down', async () => {
  await say('@channel', { link_names: true })
  expect(slack.violations).toEqual(['parse=full and link_names make pings of plain words'])
})
