import { deepEqual } from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { type FramePoster, startFramePoster } from '../../../bot/frame-poster.ts'
import { openSigner } from '../../../bot/signing.ts'
import { connectSlack, type SlackOptions } from '../../../bot/slack/connect.ts'
import { eventsPath } from '../../../bot/slack/http.ts'
import { slackThreadId } from '../../../bot/slack/said.ts'
import type { Connection } from '../../../bot/start.ts'
import { openVault } from '../../../bot/vault.ts'
import { carryOut } from '../../../commands/dispatch.ts'
import { commandsFor } from '../../../commands/index.ts'
import type { Store } from '../../../story/ports/store.ts'
import { world } from '../../commands/world.ts'
import { saidSoFar } from '../../contracts/store-scene.ts'
import { newBrowser } from '../../doubles/slack/browser.ts'
import type { Mode } from '../../doubles/slack/client.ts'
import type { Place, ThreadHandle } from '../../doubles/slack/people/channel.ts'
import type { WorkspaceHandle } from '../../doubles/slack/people/workspace.ts'
import { type SlackOptions as DoubleOptions, startSlack } from '../../doubles/slack/start.ts'
import { freePort } from '../../e2e/troupe.ts'
import { memorySlackInstallations } from '../../fakes/memory-slack-installations.ts'
import { memoryStore } from '../../fakes/memory-store.ts'
import { drawing } from '../drawing.ts'
import { fetchingFrom, takerOf } from '../pose-taker.ts'
import { messageWithin, withPicture } from './messages.ts'

const commands = commandsFor(['storybook'])

const portrait = await readFile(new URL('../../../docs/screenshots/stories.png', import.meta.url))
const png = await readFile(new URL('../../../docs/screenshots/page.png', import.meta.url))

interface More {
  /** How Slack comes in; by Socket Mode, unless said otherwise. */
  readonly mode?: Mode
  /** How many bots share the work by HTTP. */
  readonly bots?: number
  readonly store?: Store
  readonly pauseMs?: number
  readonly readyMs?: number
  readonly returnMs?: number
  readonly lookMs?: number
  /** Whether Slack reaches the bot in Socket Mode, for pictures. */
  readonly isPublic?: boolean
  /** How long a sign of life may take in Socket Mode. */
  readonly aliveMs?: number
  /** What the app may do; everything it needs, unless said otherwise. */
  readonly scopes?: readonly string[]
}

/**
 * Troupe on Slack: the real adapter and a real Bolt app, Slack's double, a store in memory. By HTTP
 * the workspace has installed it in a browser.
 */
