import { afterEach, beforeEach, expect, test } from 'vitest'
import { frameVerbs } from '../../../bot/button-id.ts'
import { listen } from '../../../bot/slack/listen.ts'
import { commandsFor } from '../../../commands/index.ts'
import { commandText, optionsOf } from '../../../commands/usage.ts'
import type { ThreadHandle } from '../../doubles/slack/people/channel.ts'
import type { Sent } from '../../doubles/slack/sender.ts'
import { memoryStore } from '../../fakes/memory-store.ts'
import { emptyTables } from '../../fakes/memory-tables.ts'
import { type TroupeOnSlack, troupeOnSlack } from './troupe.ts'

const commands = commandsFor(['storybook'])

/**
 * One bot, two workspaces. Somebody who manages the one does everything that can be done on Slack with
 * the ids of the other: requests that Slack has signed, changed only in what they name.
 */
let here: TroupeOnSlack
let foreign: Foreign
const tables = () => store.tables
let store: ReturnType<typeof openStore>

const openStore = () => {
  const all = emptyTables()
  return { tables: all, store: memoryStore(all) }
}

/** What is said of the other workspace must never be seen: words that stand nowhere else. */
const secrets = /Zenobia|Nightfall|by the lake|tall woman|Foreigner|watercolor/

interface Foreign {
  readonly team: string
  readonly channelId: string
  readonly thread: ThreadHandle
  readonly threadId: string
  readonly frameIds: readonly string[]
  readonly commandIds: readonly string[]
  /** Ids and names by which somebody could ask. */
  readonly words: readonly string[]
  /** Everything of it that is stored, and that people see there. */
  snapshot(): string
}

async function otherWorkspace(): Promise<Foreign> {
  const workspace = here.slack.workspace({ name: 'Others', installed: false })
  await here.install(workspace)
  const channel = workspace.channel()
  const who = workspace.member({ name: 'Foreigner', admin: true })
  await who.slash(channel, '/troupe settings style:watercolor').answer()
  await who.slash(channel, '/character add Zenobia tall woman').answer()
  await here.findFaces()
  await who.slash(channel, '/story start Nightfall').acked()
  const isStarter = ({ text }: { text: string }) => text.includes('Nightfall · a story begun')
  const thread = channel.thread(await here.message(channel, isStarter, 'the story'))
  await here.message(thread, ({ text }) => text.includes('begins'), 'the beginning')
  await who.mention(thread, '@Troupe next Zenobia sits by the lake').acked()
  await here.message(thread, ({ text }) => text.includes('1 · Zenobia'), 'the frame')
  await here.draw()
  await here.message(thread, ({ blocks }) => blocks.some(({ type }) => type === 'image'), 'it')
  await who.mention(thread, '@Troupe next Zenobia walks by the lake').acked()
  await here.message(thread, ({ text }) => text.includes('2 · Zenobia'), 'the second')
  const tenant = await here.store.tenant('slack', workspace.id)
  const threadId = `slack:${workspace.id}:${channel.id}-${thread.threadTs}`
  const frames = await here.store.frames.inThread(tenant.id, threadId)
  const [zenobia] = await here.store.characters.list(tenant.id)
  const [story] = await here.store.stories.list(tenant.id)
  const said = [...tables().commands.values()].filter(({ record }) => record.tenantId === tenant.id)
  const isTheirs = (row: { tenantId: string }) => row.tenantId === tenant.id
  return {
    team: workspace.id,
    channelId: channel.id,
    thread,
    threadId,
    frameIds: frames.map(({ id }) => id),
    commandIds: said.map(({ record }) => record.id),
    words: [
      ...frames.map(({ id }) => id),
      ...[zenobia!.id, story!.story.id, threadId, 'Zenobia', who.id],
    ],
    snapshot: () => {
      const all = tables()
      const seen = [...channel.messages, ...channel.ephemeral].map(({ text, deleted, blocks }) => [
        // How many stand before a frame, and how long they take, changes by itself.
        text.replace(/(\d+ before it|Next)\.( About \d+ s\.)?/, ''),
        deleted,
        blocks.filter(({ type }) => type === 'image'),
      ])
      return JSON.stringify([
        [...all.commands.values()].filter(({ record }) => isTheirs(record)),
        [...all.characters.values()].filter(isTheirs),
        [...all.stories.values()].filter(isTheirs),
        [...all.frames.values()].filter(({ frame }) => frames.some(({ id }) => id === frame.id)),
        [...all.deliveries.values()].filter(isTheirs),
        all.settings.get(tenant.id),
        all.tenants.get(tenant.id),
        here.troupe.pictures.keys.filter((key) => frames.some(({ id }) => key.includes(id))),
        seen,
      ])
    },
  }
}

