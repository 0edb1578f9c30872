import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { waitFor } from '../discord/wait.ts'
import { noteLate, sendDue } from './asks.ts'
import { deliver } from './deliver.ts'
import { type Faults, planFaults } from './faults.ts'
import { serveFile } from './file-server.ts'
import { ids, timestamps } from './ids.ts'
import { revoke, uninstall } from './install.ts'
import { serveOauthPage } from './oauth-page.ts'
import type { Asked } from './people/asked.ts'
import { makeWorkspace, type WorkspaceHandle, type WorkspaceOptions } from './people/workspace.ts'
import { rateLimits } from './rate-limits.ts'
import { httpSender, type Replay, type Sent } from './sender.ts'
import { type Request, servePosts } from './server.ts'
import { type DisconnectReason, openSockets } from './sockets.ts'
import type { Ask, AskKind, File, World } from './world.ts'

export interface SlackOptions {
  /** Milliseconds since 1970, for ids, the 3 seconds, the 30 minutes, retries and rate limits. */
  readonly now?: () => number
  /** Whether two messages a second in a channel, and other calls by their tiers, are too many. */
  readonly enforceRateLimits?: boolean
  /** How long an uploaded file has no mimetype yet, and cannot be shown in blocks. */
  readonly fileDelayMs?: number
  /** Slash commands of the app; any, unless they are given. */
  readonly commands?: readonly string[]
  /** What the app subscribed to. */
  readonly events?: readonly string[]
}

const usualEvents = [
  'app_home_opened',
  'app_mention',
  'app_uninstalled',
  'message.im',
  'tokens_revoked',
]

/** Slack on this computer: what a test sees and does. */
export interface Slack {
  /** What Bolt takes: `clientOptions: { slackApiUrl: slack.api }`. */
  readonly api: string
  readonly url: string
  /** Of the first workspace. */
  readonly botToken: string
  /** For Socket Mode. */
  readonly appToken: string
  readonly signingSecret: string
  readonly clientId: string
  readonly clientSecret: string
  readonly appId: string
  workspace(options?: WorkspaceOptions): WorkspaceHandle
  /**
   * From now on everything goes to the bot's own address, which must answer a challenge; to several
   * in turn, as a load balancer does it.
   */
  sendTo(...urls: readonly string[]): Promise<void>
  /** What went to the bot's own address. */
  readonly sent: readonly Sent[]
  /** Sends such a request once more: as it was, or at another time, or signed otherwise. */
  replay(sent: Sent, replay?: Replay): Promise<{ readonly status: number; readonly answer: string }>
  /** Sends what was asked once more, acknowledged or not, as Slack may. */
  resend(asked: Asked): void
  /** Sends something to the bot as it is; nobody is to blame when it is not acknowledged. */
  deliver(workspace: WorkspaceHandle, kind: AskKind, payload: Ask['payload']): Asked
  /** From now on it takes so long, in milliseconds, until it knows what an uploaded file is. */
  lookAtFilesFor(ms: number): void
  /** Forgets what was asked, called, written and opened, so that long runs stay small. */
  forget(): void
  /** Trouble for the next calls. */
  readonly faults: Faults
  /** Every call so far. */
  readonly requests: readonly Request[]
  /** Every file that was ever announced, deleted ones too. */
  readonly files: readonly File[]
  /** What no bot may do and this one did; a test that expects some can empty it. */
  readonly violations: string[]
  /** How many connections of Socket Mode there ever were. */
  readonly welcomes: number
  /** How many connections of Socket Mode are open. */
  readonly connections: number
  dropSockets(): void
  /** Sends `disconnect` to every connection, as before maintenance. */
  askToReconnect(reason?: DisconnectReason): void
  revokeToken(workspace: WorkspaceHandle): void
  uninstall(workspace: WorkspaceHandle): void
  waitFor: typeof waitFor
  close(): Promise<void>
}

/** How often Slack looks whether something is due. */
const tickMs = 10

export async function startSlack({
  now = Date.now,
  enforceRateLimits = false,
  fileDelayMs = 50,
  commands,
  events = usualEvents,
}: SlackOptions = {}): Promise<Slack> {
  const newId = ids()
  const world: World = {
    now,
    newId,
    newTs: timestamps(now),
    app: {
      id: newId('A'),
      name: 'Troupe',
      clientId: `${newId('1')}.${newId('2')}`,
      clientSecret: newId('clientsecret'),
      signingSecret: newId('signingsecret'),
      appToken: `xapp-1-${newId('A')}-double`,
      verificationToken: newId('verification'),
      commands,
      events,
    },
    url: '',
    workspaces: new Map(),
    users: new Map(),
    channels: new Map(),
    files: new Map(),
    views: new Map(),
    tokens: new Map(),
    codes: new Map(),
    asks: [],
    violations: [],
    fileDelayMs,
    newTicket: () => sockets.ticket(),
    deliver: (ask) => (sender.urls.length === 0 ? sockets.send(ask) : void sender.send(ask)),
  }
  const requests: Request[] = []
  const planned = planFaults()
  const count = enforceRateLimits ? rateLimits(now) : () => undefined
  const serve = servePosts({ world, faults: planned, count, requests })
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', world.url)
    if (pathname === '/oauth/v2/authorize') serveOauthPage(world, searchParams, response)
    else if (pathname.startsWith('/files')) serveFile(world, pathname, request, response)
    else if (/^\/(api|upload|actions)\//.test(pathname)) void serve(request, response, pathname)
    else response.writeHead(404).end()
  })
  const sockets = openSockets(server, world)
  const sender = httpSender(world)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  world.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const clock = setInterval(() => sendDue(world), tickMs)
  const { app } = world
  const workspaceOf = ({ id }: WorkspaceHandle) => world.workspaces.get(id)!

  return {
    api: `${world.url}/api/`,
    url: world.url,
    get botToken() {
      const [first] = world.workspaces.values()
      if (first?.token === undefined) throw new Error('the app is installed nowhere')
      return first.token.value
    },
    appToken: app.appToken,
    signingSecret: app.signingSecret,
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    appId: app.id,
    workspace: (options) => makeWorkspace(world, options),
    sendTo: (...urls) => sender.verify(urls),
    sent: sender.sent,
    replay: sender.replay,
    resend: ({ id }) => world.deliver(world.asks.find((one) => one.id === id)!),
    deliver: (workspace, kind, payload) => deliver(world, workspaceOf(workspace), kind, payload),
    lookAtFilesFor(ms) {
      world.fileDelayMs = ms
    },
    forget() {
      world.asks.length = 0
      world.views.clear()
      requests.length = 0
      sockets.forget()
      for (const { messages } of world.channels.values()) messages.length = 0
    },
    faults: planned.faults,
    requests,
    get files() {
      return [...world.files.values()]
    },
    get violations() {
      noteLate(world)
      return world.violations
    },
    get welcomes() {
      return sockets.welcomes
    },
    get connections() {
      return sockets.open
    },
    dropSockets: sockets.drop,
    askToReconnect: (reason = 'refresh_requested') => sockets.disconnect(reason),
    revokeToken: (workspace) => revoke(world, workspaceOf(workspace), 'token_revoked'),
    uninstall: (workspace) => uninstall(world, workspaceOf(workspace)),
    waitFor,
    async close() {
      clearInterval(clock)
      await sockets.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
