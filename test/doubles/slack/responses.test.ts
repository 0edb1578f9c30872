import { afterEach, beforeEach, expect, test } from 'vitest'
import { newClient } from './client.ts'
import type { ChannelHandle } from './people/channel.ts'
import type { Person } from './people/person.ts'
import { type Slack, startSlack } from './start.ts'

let slack: Slack
let channel: ChannelHandle
let nora: Person
let later = 0

beforeEach(async () => {
  later = 0
  slack = await startSlack({ now: () => 1e12 + later })
  const workspace = slack.workspace()
  channel = workspace.channel()
  nora = workspace.member()
})
afterEach(() => slack.close())

/** A command that nobody hears; its response URL is good all the same. */
function command() {
  const it = nora.slash(channel, '/story')
  const url = `${slack.url}/actions/T/${it.id}`
  const respond = async (body: object) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
    return [answer.status, await answer.text()] as const
  }
  return { it, respond }
}

test('a response URL can be used five times', async () => {
  const { it, respond } = command()
  for (let i = 1; i <= 5; i++) expect(await respond({ text: `${i}` })).toEqual([200, 'ok'])
  expect(await respond({ text: '6' })).toEqual([404, '{"ok":false,"error":"used_url"}'])
  expect(it.answers.map(({ text }) => text)).toEqual(['1', '2', '3', '4', '5'])
  expect(it.ephemeral).toHaveLength(5)
  expect(slack.violations).toEqual(['response_url: used_url'])
})

test('a response URL can be used for thirty minutes', async () => {
  const { respond } = command()
  later = 30 * 60_000
  expect((await respond({ text: 'x' }))[0]).toBe(200)
  later += 1
  expect(await respond({ text: 'x' })).toEqual([404, '{"ok":false,"error":"expired_url"}'])
})

test('an answer is for one person or all, replaced and deleted', async () => {
  const { it, respond } = command()
  await respond({ text: 'wait' })
  await respond({ text: 'done', replace_original: true })
  expect(it.ephemeral.map(({ text }) => text)).toEqual(['done'])
  await respond({ delete_original: true })
  expect(it.ephemeral).toEqual([])
  await respond({ text: 'for all', response_type: 'in_channel' })
  expect(channel.messages.map(({ text }) => text)).toEqual(['for all'])
  expect(slack.violations).toEqual([])
})

test('an answer obeys the rules of messages', async () => {
  const { respond } = command()
  expect((await respond({ text: 'x', blocks: [{ type: 'banner' }] }))[0]).toBe(400)
  await respond({ text: 'x', colour: 'red' })
  expect(slack.violations).toEqual([
    'response_url: invalid_blocks; /blocks/0/type: unsupported type: banner',
    'response_url has no argument colour',
  ])
})

test('what somebody saw since they asked is theirs alone', async () => {
  const { it } = command()
  await newClient(slack).chat.postEphemeral({ channel: channel.id, user: nora.id, text: 'psst' })
  expect(it.ephemeral.map(({ text }) => text)).toEqual(['psst'])
  expect(command().it.ephemeral).toEqual([])
})
