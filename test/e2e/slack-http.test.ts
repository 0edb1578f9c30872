import { randomBytes } from 'node:crypto'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { eventsPath } from '../../bot/slack/http.ts'
import { altOf, labelsOf, messageWithin, says, withPicture } from '../bot/slack/messages.ts'
import { newBrowser } from '../doubles/slack/browser.ts'
import type { ChannelHandle } from '../doubles/slack/people/channel.ts'
import type { Person } from '../doubles/slack/people/person.ts'
import type { WorkspaceHandle } from '../doubles/slack/people/workspace.ts'
import { type Slack, startSlack } from '../doubles/slack/start.ts'
import type { Message } from '../doubles/slack/world.ts'
import { freshDatabase, type TestDatabase } from '../postgres.ts'
import { freePort, newDataDir, quickBundle, type RunningTroupe, startTroupe } from './troupe.ts'

const slow = 400_000
const patience = 200_000
const hour = 3_600_000

interface Place {
  readonly workspace: WorkspaceHandle
  readonly channel: ChannelHandle
  readonly person: Person
}

/**
 * `npm start` with the settings of HTTP and OAuth: two workspaces install it in a browser, each tells a
 * story, one of them removes it. The bot, its worker, model and database are the real ones.
 */
describe('a story told on Slack by HTTP', () => {
  const secretKey = randomBytes(32).toString('base64')
  const stateSecret = randomBytes(16).toString('hex')
  let dataDir: string
  let database: TestDatabase
  let rows: pg.Client
  let slack: Slack
  let troupe: RunningTroupe
  let publicUrl: string
  let readers: Place
  let writers: Place

  function openPlace(name: string): Place {
    const workspace = slack.workspace({ name, installed: false })
    const person = workspace.member({ name: `${name}' Ann` })
    return { workspace, channel: workspace.channel({ name: 'stories' }), person }
  }

  beforeAll(async () => {
    dataDir = await newDataDir()
    database = await freshDatabase()
    rows = new pg.Client({ connectionString: database.url })
    await rows.connect()
    // Three seconds of Slack are thirty of a slow computer. It is ahead, because a removal from before
    // an installation would be an old one.
    const began = Date.now()
    slack = await startSlack({ now: () => began + hour + (Date.now() - began) / 10 })
    readers = openPlace('Readers')
    writers = openPlace('Writers')
    const port = await freePort()
    publicUrl = `http://127.0.0.1:${port}`
    const bundle = await quickBundle(join(dataDir, 'bundle'), { steps: 8, startStep: 5 })
    troupe = await startTroupe(dataDir, await freePort(), bundle, {
      DATABASE_URL: database.url,
      SLACK_SIGNING_SECRET: slack.signingSecret,
      SLACK_CLIENT_ID: slack.clientId,
      SLACK_CLIENT_SECRET: slack.clientSecret,
      SLACK_STATE_SECRET: stateSecret,
      SLACK_PUBLIC_URL: publicUrl,
      SLACK_PORT: String(port),
      SLACK_API_URL: slack.api,
      SECRET_KEY: secretKey,
      LEFT_DAYS: '0',
    })
    await slack.sendTo(`${publicUrl}${eventsPath}`)
  }, slow)
  afterAll(async () => {
    await troupe?.end('SIGINT')
    await slack?.close()
    await rows?.end()
    await database?.drop()
    await rm(dataDir, { recursive: true, force: true })
  }, slow)

  const message = messageWithin(patience)

  /** Everything in the database but locks, which name nothing but ids and run out. */
  async function everything(): Promise<string> {
    const tables = await rows.query(
      `select tablename from pg_tables where schemaname = 'public' and tablename <> 'locks'`,
    )
    const texts: string[] = []
    for (const { tablename } of tables.rows) {
      const found = await rows.query(`select t::text from "${tablename}" t`)
      texts.push(...found.rows.map(({ t }) => `${tablename} ${t}`))
    }
    return texts.join('\n')
  }

  /** Every stored picture, by its path. */
  async function pictures(): Promise<Map<string, Buffer>> {
    const folder = join(dataDir, 'frames')
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    const paths = entries
      .filter((one) => one.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
    return new Map(
      await Promise.all(paths.map(async (path) => [path, await readFile(path)] as const)),
    )
  }

  async function describeSomebody({ channel, person }: Place, name: string, looks: string) {
    await person.slash(channel, `/character add ${name} ${looks}`).acked()
    const found = await message(channel, (one) => says(`${name} · `)(one) && withPicture(one), name)
    expect(altOf(found)).toBe(`Portrait of ${name}: ${looks}`)
  }

  async function tell({ channel, person }: Place, title: string, prompt: string) {
    const view = await person.slash(channel, '/story').view()
    await person.submit(view, { title }).acked()
    const isStarter = (one: Message) => one.text === `${title} · a story begun by ${person.name}`
    const thread = channel.thread(await message(channel, isStarter, 'the story'))
    await message(thread, says('begins'), 'the beginning')
    await person.mention(thread, `@Troupe next ${prompt}`).acked()
    const isDrawn = (one: Message) => says(`1 · ${prompt}`)(one) && withPicture(one)
    return { thread, frame: await message(thread, isDrawn, 'the first frame') }
  }

  test(
    'each installs it in a browser, describes somebody, and gets a frame in a thread',
    async () => {
      for (const { workspace } of [readers, writers]) {
        const browser = newBrowser(({ pathname, searchParams }) => {
          if (pathname === '/oauth/v2/authorize') searchParams.set('team', workspace.id)
        })
        const { status, text } = await browser.visit(`${publicUrl}/slack/install`)
        expect([status, text.includes(`is installed in ${workspace.name}`)]).toEqual([200, true])
      }
      await describeSomebody(readers, 'Mira', 'a young woman with long red hair and fair skin')
      await describeSomebody(writers, 'Tomas', 'an old man with short white hair')

      const { thread, frame } = await tell(readers, 'The lighthouse', 'Mira in a library')
      expect(labelsOf(frame)).toContain('Next')
      await tell(writers, 'The well', 'Tomas by a river')

      // In the thread itself the button goes on.
      const view = await readers.person.click(frame, 'Next').view()
      await readers.person.submit(view, { prompt: 'Mira in a garden' }).acked()
      const isSecond = says('2 · Mira in a garden')
      const second = await message(thread, (one) => isSecond(one) && withPicture(one), 'the second')
      expect(thread.messages.filter(isSecond)).toHaveLength(1)

      // What Slack has is what was drawn.
      const drawn = [...(await pictures()).values()]
      const [file] = second.files
      expect(drawn.some((bytes) => bytes.equals(file!.bytes))).toBe(true)
      expect(file!.workspaceId).toBe(readers.workspace.id)
    },
    slow,
  )

  test(
    'who removes it takes everything along, and only their own',
    async () => {
      const token = readers.workspace.botToken
      const before = await everything()
      for (const words of [readers.workspace.id, 'Mira in a library', 'The lighthouse']) {
        expect(before).toContain(words)
      }
      const stored = (await pictures()).size
      slack.uninstall(readers.workspace)
      // The next sweep deletes it.
      const isGone = async () => !(await everything()).includes(readers.workspace.id)
      await vi.waitUntil(isGone, { timeout: 90_000, interval: 500 })
      const after = await everything()
      for (const words of ['Mira', 'The lighthouse', readers.person.id, readers.channel.id]) {
        expect(after).not.toContain(words)
      }
      for (const words of [writers.workspace.id, 'Tomas by a river', 'The well']) {
        expect(after).toContain(words)
      }
      const isLess = async () => (await pictures()).size < stored
      await vi.waitUntil(isLess, { timeout: 90_000, interval: 500 })
      const names = [...(await pictures()).keys()].map((path) => path.slice(dataDir.length + 1))
      const kept = names.filter((path) => !path.startsWith('frames/.'))
      expect(kept.filter((path) => !after.includes(path.replace('frames/', '')))).toEqual([])

      // The others go on, and a stranger's token is used no more.
      const calls = slack.requests.length
      const { thread } = await tell(writers, 'The second well', 'Tomas in a forest')
      expect(thread.messages.some(withPicture)).toBe(true)
      const used = slack.requests.slice(calls).map(({ authorization }) => authorization)
      expect(used).not.toContain(`Bearer ${token}`)
    },
    slow,
  )

  test('no body, deadline or ping broke a rule of Slack, and no secret was logged', () => {
    expect(slack.violations).toEqual([])
    const secrets = [
      secretKey,
      stateSecret,
      slack.signingSecret,
      slack.clientSecret,
      writers.workspace.botToken,
    ]
    for (const secret of secrets) expect(troupe.output()).not.toContain(secret)
  })
})
