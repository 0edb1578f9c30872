/** Socket Mode: two tokens for one workspace, and no public address. */

import { SocketModeReceiver } from '@slack/bolt'
import { BadToken } from '../start.ts'
import { Refused } from './api.ts'
import { watchReturn } from './coming-back.ts'
import { keepSocketDoor } from './door.ts'
import { HoldingReceiver, NotStored } from './holding-receiver.ts'
import { identity } from './identity.ts'
import { keepConnected } from './keep-connected.ts'
import { pictureAddresses } from './picture-addresses.ts'
import { pictureDoor } from './picture-door.ts'
import { openPort } from './port.ts'
import type { Kept, PublicPlace, WayIn } from './way-in.ts'
import {
  type Calling,
  callsWith,
  clientOptions,
  noticing,
  oneWorkspace,
  openWorkspace,
} from './workspaces.ts'

export interface SocketSettings {
  readonly by: 'socket'
  readonly token: string
  readonly appToken: string
  /** Where Slack fetches pictures that it does not take as files; nowhere, unless given. */
  readonly open?: PublicPlace | undefined
  /** How long a sign of life may take until the connection is opened anew, milliseconds; Bolt's own times, unless given. */
  readonly aliveMs?: number
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

/** `BadToken` when Slack does not know a token; anything else is an outage that may pass. */
export async function bySocket(
  { token, appToken, open, aliveMs }: SocketSettings,
  kept: Kept,
  calling: Calling,
): Promise<WayIn> {
  const { tenant, tenants } = kept.store
  const api = callsWith(token, calling)
  const appApi = callsWith(appToken, calling)
  const us = identity.parse(await known(() => api.call('auth.test', {}), 'SLACK_BOT_TOKEN'))
  // Asked for here because Bolt says nothing of a token that it cannot connect with later.
  await known(() => appApi.call('apps.connections.open', {}), 'SLACK_APP_TOKEN')
  const [team, botId, botUserId] = [us.team_id, us.bot_id, us.user_id]
  const { id, leftAt } = await tenant('slack', team)
  if (leftAt !== undefined) await tenants.returned(id)
  const comingBack = watchReturn({
    isGone: async () => (await tenant('slack', team)).leftAt !== undefined,
    isThere: () =>
      api.call('auth.test', {}).then(
        () => true,
        (error: unknown) => {
          if (error instanceof Refused && badToken.includes(error.reason)) return false
          throw error
        },
      ),
    returned: () => tenants.returned(id),
    log: calling.log,
    everyMs: calling.returnMs ?? 60_000,
  })
  async function left(): Promise<void> {
    await tenants.left(id, new Date())
    comingBack.gone()
    calling.log.warn({ team }, 'Troupe was removed from a Slack workspace.')
  }
  const ours = { team, botId, botUserId, address: us.url }
  const workspace = openWorkspace(ours, token, noticing(api, left), calling)

  const { logger } = calling
  const socket = new SocketModeReceiver({
    appToken,
    logger,
    autoReconnectEnabled: false,
    ...(aliveMs === undefined ? {} : { clientPingTimeout: aliveMs, serverPingTimeout: aliveMs }),
    installerOptions: { clientOptions: clientOptions(calling) },
    processEventErrorHandler: async ({ error }) => {
      if (!(error instanceof NotStored)) logger.error(error)
      return false
    },
  })
  keepSocketDoor(socket, calling)
  const connection = keepConnected(socket.client, calling.log)
  const addresses = open && pictureAddresses(open.publicUrl, open.signer)
  const door =
    open && addresses && openPort(pictureDoor(addresses, { ...kept, log: calling.log }), open)
  const receiver = new HoldingReceiver({
    init: (app) => socket.init(app),
    start: async () => {
      await door?.start()
      return connection.start()
    },
    // Bolt's own does not wait for it.
    stop: async () => {
      await Promise.all([connection.close(), door?.stop(), comingBack.close()])
    },
  })

  return {
    name: team,
    receiver,
    workspaces: oneWorkspace(workspace),
    addresses,
    async authorize() {
      comingBack.heard()
      return { teamId: team, botToken: token, botId, botUserId }
    },
    isOurs: (other) => other === team,
    left,
    catchUp: async () => {},
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
