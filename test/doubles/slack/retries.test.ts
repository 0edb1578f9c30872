import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { newClient } from './client.ts'
import type { ChannelHandle } from './people/channel.ts'
import type { Person } from './people/person.ts'
import { type Slack, startSlack } from './start.ts'

let slack: Slack
let channel: ChannelHandle
let nora: Person
let later = 0
/** Ends what a test opened. */
let end = () => {}

beforeEach(async () => {
  later = 0
  slack = await startSlack({ now: () => Date.now() + later })
  const workspace = slack.workspace()
  channel = workspace.channel()
  nora = workspace.member()
})
afterEach(async () => {
  end()
  await slack.close()
})

/** A bot of its own address that answers what it is told to. */
async function listen(answer: (response: ServerResponse, headers: IncomingHttpHeaders) => void) {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    if (body.includes('url_verification')) response.end(body)
    else answer(response, request.headers)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  end = () => {
    server.closeAllConnections()
    server.close()
  }
  await slack.sendTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
}

const retryHeaders = (headers: IncomingHttpHeaders) => [
  headers['x-slack-retry-num'],
  headers['x-slack-retry-reason'],
]

test('an event that is never answered comes three more times', async () => {
  const heard: unknown[] = []
  await listen((_, headers) => heard.push(retryHeaders(headers)))
  const it = nora.mention(channel, '@Troupe next')
  for (const [count, wait] of [0, 0, 60_000, 300_000].entries()) {
    later += wait
    await slack.waitFor(() => heard.length === count + 1, `delivery ${count}`)
    later += 3500
    await slack.waitFor(() => slack.violations.length === count + 1, 'impatience')
  }
  expect(await it.failure()).toBe('operation_timeout')
  expect(heard).toEqual([
    [undefined, undefined],
    ['1', 'http_timeout'],
    ['2', 'http_timeout'],
    ['3', 'http_timeout'],
  ])
})

test('an event that is refused comes again at once, unless the answer asks not to', async () => {
  const heard: unknown[] = []
  await listen((response, headers) => {
    heard.push(retryHeaders(headers))
    const isFirst = heard.length === 1
    response.writeHead(500, isFirst ? {} : { 'x-slack-no-retry': '1' }).end()
  })
  const it = nora.mention(channel, '@Troupe next')
  expect(await it.failure()).toBe('dispatch_failed')
  expect(heard).toEqual([
    [undefined, undefined],
    ['1', 'http_error'],
  ])
  expect(slack.violations).toEqual([])
})

test('an event for a bot that is not there waits for it', async () => {
  await listen((response) => response.end())
  end()
  const it = nora.mention(channel, '@Troupe next')
  await slack.waitFor(() => it.retries === 1, 'a retry')
  await listen((response) => response.end())
  later = 61_000
  await it.acked()
  expect(it.retries).toBe(2)
  expect(slack.violations).toEqual([])
})

test('commands come once, however they end', async () => {
  let heard = 0
  await listen(() => {
    heard += 1
  })
  const it = nora.slash(channel, '/story next')
  await slack.waitFor(() => heard === 1, 'the command')
  later = 3500
  expect(await it.failure()).toBe('operation_timeout')
  later = 600_000
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(heard).toBe(1)
  expect(slack.violations).toEqual(['/story was not acknowledged within 3 s'])
})

test('in Socket Mode an envelope that is not acknowledged is sent again in another one', async () => {
  const { url } = await newClient(slack, slack.appToken).apps.connections.open()
  const socket = new WebSocket(url!)
  end = () => socket.terminate()
  const frames: { type: string; envelope_id: string; retry_attempt?: number }[] = []
  socket.on('message', (data) => frames.push(JSON.parse(data.toString())))
  await slack.waitFor(() => slack.connections === 1, 'the connection')
  const it = nora.mention(channel, '@Troupe next')
  const envelopes = () => frames.filter(({ type }) => type === 'events_api')
  await slack.waitFor(() => envelopes().length === 1, 'the event')
  later = 3500
  await slack.waitFor(() => envelopes().length === 2, 'the event again')
  const [first, second] = envelopes()
  expect(first).toMatchObject({ retry_attempt: 0 })
  expect(second).toMatchObject({ retry_attempt: 1, retry_reason: 'timeout' })
  expect(second!.envelope_id).not.toBe(first!.envelope_id)
  socket.send(JSON.stringify({ envelope_id: second!.envelope_id }))
  await it.acked()
  expect(slack.violations).toEqual(['event app_mention was not acknowledged within 3 s'])
})
