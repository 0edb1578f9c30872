import type { App } from '@slack/bolt'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newApp, startApp } from './client.ts'
import type { ChannelHandle } from './people/channel.ts'
import type { Person } from './people/person.ts'
import { type Slack, startSlack } from './start.ts'

let slack: Slack
let app: App
let channel: ChannelHandle
let nora: Person
let ran = 0

beforeEach(async () => {
  ran = 0
  slack = await startSlack()
  const workspace = slack.workspace()
  channel = workspace.channel()
  nora = workspace.member()
  app = newApp(slack, 'http')
  app.command('/story', async ({ ack }) => {
    ran += 1
    await ack('fine')
  })
  await startApp(slack, app, 'http')
})
afterEach(async () => {
  await app.stop()
  await slack.close()
})

test('requests are forms and JSON with a signature', async () => {
  await nora.slash(channel, '/story next').acked()
  const [sent] = slack.sent
  expect(sent).toMatchObject({
    contentType: 'application/x-www-form-urlencoded',
    status: 200,
    answer: 'fine',
    headers: { 'x-slack-signature': expect.stringMatching(/^v0=[0-9a-f]{64}$/) },
  })
  expect(Object.fromEntries(new URLSearchParams(sent!.body))).toMatchObject({
    command: '/story',
    text: 'next',
    channel_id: channel.id,
    user_id: nora.id,
  })
})

test('a request is sent again as it was, at other times, and badly signed', async () => {
  await nora.slash(channel, '/story next').acked()
  const [sent] = slack.sent
  expect(await slack.replay(sent!)).toEqual({ status: 200, answer: 'fine' })
  expect(ran).toBe(2)
  // Bolt lets those from the future through.
  expect((await slack.replay(sent!, { shiftSeconds: 600 })).status).toBe(200)
  expect((await slack.replay(sent!, { shiftSeconds: -301 })).status).toBe(401)
  expect((await slack.replay(sent!, { signature: 'v0=00' })).status).toBe(401)
  expect((await slack.replay(sent!, { signature: '' })).status).toBe(401)
  expect((await slack.replay(sent!, { body: 'command=%2Fstory' })).status).toBe(401)
  expect(ran).toBe(3)
})

test('an address is taken only if it answers the challenge', async () => {
  await expect(slack.sendTo(`${slack.url}/nowhere`)).rejects.toThrow(
    'answers the challenge with 404',
  )
})

test('a command that fails is not repeated', async () => {
  app.command('/tale', async () => {
    throw new Error('down')
  })
  const it = nora.slash(channel, '/tale')
  expect(await it.failure()).toBe('dispatch_failed')
  expect(it.retries).toBe(0)
  expect(slack.violations).toEqual([])
})
