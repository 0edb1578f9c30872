/** HTTP with OAuth: any number of workspaces, which install Troupe themselves. */

import { HTTPReceiver } from '@slack/bolt'
import type { Vault } from '../vault.ts'
import { isRemoval } from './api.ts'
import { HoldingReceiver, NotStored } from './holding-receiver.ts'
import { httpDoor } from './http-door.ts'
import { type InstallationRows, openInstallations } from './installations.ts'
import { installing, type OAuthSettings } from './installing.ts'
import { pictureAddresses } from './picture-addresses.ts'
import { pictureDoor } from './picture-door.ts'
import { scopes } from './scopes.ts'
import type { Kept, PublicPlace, WayIn } from './way-in.ts'
import { type Calling, callsWith, installedWorkspaces } from './workspaces.ts'

export interface HttpSettings extends OAuthSettings, PublicPlace {
  readonly by: 'http'
  readonly signingSecret: string
  readonly vault: Vault
  readonly rows: InstallationRows
}

export const eventsPath = '/slack/events'
/** More than Slack sends. */
const mostBytes = 2 ** 20

/** `BadToken` when the key is not the one that the tokens were sealed with. */
export async function byHttp(settings: HttpSettings, kept: Kept, calling: Calling): Promise<WayIn> {
  const { tenant, tenants } = kept.store
  const { log, logger } = calling
  const installations = await openInstallations(settings.rows, settings.vault)
  const workspaces = installedWorkspaces(
    installations,
    ({ team, installedAt }) => left(team, installedAt),
    calling,
  )

  /** What was installed again since then stays. */
  async function left(team: string, at: Date): Promise<void> {
    await installations.remove(team, at)
    workspaces.refresh(team)
    if ((await installations.find(team)) !== undefined) return
    const { id } = await tenant('slack', team)
    await tenants.left(id, new Date())
    log.warn({ team }, 'Troupe was removed from a Slack workspace.')
  }

  async function returned(team: string): Promise<void> {
    const { id, leftAt } = await tenant('slack', team)
    if (leftAt !== undefined) await tenants.returned(id)
  }

  const { signingSecret, clientId, clientSecret, stateSecret } = settings
  const receiver = new HTTPReceiver({
    signingSecret,
    endpoints: eventsPath,
    bodyLimit: mostBytes,
    logger,
    clientId,
    clientSecret,
    stateSecret,
    scopes: [...scopes],
    ...installing(settings, calling, async (installation) => {
      await installations.keep(installation)
      workspaces.refresh(installation.team)
      await returned(installation.team)
    }),
    unhandledRequestHandler: ({ response }) => {
      // Late, or the workspace cannot be reached: Slack tells the person, or sends it again.
      if (!response.headersSent) response.writeHead(503).end()
    },
    processEventErrorHandler: async ({ error, response }) => {
      if (!(error instanceof NotStored)) logger.error(error)
      if (!response.headersSent) response.writeHead(503).end()
      return true
    },
  })

  const addresses = pictureAddresses(settings.publicUrl, settings.signer)
  const givePicture = pictureDoor(addresses, { ...kept, log })
  return {
    name: 'http',
    receiver: new HoldingReceiver(httpDoor(receiver, settings, givePicture)),
    workspaces,
    addresses,
    async authorize({ teamId = '' }) {
      const us = await workspaces.of(teamId).catch(() => undefined)
      return us === undefined ? { teamId } : { teamId, botId: us.botId, botUserId: us.botUserId }
    },
    isOurs: () => true,
    left,
    async catchUp(signal) {
      for (const { team, token, installedAt } of await installations.list()) {
        if (signal.aborted) return
        try {
          await callsWith(token, calling).call('auth.test', {})
          await returned(team)
        } catch (error) {
          if (!isRemoval(error)) throw error
          await left(team, installedAt)
        }
      }
    },
  }
}
