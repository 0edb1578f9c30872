import { afterEach, beforeEach, expect, test } from 'vitest'
import { eventsPath } from '../../../bot/slack/http.ts'
import type { ThreadHandle } from '../../doubles/slack/people/channel.ts'
import type { Person } from '../../doubles/slack/people/person.ts'
import type { Replay, Sent } from '../../doubles/slack/sender.ts'
import { isFrame } from './messages.ts'
import { begunStory, type TroupeOnSlack, troupeOnSlack } from './troupe.ts'

/** Requests to a real running bot: what is not Slack's, or not of now, does nothing; what comes twice runs once. */
let here: TroupeOnSlack
let ann: Person
let thread: ThreadHandle
/** How far Slack's time has run ahead, milliseconds; signatures bear the real one. */
let ahead = 0

beforeEach(async () => {
  ahead = 0
  here = await troupeOnSlack({ now: () => Date.now() + ahead }, { mode: 'http' })
  ;({ ann, thread } = await begunStory(here))
})
afterEach(() => here.end())

const later = (ms: number) => new Promise((go) => setTimeout(go, ms))
const sentFor = (words: string): Sent =>
  here.slack.sent.find(({ body }) => decodeURIComponent(body).includes(words))!
const send = async (sent: Sent, replay?: Replay) => (await here.slack.replay(sent, replay)).status

/** Everything that people see, and all that is stored of the story and the cast. */
async function everything(): Promise<string> {
  const { store, tenant, channel } = here
  const frames = await store.frames.inThread(tenant.id, here.threadIdOf(thread))
  const cast = await store.characters.list(tenant.id)
  const said = await store.commands.inThread(tenant.id, here.threadIdOf(channel))
  const stories = await store.stories.list(tenant.id)
  // How many stand before a frame changes by itself.
  const seen = [...channel.messages, ...channel.ephemeral].map(({ text }) =>
    text.replace(/\d+ before it/, ''),
  )
  return JSON.stringify([frames, cast, said, stories, seen])
}

/** One of each kind of request that a bot gets, and what it says in its body. */
async function oneOfEach(): Promise<Sent[]> {
  await ann.slash(here.channel, '/character add Tomas old man').answer()
  await ann.mention(thread, '@Troupe next Mira in a park').acked()
  const frame = await here.message(thread, isFrame, 'the frame')
  const view = await ann.shortcut(frame, 'next_frame').view()
  await ann.submit(view, { prompt: 'Mira sits in a park' }).acked()
  await here.message(thread, ({ text }) => text.includes('2 · Mira sits'), 'the second')
  await ann.click(frame, 'Cancel').acked()
  await here.message(thread, ({ text }) => text.includes('Cancelled.'), 'the end of the first')
  await later(300)
  return ['add+Tomas', 'next Mira', 'message_action', 'view_submission', 'block_actions'].map(
    (words) => sentFor(words),
  )
}

test('signed in the last five minutes or the next is taken, earlier and later is refused', async () => {
  await ann.slash(here.channel, '/character list').answer()
  const sent = sentFor('text=list')
  const before = await everything()
  for (const shiftSeconds of [-100_000, -302, 302, 600, 100_000, 10 ** 15]) {
    expect([shiftSeconds, await send(sent, { shiftSeconds })]).toEqual([shiftSeconds, 401])
  }
  expect(await everything()).toBe(before)
  for (const shiftSeconds of [-295, 0, 295]) {
    expect([shiftSeconds, await send(sent, { shiftSeconds })]).toEqual([shiftSeconds, 200])
  }
})

