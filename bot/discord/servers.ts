/** Notes which servers the bot is in: what one has stored is deleted some time after it left. */

import { type Client, Events } from 'discord.js'
import type { Store } from '../../story/ports/store.ts'

interface ServerLog {
  error(details: object, sentence: string): void
}

type Tenants = Pick<Store, 'tenant' | 'tenants'>

/** Listens for servers that the bot is invited to and removed from; an outage of Discord is neither. */
export function watchServers(
  client: Pick<Client, 'on'>,
  store: Tenants,
  log: ServerLog,
  now: () => Date = () => new Date(),
): void {
  const note = async (guildId: string, isHere: boolean): Promise<void> => {
    try {
      const { id } = await store.tenant('discord', guildId)
      await (isHere ? store.tenants.returned(id) : store.tenants.left(id, now()))
    } catch (err) {
      log.error({ err, guildId, isHere }, 'That the bot came to a server or left it was not noted.')
    }
  }
  client.on(Events.GuildCreate, ({ id }) => void note(id, true))
  client.on(Events.GuildDelete, ({ id }) => void note(id, false))
}

/** Notes what happened while the bot was down; `isHere` must know every server that it is in. */
export async function noteServers(
  { tenants }: Tenants,
  isHere: (guildId: string) => boolean,
  now = new Date(),
): Promise<void> {
  for (const { id, workspace, leftAt } of await tenants.list('discord')) {
    if (!isHere(workspace)) await tenants.left(id, now)
    else if (leftAt !== undefined) await tenants.returned(id)
  }
}