/** Requests as the walk changes them. */
type Payload = Record<string, unknown> & {
  event: Record<string, unknown>
  view: Record<string, unknown>
  actions: Record<string, unknown>[]
}

let count = 0
/** Signed by Slack like the one before, as something new. */
async function forge(sent: Sent, change: (payload: Payload) => void): Promise<void> {
  const isForm = sent.contentType.includes('form')
  const form = isForm ? Object.fromEntries(new URLSearchParams(sent.body)) : {}
  const payload = form.payload ? JSON.parse(form.payload) : isForm ? form : JSON.parse(sent.body)
  count += 1
  if ('event_id' in payload) payload.event_id = `Ev-forged-${count}`
  else payload.trigger_id = `${count}.forged`
  if (payload.view !== undefined) payload.view.id = `V-forged-${count}`
  // It takes five answers, and there are more to come.
  delete payload.response_url
  change(payload)
  const fields = form.payload ? { payload: JSON.stringify(payload) } : payload
  const body = isForm ? new URLSearchParams(fields).toString() : JSON.stringify(payload)
  const shiftSeconds = Math.floor(Date.now() / 1000) - sent.timestamp
  const { status } = await here.slack.replay(sent, { body, shiftSeconds })
  expect([200, 503]).toContain(status)
}

const sentFor = (words: string): Sent =>
  here.slack.sent.findLast(({ body }) => decodeURIComponent(body).includes(words))!

beforeEach(async () => {
  store = openStore()
  here = await troupeOnSlack({}, { mode: 'http', store: store.store, pauseMs: 1, lookMs: 60_000 })
  foreign = await otherWorkspace()
})
afterEach(async () => {
  await here.close()
})

/** What somebody does in their own workspace, once of each kind. */
async function ownStory() {
  const { workspace, channel } = here
  const eve = workspace.member({ name: 'Eve', admin: true })
  await eve.slash(channel, '/character add Bo old man').answer()
  await here.findFaces()
  await eve.slash(channel, '/story start Ours').acked()
  const isStarter = ({ text }: { text: string }) => text.includes('Ours · a story begun')
  const thread = channel.thread(await here.message(channel, isStarter, 'the story'))
  await here.message(thread, ({ text }) => text.includes('begins'), 'the beginning')
  await eve.mention(thread, '@Troupe next Bo sits').acked()
  const frame = await here.message(thread, ({ text }) => text.includes('1 · Bo sits'), 'the frame')
  const view = await eve.shortcut(frame, 'next_frame').view()
  await eve.submit(view, { prompt: 'Bo walks' }).acked()
  await here.message(thread, ({ text }) => text.includes('2 · Bo walks'), 'the second')
  await eve.openHome().acked()
  await here.slack.waitFor(() => eve.home, 'the home')
  await eve.click(frame, 'Cancel').acked()
  return { eve, thread }
}

const ordinary: Record<string, string> = {
  ...{ name: 'Bo', to: 'Boris', description: 'old man', title: 'Ours', prompt: 'Bo sits' },
  with: 'Bo',
}
/** Options of a command with one foreign word in each in turn, the others as they should be. */
function attacksOn(command: (typeof commands)[number], word: string): Record<string, string>[] {
  const options = optionsOf(command)
  return options.map((attacked) =>
    Object.fromEntries(
      options.flatMap(({ name, isRequired, values }): [string, string][] => {
        if (name === attacked.name) return [[name, word]]
        if (name === 'confirm') return [[name, values![0]!]]
        return isRequired ? [[name, ordinary[name] ?? 'x']] : []
      }),
    ),
  )
}
/** Those that change what there is to attack come last. */
const last = ['troupe settings', 'troupe forget-me', 'story delete', 'character remove']
const ordered = [...commands].sort((a, b) => last.indexOf(a.name) - last.indexOf(b.name))

/** Nothing of the other workspace was shown or changed. */
async function checkNothing(before: string, said: readonly string[]): Promise<void> {
  const { workspace } = here
  // What was begun comes to an end.
  await here.disconnect()
  expect(foreign.snapshot()).toBe(before)
  // What somebody wrote themselves may be said back to them.
  const own = new RegExp(said.map((one) => one.replace(/[^\w-]/g, '.')).join('|'), 'g')
  const { botToken } = workspace
  const told = here.slack.requests
    .filter(({ authorization }) => authorization === `Bearer ${botToken}`)
    .map(({ method, given }) => `${method} ${JSON.stringify(given)}`)
  expect(told.length).toBeGreaterThan(0)
  const leaks = told.filter((one) => secrets.test(one.replace(own, '')))
  expect(leaks).toEqual([])
  await here.connect()
}

