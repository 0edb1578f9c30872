import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { newApp, newClient, startApp } from './client.ts'
import type { ChannelHandle } from './people/channel.ts'
import type { Person } from './people/person.ts'
import { type Slack, startSlack } from './start.ts'

interface Frame {
  readonly type: string
  readonly envelope_id?: string
  readonly reason?: string
  readonly accepts_response_payload?: boolean
  readonly payload?: { readonly trigger_id?: string }
}

let slack: Slack
let channel: ChannelHandle
let nora: Person

beforeEach(async () => {
  slack = await startSlack()
  const workspace = slack.workspace()
  channel = workspace.channel()
  nora = workspace.member()
})
afterEach(() => slack.close())

const newUrl = async () =>
  (await newClient(slack, slack.appToken).apps.connections.open()).url as string

/** A client that only collects what it hears. */
function open(url: string) {
  const socket = new WebSocket(url)
  const frames: Frame[] = []
  let isClosed = false
  socket.on('message', (data) => frames.push(JSON.parse(data.toString()) as Frame))
  socket.on('error', () => {})
  socket.on('close', () => {
    isClosed = true
  })
  return {
    frames,
    send: (frame: object) => socket.send(JSON.stringify(frame)),
    heard: (type: string) => slack.waitFor(() => frames.find((one) => one.type === type), type),
    closed: () => slack.waitFor(() => isClosed, 'the end'),
  }
}

test('an address is good for one connection, which begins with hello', async () => {
  const url = await newUrl()
  const client = open(url)
  expect(await client.heard('hello')).toMatchObject({
    num_connections: 1,
    connection_info: { app_id: slack.appId },
  })
  expect(slack.violations).toEqual([])
  await open(url).closed()
  expect(slack.violations).toEqual([expect.stringContaining('is not an address that can be used')])
})

test('an envelope is acknowledged once, with an answer if it takes one', async () => {
  const client = open(await newUrl())
  await client.heard('hello')
  const it = nora.slash(channel, '/story next')
  const envelope = await client.heard('slash_commands')
  expect(envelope).toMatchObject({ accepts_response_payload: true, payload: { trigger_id: it.id } })
  const { envelope_id } = envelope
  client.send({ envelope_id, payload: { text: 'once' } })
  await it.acked()
  client.send({ envelope_id, payload: { text: 'twice' } })
  client.send({ envelope_id: 'other' })
  await slack.waitFor(() => slack.violations.length === 2, 'violations')
  expect(slack.violations).toEqual([
    '/story was acknowledged twice',
    'socket: nothing was sent that {"envelope_id":"other"} answers',
  ])
  expect(it.answers.map(({ text }) => text)).toEqual(['once'])
})

test('an event takes no answer', async () => {
  const client = open(await newUrl())
  await client.heard('hello')
  const it = nora.mention(channel, '@Troupe hello')
  const { envelope_id, accepts_response_payload } = await client.heard('events_api')
  expect(accepts_response_payload).toBe(false)
  client.send({ envelope_id, payload: { text: 'hi' } })
  await it.acked()
  expect(slack.violations).toEqual(['the answer to event app_mention may say nothing'])
})

test('what was not acknowledged before a connection broke comes through the next one', async () => {
  const first = open(await newUrl())
  await first.heard('hello')
  const it = nora.slash(channel, '/story next')
  const lost = await first.heard('slash_commands')
  slack.dropSockets()
  await first.closed()
  expect(slack.connections).toBe(0)
  const second = open(await newUrl())
  const again = await second.heard('slash_commands')
  expect(again).toEqual(lost)
  second.send({ envelope_id: again.envelope_id })
  await it.acked()
  expect(slack.violations).toEqual([])
})

test('a Bolt app comes back when it is asked to, and when it is cut off', async () => {
  const app = newApp(slack, 'socket')
  app.command('/story', ({ ack }) => ack())
  await startApp(slack, app, 'socket')
  const opened = () => slack.requests.filter(({ method }) => method === 'apps.connections.open')
  slack.askToReconnect('warning')
  await slack.waitFor(() => opened().length === 2 && slack.connections === 1, 'the second')
  await nora.slash(channel, '/story next').acked()
  slack.dropSockets()
  await slack.waitFor(() => opened().length === 3 && slack.connections === 1, 'the third')
  await nora.slash(channel, '/story next').acked()
  await app.stop()
  expect(slack.violations).toEqual([])
})
