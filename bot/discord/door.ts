/** The door between Discord's gateway and discord.js: nothing that comes in ends the process. */

import {
  type Client,
  Events,
  GatewayDispatchEvents,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
  Routes,
} from 'discord.js'
import { sorry } from '../speak.ts'
import { addressSchema, interactionSchema } from './incoming.ts'

interface Packet {
  readonly t?: unknown
  readonly d?: unknown
}

/** Where discord.js takes what the gateway sent, and what waited until it was ready. */
interface Gateway {
  handlePacket(packet?: Packet, shard?: unknown): boolean
}

export interface Keeper {
  readonly newReference: () => string
  readonly log: { error(details: object, sentence: string): void }
}

const repliable: readonly number[] = [
  InteractionType.ApplicationCommand,
  InteractionType.MessageComponent,
  InteractionType.ModalSubmit,
]

/**
 * discord.js reads packets in a promise that nobody awaits, so one that it cannot read would end
 * the process, and kinds that it does not know it drops without a word. From here on both are
 * logged with a reference, which whoever asked is told if Discord says who that was.
 */
export function keepDoor(client: Client, { newReference, log }: Keeper): void {
  const gateway = client.ws as unknown as Gateway
  const handlePacket = gateway.handlePacket.bind(gateway)
  let heard = false
  client.on(Events.InteractionCreate, () => {
    heard = true
  })

  function refuse(err: unknown, { t: event, d }: Packet): void {
    const reference = newReference()
    const address = addressSchema.safeParse(d)
    const interaction = idOf(d)
    log.error({ err, reference, event, interaction }, 'Discord sent something that cannot be read.')
    if (event !== GatewayDispatchEvents.InteractionCreate || !address.success) return
    const { id, token, type } = address.data
    if (!repliable.includes(type)) return
    const body = {
      type: InteractionResponseType.ChannelMessageWithSource,
      data: { content: sorry(reference), flags: MessageFlags.Ephemeral },
    }
    client.rest
      .post(Routes.interactionCallback(id, token), { auth: false, body })
      // It is in the log already, and Discord tells that there was no answer.
      .catch(() => undefined)
  }

  gateway.handlePacket = (packet, shard) => {
    if (packet?.t !== GatewayDispatchEvents.InteractionCreate) {
      try {
        return handlePacket(packet, shard)
      } catch (err) {
        refuse(err, packet ?? {})
        return true
      }
    }
    try {
      checkInteraction(client, packet.d)
      heard = false
      // False when it has to wait until the client is ready; then it comes here again.
      const isRead = handlePacket(packet, shard)
      if (isRead && !heard) throw new RangeError('This kind of interaction is not known.')
      return isRead
    } catch (err) {
      refuse(err, packet)
      return true
    }
  }
}

const idOf = (d: unknown): unknown =>
  typeof d === 'object' && d !== null && 'id' in d ? d.id : undefined

/** Throws when it is not what Discord describes, not for us, or about a channel of another server. */
function checkInteraction(client: Client, d: unknown): void {
  const { application_id: application, guild_id: guildId, channel } = interactionSchema.parse(d)
  // Every answer after the first goes to that application's address.
  if (application !== client.application?.id) throw new RangeError(`It is for ${application}.`)
  const known = client.channels.cache.get(channel?.id ?? '')
  if (known !== undefined && 'guildId' in known && known.guildId !== (guildId ?? null)) {
    throw new RangeError(`Channel ${known.id} is not in server ${guildId}.`)
  }
}
