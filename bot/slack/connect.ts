/** Slack from end to end, by Socket Mode or HTTP: opens the way in, listens, tells. */

import { App, type Logger, LogLevel } from '@slack/bolt'
import type { Command } from '../../commands/command.ts'
import type { Answered, Invocation } from '../../commands/dispatch.ts'
import type { Languages } from '../../story/languages.ts'
import type { FrameStore } from '../../story/ports/pictures.ts'
import type { Store } from '../../story/ports/store.ts'
import { openAlone, openLeader } from '../alone.ts'
import type { ChatLog } from '../chat.ts'
import { chatPlatform } from '../chat-platform.ts'
import type { Attached } from '../poses/fetch-picture.ts'
import type { PoseTaker } from '../poses/take-pose.ts'
import { openStage } from '../stage.ts'
import type { Connection } from '../start.ts'
import { openTeller } from '../tell.ts'
import { watchUnfinished } from '../watch.ts'
import { slackChat } from './chat.ts'
import type { SlackDesk } from './doings.ts'
import { watchedReceiver } from './door.ts'
import { showHome } from './home.ts'
import { byHttp, type HttpSettings } from './http.ts'
import { listen } from './listen.ts'
import { openShowing } from './showing.ts'
import { bySocket, type SocketSettings } from './socket.ts'
import { type Calling, clientOptions } from './workspaces.ts'

export interface SlackOptions {
  readonly way: SocketSettings | HttpSettings
  /** Another address of Slack's API, for tests. */
  readonly api?: string | undefined
  readonly store: Store
  readonly pictures: FrameStore
  readonly commands: readonly Command[]
  readonly languages: Languages
  readonly poses: PoseTaker
  /** How attached files are fetched. */
  readonly fetchPicture?: (attached: Attached) => Promise<Uint8Array>
  readonly say: (said: Invocation, acknowledge: () => Promise<void>) => Promise<Answered>
  readonly newReference: () => string
  readonly log: ChatLog & { info(details: object, sentence: string): void }
  /** Milliseconds between two messages of a channel; Slack takes one a second. */
  readonly pauseMs?: number
  /** How long Slack may take to know what an uploaded picture is, milliseconds. */
  readonly readyMs?: number
  /** Milliseconds between two looks for the workspace of Socket Mode while it is gone. */
  readonly returnMs?: number
  /** Milliseconds between two looks at what is being drawn. */
  readonly lookMs?: number
}

const startMs = 20_000

/**
 * Resolves when what people do is heard. `BadToken` when a token or a key is wrong; anything else is
 * an outage that may pass.
 */
export async function connectSlack(options: SlackOptions): Promise<Connection> {
  const { store, pictures, commands, languages, poses, say, newReference, log } = options
  const { lookMs = 3000 } = options
  const logger = boltLogger(log)
  const alone = openAlone(store.locks)
  const calling: Calling = { ...options, logger, alone }
  const { by } = options.way
  const way =
    options.way.by === 'socket'
      ? await bySocket(options.way, options, calling)
      : await byHttp(options.way, options, calling)
  const { workspaces, isOurs } = way
  const chat = slackChat(workspaces, openShowing(way.addresses, log), log)
  const asIs = async (bytes: Uint8Array) => ({ bytes, name: '.png' })
  const stage = openStage(store, pictures, chat, asIs, false)
  const teller = openTeller({ store, stage, chat, isOurs, log })
  const desk: SlackDesk = {
    ...{ workspaces, chat, commands, languages, poses, alone },
    ...{ store, say, teller, newReference, log },
  }
  const app = new App({
    receiver: watchedReceiver(way.receiver, desk),
    extendedErrorHandler: true,
    authorize: way.authorize,
    logger,
    clientOptions: clientOptions(calling),
    convoStore: false,
  })
  const { underWay } = listen(app, desk, {
    showHome: async (team, userId) => {
      const { people, ...speaking } = await workspaces.of(team)
      const { manages } = await people.find(userId)
      await showHome({ team, userId, manages }, { ...speaking, store, pictures, languages, log })
    },
    onLeft: way.left,
  })
  await started(app)
  log.info({ by }, 'Slack is ready.')
  const leader = openLeader(store.locks, `watch slack ${way.name}`)
  const watch = watchUnfinished({
    ...{ platform: 'slack', store, stage, isOurs, log, everyMs: lookMs },
    leads: leader.leads,
  })
  const closing = new AbortController()
  const caughtUp = way.catchUp(closing.signal).catch((err: unknown) => {
    log.warn({ err }, 'Who removed Troupe meanwhile is not known.')
  })

  return {
    platform: chatPlatform(store, stage, chat, log),
    sweep: (left) => teller.tellForgotten(left),
    close: async () => {
      closing.abort()
      await Promise.all([watch.close(), caughtUp])
      await leader.close()
      // What was begun is answered before the connection goes.
      await Promise.allSettled(underWay)
      await app.stop()
      await Promise.allSettled(underWay)
      await alone.idle()
    },
  }
}

/** Bolt waits without end for a connection that says nothing. */
async function started(app: App): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('Slack opens no connection.')), startMs)
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
