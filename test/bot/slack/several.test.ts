import { afterEach, beforeEach, expect, test } from 'vitest'
import { eventsPath } from '../../../bot/slack/http.ts'
import { type Client, openClient } from '../../../prisma/client.ts'
import { prismaStore } from '../../../prisma/store.ts'
import type { ThreadHandle } from '../../doubles/slack/people/channel.ts'
import type { Person } from '../../doubles/slack/people/person.ts'
import type { SlackOptions } from '../../doubles/slack/start.ts'
import { freshDatabase, type TestDatabase } from '../../postgres.ts'
import { labelsOf, withPicture } from './messages.ts'
import { begunStory, type TroupeOnSlack, troupeOnSlack } from './troupe.ts'

/** Two bots on one Postgres, behind a load balancer that gives each every other request. */
let database: TestDatabase
let clients: Client[]
let here: TroupeOnSlack
let ann: Person
let thread: ThreadHandle

/** Three seconds of Slack are thirty of a slow computer. */
const began = Date.now()
const slowly = () => began + (Date.now() - began) / 10

async function open(options: SlackOptions = { now: slowly }, pace = {}): Promise<void> {
  const client = openClient(database.url)
  clients = [client]
  const store = prismaStore(client)
  here = await troupeOnSlack(options, { mode: 'http', bots: 2, store, ...pace })
  ;({ ann, thread } = await begunStory(here))
}

beforeEach(async () => {
  database = await freshDatabase()
})
afterEach(async () => {
  await here.close()
  for (const client of clients) await client.$disconnect()
  await database.drop()
  expect(here.slack.violations).toEqual([])
  expect(here.complaints).toEqual([])
})

const later = (ms: number) => new Promise((go) => setTimeout(go, ms))
const ours = () => thread.messages.filter(({ author }) => author.isBot)
const frames = () => here.store.frames.inThread(here.tenant.id, here.threadIdOf(thread))
const showing = (prompt: string) => ours().filter(({ text }) => text.includes(`· ${prompt}`))

test('they share the work, and nothing is told twice', async () => {
  await open()
  const prompts = ['a park', 'a wood', 'a town', 'a field', 'a house', 'a boat'].map(
    (place) => `Mira sits in ${place}`,
  )
  const told = prompts.map((prompt) => ann.mention(thread, `@Troupe next ${prompt}`))
  await Promise.all(told.map((one) => one.acked()))
  const waiting = () => ours().filter((one) => labelsOf(one)[0] === 'Cancel')
  await here.slack.waitFor(() => waiting().length === prompts.length, 'the frames', 60_000)
  for (const _ of prompts) {
    const finish = await here.beginDrawing({
      phase: 'template',
      step: 3,
      steps: 20,
      preview: undefined,
    })
    await here.message(thread, ({ text }) => text.includes('step 3 of 20'), 'the progress')
    await finish()
    await here.slack.waitFor(() => !ours().some(({ text }) => text.includes('step 3')), 'the end')
  }
  await here.slack.waitFor(
    () => ours().filter(withPicture).length === prompts.length,
    'all',
    60_000,
  )
  await later(500)
  for (const prompt of prompts) expect([prompt, showing(prompt).length]).toEqual([prompt, 1])
  expect((await frames()).map(({ position }) => position).sort()).toEqual([1, 2, 3, 4, 5, 6])
  const files = here.slack.files.filter(({ name }) => name.startsWith('frame-'))
  // All pictures of the test are the same one: each bot brings it to Slack once.
  expect(files.length).toBeLessThanOrEqual(2)
  const urls = [here.publicUrl, ...here.others].map((url) => `${url}${eventsPath}`)
  const counts = urls.map((to) => here.slack.sent.filter(({ url }) => url === to).length)
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(3)
})

test('what comes to both at once is done by one', async () => {
  await open()
  await ann.mention(thread, '@Troupe next Mira in a park').acked()
  const view = await ann.slash(here.channel, '/character').view()
  await ann.submit(view, { name: 'Tomas', description: 'old man' }).acked()
  await ann.slash(here.channel, '/story start The well').acked()
  await here.message(here.channel, ({ text }) => text.includes('“The well” begins'), 'the story')
  await here.message(here.channel, ({ text }) => text.includes('Tomas'), 'the character')
  const [first] = [here.publicUrl, ...here.others].map((url) => `${url}${eventsPath}`)
  await here.message(thread, ({ text }) => text.includes('1 · Mira in a park'), 'the frame')
  const before = here.channel.messages.length
  for (const sent of [...here.slack.sent]) {
    const other = here.others.map((url) => `${url}${eventsPath}`)[0]!
    const again = [sent.url, sent.url === first ? other : first!].flatMap((url) => [
      here.slack.replay({ ...sent, url }),
      here.slack.replay({ ...sent, url }, { shiftSeconds: 1 }),
    ])
    for (const { status } of await Promise.all(again)) expect(status).toBe(200)
  }
  await later(500)
  expect(here.channel.messages.map(({ text }) => text).slice(before)).toEqual([])
  expect(await frames()).toHaveLength(1)
  expect(await here.store.characters.list(here.tenant.id)).toHaveLength(2)
  expect(await here.store.stories.list(here.tenant.id)).toHaveLength(2)
})

test('when one ends, the other goes on in the same messages', async () => {
  await open()
  await ann.mention(thread, '@Troupe next Mira in a park').acked()
  const waiting = await here.message(thread, (one) => labelsOf(one)[0] === 'Cancel', 'the frame')
  const finish = await here.beginDrawing({
    phase: 'template',
    step: 3,
    steps: 20,
    preview: undefined,
  })
  await here.disconnectOne()
  const look = await here.message(thread, ({ text }) => text.includes('step 3 of 20'), 'steps')
  await finish()
  const drawn = await here.message(thread, withPicture, 'the picture')
  expect([look.ts, drawn.ts]).toEqual([waiting.ts, waiting.ts])
  await ann.mention(thread, '@Troupe next Mira in a wood').acked()
  await here.message(thread, ({ text }) => text.includes('2 · Mira in a wood'), 'the second')
})

test('together they keep the pace that Slack allows', async () => {
  await open({ enforceRateLimits: true }, { pauseMs: 1000, lookMs: 3000 })
  for (const place of ['a park', 'a wood', 'a town']) {
    await ann.mention(thread, `@Troupe next Mira in ${place}`).acked()
  }
  await here.slack.waitFor(() => showing('Mira in').length === 3, 'the frames', 30_000)
  expect(here.slack.requests.filter(({ status }) => status === 429)).toEqual([])
})