test('what Slack did not sign does nothing, whatever it says', async () => {
  const all = await oneOfEach()
  const before = await everything()
  for (const sent of all) {
    const signature = sent.headers['x-slack-signature']!
    const changed = [...sent.body]
      .map((one, i) => (i === sent.body.length - 2 ? '~' : one))
      .join('')
    const attacks: Replay[] = [
      { signature: '' },
      { signature: 'v0=' },
      { signature: 'v0=00' },
      { signature: signature.replace('v0=', 'v1=') },
      { signature: signature.toUpperCase() },
      { signature: `${signature}0` },
      { signature: signature.slice(0, -1) },
      { signature: `v0=${'0'.repeat(64)}` },
      { body: changed },
      { body: '' },
      { body: `${sent.body}&text=x` },
    ]
    for (const attack of attacks) {
      expect([attack, await send(sent, attack)]).toEqual([attack, 401])
    }
    // The signature of another moment.
    expect(await send({ ...sent, timestamp: sent.timestamp + 1 })).toBe(401)
    for (const time of ['', 'now', 'NaN', 'Infinity', '-1', '1e400', '0x7fffffff']) {
      expect([time, await send({ ...sent, timestamp: time as never })]).toEqual([time, 401])
    }
  }
  expect(await everything()).toBe(before)
})

test('what asks only whether there is a certificate brings nothing in unsigned', async () => {
  await ann.slash(here.channel, '/character list').answer()
  const sent = sentFor('text=list')
  const before = await everything()
  const smuggled = sent.body.replace('text=list', 'text=add+Zed+old+man&ssl_check=1')
  expect(await send(sent, { body: smuggled, signature: '' })).toBe(200)
  await later(200)
  expect(await everything()).toBe(before)
})

test('what is signed and comes again, as it was or signed anew, runs once', async () => {
  const all = await oneOfEach()
  const before = JSON.parse(await everything())
  for (const sent of all) {
    for (const replay of [{}, { shiftSeconds: 2 }]) expect(await send(sent, replay)).toBe(200)
    const again = [send(sent), send(sent, { shiftSeconds: 1 }), send(sent)]
    expect(await Promise.all(again)).toEqual([200, 200, 200])
  }
  await later(500)
  const after = JSON.parse(await everything())
  expect(after.slice(0, 4)).toEqual(before.slice(0, 4))
  const posted = here.channel.messages.map(({ text }) => text)
  expect(new Set(posted).size).toBe(posted.length)
})

test('an event that could not be stored is refused, comes again, and runs once', async () => {
  const find = here.rows.find
  await here.reconnect()
  here.rows.find = () => Promise.reject(new Error('connection refused'))
  const asked = ann.mention(thread, '@Troupe next Mira in a park')
  const sent = () => here.slack.sent.filter(({ body }) => body.includes('next Mira'))
  await here.slack.waitFor(() => sent()[1]?.status === 503, 'the first retry')
  here.rows.find = find
  ahead = 61_000
  await asked.acked()
  await here.message(thread, isFrame, 'the frame')
  expect(sent().map(({ status, headers }) => [status, headers['x-slack-retry-num']])).toEqual([
    [503, undefined],
    [503, '1'],
    [200, '2'],
  ])
  const tenantFrames = await here.store.frames.inThread(here.tenant.id, here.threadIdOf(thread))
  expect(tenantFrames).toHaveLength(1)
})

test('a command while the workspace cannot be read is answered: try again', async () => {
  const find = here.rows.find
  await here.reconnect()
  here.rows.find = () => Promise.reject(new Error('connection refused'))
  const { text } = await ann.slash(here.channel, '/character list').answer()
  expect(text).toContain('Please try again in a moment.')
  here.rows.find = find
  expect((await ann.slash(here.channel, '/character list').answer()).text).toContain('Mira')
})

test('nothing else is served, and too much is refused', async () => {
  const at = (path: string, init?: RequestInit) => fetch(`${here.publicUrl}${path}`, init)
  for (const path of ['/', '/slack', '/api/commands', '/..%2f', '//', '/slack/events']) {
    expect([path, (await at(path)).status]).toEqual([path, 404])
  }
  expect((await at('/slack/install', { method: 'POST' })).status).toBe(404)
  const huge = await at(eventsPath, { method: 'POST', body: 'x'.repeat(2 ** 21) }).catch(() => null)
  expect([413, undefined]).toContain(huge?.status)
})