test('nothing that anybody says, by command, mention or window, reaches the other workspace', async () => {
  const { eve, thread } = await ownStory()
  const [slash, mention, window] = ['/story', 'next Bo sits', 'view_submission'].map(sentFor)
  const before = foreign.snapshot()
  const { threadId, channelId } = foreign
  const own = here.threadIdOf(thread)
  for (const command of ordered) {
    for (const word of foreign.words) {
      for (const given of [{}, ...attacksOn(command, word)]) {
        const line = commandText(command.name, given)
        await Promise.all([
          forge(mention!, ({ event }) => Object.assign(event, { text: `<@U1> ${line}` })),
          forge(mention!, ({ event }) => {
            Object.assign(event, { text: `<@U1> ${line}`, channel: channelId })
            Object.assign(event, { thread_ts: foreign.thread.threadTs })
          }),
          ...[own, threadId].map((carriedTo) =>
            forge(window!, ({ view }) => {
              const metadata = { command: command.name, hidden: given, threadId: carriedTo }
              Object.assign(view, { private_metadata: JSON.stringify(metadata) })
              Object.assign(view, { state: { values: {} } })
            }),
          ),
        ])
      }
      for (const channel_id of [here.channel.id, channelId]) {
        const [first, ...rest] = command.name.split(' ')
        const isAlone = rest.length === 0
        await forge(slash!, (payload) =>
          Object.assign(payload, {
            channel_id,
            command: isAlone ? '/troupe' : `/${first}`,
            text: `${isAlone ? first : rest.join(' ')} ${word}`,
          }),
        )
      }
    }
  }
  expect(eve.home).toBeDefined()
  await checkNothing(before, foreign.words)
}, 400_000)

test('no button, shortcut, home or event reaches the other workspace', async () => {
  await ownStory()
  const kinds = ['block_actions', 'message_action', 'app_home_opened'] as const
  const [button, shortcut, home] = kinds.map(sentFor)
  const before = foreign.snapshot()
  const { channelId, thread, frameIds, commandIds, team } = foreign
  const foreignPlace = { id: channelId, name: 'general' }
  const ids = [
    ...frameVerbs.flatMap((verb) => frameIds.map((id) => `${verb}:${id}`)),
    ...commandIds.flatMap((id) => [0, 1, 2].map((index) => `say:${id}:${index}`)),
  ]
  for (const action_id of ids) {
    await forge(button!, ({ actions }) => Object.assign(actions[0]!, { action_id }))
    await forge(button!, (payload) => {
      Object.assign(payload.actions[0]!, { action_id })
      Object.assign(payload, { channel: foreignPlace })
      const place = { channel_id: channelId, thread_ts: thread.threadTs }
      Object.assign(payload, { container: place, message: place })
    })
  }
  await forge(shortcut!, (payload) =>
    Object.assign(payload, {
      channel: foreignPlace,
      message: { ts: thread.threadTs, thread_ts: thread.threadTs },
    }),
  )
  await forge(home!, ({ event }) => Object.assign(event, { channel: channelId }))
  await forge(home!, ({ event }) => Object.assign(event, { user: foreign.words.at(-1) }))
  await checkNothing(before, foreign.words)
  await forge(home!, ({ event }) =>
    Object.assign(event, { type: 'tokens_revoked', tokens: { bot: [foreign.words.at(-1), team] } }),
  )
  await expect.poll(async () => (await here.rows.list()).map((row) => row.team)).toEqual([team])
  expect(foreign.snapshot()).toBe(before)
}, 200_000)

test('windows offer what is of the own workspace', async () => {
  const { eve } = await ownStory()
  for (const command of ['/character show', '/character remove', '/character']) {
    const view = await eve.slash(here.channel, command).view()
    expect(JSON.stringify(view.body)).not.toMatch(secrets)
  }
  const view = await eve.slash(here.channel, '/character show').view()
  expect(JSON.stringify(view.body)).toContain('Bo')
})

test('there is no other way in than those above', () => {
  const heard: string[] = []
  const note = (kind: string) => (what: unknown) => {
    const isText = typeof what === 'string' || what instanceof RegExp
    heard.push(`${kind} ${isText ? what : JSON.stringify(what)}`)
  }
  const kinds = ['command', 'action', 'view', 'shortcut', 'event', 'options', 'message', 'function']
  const app = Object.fromEntries(kinds.map((kind) => [kind, note(kind)]))
  const nothing = async () => {}
  listen({ ...app, error: nothing } as never, {} as never, { showHome: nothing, onLeft: nothing })
  expect(heard).toEqual([
    'command /^\\/(?:character|story|troupe)$/',
    'action /.*/',
    'view say',
    'shortcut {"callback_id":"next_frame","type":"message_action"}',
    'event app_mention',
    'event app_home_opened',
    'event app_uninstalled',
    'event tokens_revoked',
  ])
})