export async function troupeOnSlack(
  options: DoubleOptions = {},
  {
    scopes,
    mode = 'socket',
    bots = 1,
    store = memoryStore(),
    isPublic = false,
    aliveMs,
    ...patience
  }: More = {},
) {
  const slack = await startSlack(options)
  const workspace = slack.workspace({
    name: 'Readers',
    installed: mode === 'socket',
    ...(scopes ? { scopes } : {}),
  })
  const ports: number[] = []
  while (ports.length < bots) ports.push(await freePort())
  const [publicUrl = '', ...others] = ports.map((port) => `http://127.0.0.1:${port}`)
  const rows = memorySlackInstallations()
  const key = new Uint8Array(32).fill(7)
  const vault = openVault([key])
  const signer = openSigner('slack pictures', [key])
  const channel = workspace.channel({ name: 'stories' })
  const troupe = world(store)
  const complaints: { details: object; sentence: string }[] = []
  const note = (details: object, sentence: string) => void complaints.push({ details, sentence })
  const log = { info: () => {}, warn: note, error: note }
  const way = (port: number): SlackOptions['way'] =>
    mode === 'socket'
      ? {
          by: 'socket',
          ...{ token: slack.botToken, appToken: slack.appToken },
          ...(aliveMs === undefined ? {} : { aliveMs }),
          ...(isPublic ? { open: { publicUrl, host: '127.0.0.1', port, signer } } : {}),
        }
      : {
          by: 'http',
          ...{ signingSecret: slack.signingSecret, clientId: slack.clientId },
          ...{ clientSecret: slack.clientSecret, stateSecret: 'a secret of our own' },
          ...{ publicUrl, host: '127.0.0.1', port, signer, vault, rows },
        }
  const botOptions = (port = ports[0]!): SlackOptions => ({
    way: way(port),
    api: slack.api,
    store,
    pictures: troupe.pictures,
    commands,
    languages: troupe.languages,
    poses: takerOf(troupe),
    fetchPicture: fetchingFrom('files.slack.com', slack.url),
    say: (said, acknowledge) => carryOut(said, troupe, acknowledge),
    newReference: troupe.newReference,
    log,
    pauseMs: 5,
    lookMs: 100,
    ...patience,
  })
  const running: { connection: Connection; poster: FramePoster; url: string }[] = []

  async function connect(): Promise<void> {
    for (const port of ports) {
      const connection = await connectSlack(botOptions(port))
      const poster = startFramePoster(store, troupe.changes, connection.platform, log, 50)
      running.push({ connection, poster, url: `http://127.0.0.1:${port}${eventsPath}` })
    }
    await tellSlack()
  }
  async function tellSlack(): Promise<void> {
    if (mode === 'http') await slack.sendTo(...running.map(({ url }) => url))
  }
  async function disconnect(): Promise<void> {
    for (const bot of running.splice(0)) await end(bot)
  }
  async function end({ poster, connection }: (typeof running)[number]): Promise<void> {
    await poster.close()
    await connection.close()
  }
  /** Somebody of that workspace installs Troupe in a browser. */
  async function install({ id }: WorkspaceHandle) {
    const browser = newBrowser(({ pathname, searchParams }) => {
      if (pathname === '/oauth/v2/authorize') searchParams.set('team', id)
    })
    return browser.visit(`${publicUrl}/slack/install`)
  }
  await connect()
  if (mode === 'http') await install(workspace)

  const tenant = await store.tenant('slack', workspace.id)

  async function close(): Promise<void> {
    await disconnect()
    await slack.close()
  }

  return {
    slack,
    workspace,
    channel,
    store,
    troupe,
    tenant,
    complaints,
    publicUrl,
    signer,
    others,
    rows,
    options: botOptions,
    install,
    /** After Troupe was removed from the workspace. */
    async installAgain(): Promise<void> {
      if (mode === 'http') {
        await install(workspace)
        return
      }
      await disconnect()
      workspace.install()
      await connect()
    },
    connect,
    disconnect,
    reconnect: async () => {
      await disconnect()
      await connect()
    },
    /** Ends the first of several bots. */
    async disconnectOne(): Promise<void> {
      const [one] = running.splice(0, 1)
      await tellSlack()
      await end(one!)
    },
    sweep: async () => {
      await Promise.all(running.map(({ connection }) => connection.sweep(saidSoFar())))
    },
    threadIdOf: ({ id, threadTs }: Place) =>
      slackThreadId({ team: workspace.id, channel: id, threadTs }),
    ...drawing('slack', store, troupe, png, portrait),
    message: messageWithin(),
    close,
    /** Ends a test, in which nothing was against Slack's rules. */
    async end(): Promise<void> {
      slack.faults.clear()
      await close()
      deepEqual(slack.violations, [])
    },
  }
}

/** Ann has added Mira, and a story has its thread. */
export async function begunStory(here: TroupeOnSlack) {
  const ann = here.workspace.member({ name: 'Ann' })
  await ann.slash(here.channel, '/character add Mira young woman with long red hair').answer()
  await here.findFaces()
  await here.message(here.channel, withPicture, 'the portrait')
  await ann.slash(here.channel, '/story start The lighthouse').acked()
  const starter = await here.message(
    here.channel,
    ({ text }) => text.includes('a story begun by'),
    'the beginning of the thread',
  )
  const thread: ThreadHandle = here.channel.thread(starter)
  await here.message(thread, ({ text }) => text.includes('begins'), 'the beginning')
  return { ann, thread }
}

export type TroupeOnSlack = Awaited<ReturnType<typeof troupeOnSlack>>
