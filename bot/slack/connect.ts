/** Slack from end to end by Socket Mode: opens the connection, listens, tells. */

import { App, type Logger, LogLevel, SocketModeReceiver, webApi } from '@slack/bolt'
import { z } from 'zod'
import type { Command } from '../../commands/command.ts'
import type { Answered, Invocation } from '../../commands/dispatch.ts'
import type { FrameStore, Store } from '../../story/ports.ts'
import type { ChatLog } from '../chat.ts'
import { chatPlatform } from '../chat-platform.ts'
import { openStage } from '../stage.ts'
import { BadToken, type Connection } from '../start.ts'
import { openTeller } from '../tell.ts'
import { watchUnfinished } from '../watch.ts'
import { Refused, slackApi } from './api.ts'
import { slackChat } from './chat.ts'
import type { SlackDesk } from './doings.ts'
import { slackFiles } from './files.ts'
import { HoldingReceiver } from './holding-receiver.ts'
import { showHome } from './home.ts'
import { listen } from './listen.ts'
import { slackPeople } from './people.ts'

export interface SlackOptions {
  readonly token: string
  readonly appToken: string
  /** Another address of Slack's API, for tests. */
  readonly api?: string | undefined
  readonly store: Store
  readonly pictures: FrameStore
  readonly commands: readonly Command[]
  readonly styles: readonly string[]
  readonly say: (said: Invocation, acknowledge: () => Promise<void>) => Promise<Answered>
  readonly newReference: () => string
  readonly log: ChatLog & { info(details: object, sentence: string): void }
  /** Milliseconds between two messages of a channel; Slack takes one a second. */
  readonly pauseMs?: number
  /** How long Slack may take to know what an uploaded picture is, milliseconds. */
  readonly readyMs?: number
  /** Milliseconds between two looks at what is being drawn. */
  readonly lookMs?: number
}

/** Slack's words for a token that is good for nothing. */
const badToken: readonly string[] = [
  'not_authed',
  'invalid_auth',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
  'missing_scope',
]

const identity = z.object({
  team_id: z.string(),
  user_id: z.string(),
  bot_id: z.string().optional(),
  url: z.string().default('https://slack.com/'),
})

const requestMs = 20_000

/**
 * Resolves when the connection stands. `BadToken` when Slack does not know a token; anything else is
 * an outage that may pass.
 */
export async function connectSlack(options: SlackOptions): Promise<Connection> {
  const { token, appToken, store, pictures, commands, styles, say, newReference, log } = options
  const { pauseMs = 1000, readyMs = 30_000, lookMs = 3000 } = options
  const logger = boltLogger(log)
  const clientOptions = {
    logger,
    timeout: requestMs,
    ...(options.api === undefined ? {} : { slackApiUrl: options.api }),
  }
  // Bolt would repeat a message whose acceptance it did not hear of, and wait on its own.
  const once = { ...clientOptions, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true }
  const api = slackApi(new webApi.WebClient(token, once), { pauseMs })
  const appApi = slackApi(new webApi.WebClient(appToken, once))
  const us = identity.parse(await known(() => api.call('auth.test', {}), 'SLACK_BOT_TOKEN'))
  // Asked for here because Bolt says nothing of a token that it cannot connect with later.
  await known(() => appApi.call('apps.connections.open', {}), 'SLACK_APP_TOKEN')

  const isOurs = (workspace: string): boolean => workspace === us.team_id
  const files = slackFiles(api, { readyMs })
  const chat = slackChat(api, files, log)
  const asIs = async (bytes: Uint8Array) => ({ bytes, name: '.png' })
  const stage = openStage(store, pictures, chat, asIs, false)
  const teller = openTeller({ store, stage, chat, isOurs, log })
  const people = slackPeople(api, log)
  const desk: SlackDesk = {
    ...{ api, chat, people, commands, styles },
    ...{ store, say, teller, newReference, log },
  }
  const home = { store, pictures, api, files, address: us.url, log }
  const team = us.team_id

  const receiver = new HoldingReceiver(
    new SocketModeReceiver({ appToken, logger, installerOptions: { clientOptions } }),
  )
  const app = new App({
    receiver,
    token,
    logger,
    clientOptions: once,
    tokenVerificationEnabled: false,
    botUserId: us.user_id,
    convoStore: false,
    ...(us.bot_id === undefined ? {} : { botId: us.bot_id }),
  })
  const { underWay } = listen(app, desk, {
    team,
    showHome: async (userId) => {
      const { manages } = await people.find(userId)
      await showHome({ team, userId, manages }, home)
    },
    onLeft: async () => {
      const { id } = await store.tenant('slack', team)
      await store.tenants.left(id, new Date())
      log.warn({ team }, 'Troupe was removed from a Slack workspace.')
    },
  })
  const tenant = await store.tenant('slack', team)
  if (tenant.leftAt !== undefined) await store.tenants.returned(tenant.id)
  await started(app)
  log.info({ team }, 'Slack is ready.')
  const watch = watchUnfinished({ platform: 'slack', store, stage, isOurs, log, everyMs: lookMs })

  return {
    platform: chatPlatform(store, stage, chat, log),
    sweep: (before) => teller.tellForgotten(before),
    close: async () => {
      await watch.close()
      // What was begun is answered before the connection goes.
      await Promise.allSettled(underWay)
      await app.stop()
      await Promise.allSettled(underWay)
    },
  }
}

/** Bolt waits without end for a connection that says nothing. */
async function started(app: App): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Slack opens no connection.')), requestMs)
  })
  try {
    await Promise.race([app.start(), late])
  } catch (cause) {
    // Whoever tries again brings a connection of its own: two would answer everything twice.
    await app.stop()
    throw cause
  } finally {
    clearTimeout(timer)
  }
}

async function known<T>(work: () => Promise<T>, name: string): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof Refused && badToken.includes(cause.reason)) {
      throw new BadToken(`${name} is not accepted by Slack: ${cause.reason}.`, { cause })
    }
    throw cause
  }
}

/** Bolt's own words are for its makers; only trouble is of interest to whoever runs Troupe. */
function boltLogger(log: ChatLog): Logger {
  const line = (words: readonly unknown[]) => words.map(String).join(' ')
  return {
    debug: () => {},
    info: () => {},
    warn: (...words) => log.warn({}, line(words)),
    error: (...words) => log.warn({}, line(words)),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  }
}
