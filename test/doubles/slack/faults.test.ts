import { afterEach, expect, test } from 'vitest'
import { newClient } from './client.ts'
import type { ChannelHandle } from './people/channel.ts'
import { type Slack, startSlack } from './start.ts'

let slack: Slack
let channel: ChannelHandle
let now = 0

afterEach(() => slack.close())

async function start(enforceRateLimits = false) {
  now = 1e12
  slack = await startSlack({ now: () => now, enforceRateLimits })
  channel = slack.workspace().channel()
  const client = newClient(slack)
  return (text: string) => client.chat.postMessage({ channel: channel.id, text })
}
const texts = () => channel.messages.map(({ text }) => text)

test('a call is told to wait', async () => {
  const post = await start()
  slack.faults.rateLimit('chat.postMessage', { retryAfter: 30 })
  await expect(post('x')).rejects.toMatchObject({ retryAfter: 30 })
  await post('y')
  expect(texts()).toEqual(['y'])
  expect(slack.requests.map(({ status }) => status)).toEqual([429, 200])
})

test('a call is refused, or fails with and without a trace', async () => {
  const post = await start()
  slack.faults.refuse('chat.postMessage', 'internal_error')
  await expect(post('0')).rejects.toMatchObject({ data: { error: 'internal_error' } })
  slack.faults.fail('chat.postMessage')
  await expect(post('1')).rejects.toMatchObject({ statusCode: 500 })
  slack.faults.acceptThenFail('*')
  await expect(post('2')).rejects.toMatchObject({ statusCode: 500 })
  expect(texts()).toEqual(['2'])
  expect(slack.violations).toEqual([])
})

test('a call is never answered, or its connection cut', async () => {
  await start()
  const post = (text: string) =>
    fetch(`${slack.api}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${slack.botToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ channel: channel.id, text }),
      signal: AbortSignal.timeout(300),
    })
  const { faults } = slack
  for (const trouble of [faults.hang, faults.cut, faults.acceptThenHang, faults.acceptThenCut]) {
    trouble('chat.postMessage')
    await expect(post(`${slack.requests.length}`)).rejects.toThrow()
  }
  expect(texts()).toEqual(['2', '3'])
  faults.cut('chat.postMessage')
  faults.clear()
  expect((await post('4')).status).toBe(200)
})

test('two messages a second in a channel are too many when limits are enforced', async () => {
  const post = await start(true)
  await post('1')
  await expect(post('2')).rejects.toMatchObject({ retryAfter: 1 })
  now += 1000
  await post('3')
  expect(texts()).toEqual(['1', '3'])
})

test('so are more than a hundred views a minute', async () => {
  await start(true)
  const client = newClient(slack)
  const view = { type: 'home' as const, blocks: [] }
  const publish = () => client.views.publish({ user_id: 'U1', view })
  for (let i = 0; i < 100; i++) await publish().catch(() => {})
  await expect(publish()).rejects.toMatchObject({ retryAfter: 60 })
})
