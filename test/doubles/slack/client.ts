import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  App,
  type AppOptions,
  HTTPReceiver,
  type Logger,
  LogLevel,
  SocketModeReceiver,
  webApi,
} from '@slack/bolt'
import type { Slack } from './start.ts'

/** How a bot hears from Slack. */
export type Mode = 'socket' | 'http'
export const modes: readonly Mode[] = ['socket', 'http']

/** Tests make things go wrong on purpose. */
const logger: Logger = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
}

/** What calls Slack's methods without listening to it; it never tries again. */
export const newClient = (slack: Slack, token?: string): webApi.WebClient =>
  new webApi.WebClient(token ?? slack.botToken, {
    slackApiUrl: slack.api,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger,
  })

/** A real app that is made but not started, so that listeners can be added first. */
export function newApp(slack: Slack, mode: Mode, options: AppOptions = {}): App {
  const { appToken, signingSecret, api: slackApiUrl } = slack
  const clientOptions = { slackApiUrl, retryConfig: { retries: 0 }, logger }
  const receiver =
    mode === 'http'
      ? new HTTPReceiver({ signingSecret, logger })
      : new SocketModeReceiver({
          appToken,
          logger,
          installerOptions: { clientOptions },
          // How long it waits before it connects again.
          clientPingTimeout: 400,
        })
  return new App({ token: slack.botToken, receiver, logger, clientOptions, ...options })
}

/** Starts it and tells Slack where it is. */
export async function startApp(slack: Slack, app: App, mode: Mode): Promise<void> {
  if (mode === 'socket') {
    await app.start()
    return
  }
  const server = (await app.start({ port: 0, host: '127.0.0.1' })) as Server
  const { port } = server.address() as AddressInfo
  await slack.sendTo(`http://127.0.0.1:${port}/slack/events`)
}
