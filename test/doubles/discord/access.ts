import { DiscordError } from './errors.ts'
import { may, type PermissionName, sees } from './permissions.ts'
import type { Channel, Guild, Message, World } from './world.ts'

/** A channel that exists and that the bot sees. */
export function openChannel(world: World, id: string | undefined): Channel {
  const channel = world.channels.get(id ?? '')
  if (channel === undefined) throw new DiscordError(10003)
  if (!sees(world, channel, world.bot.id)) throw new DiscordError(50001)
  return channel
}

/** A guild that the bot is in. */
export function openGuild(world: World, id: string | undefined): Guild {
  const guild = world.guilds.get(id ?? '')
  if (guild === undefined) throw new DiscordError(10004)
  if (!guild.members.has(world.bot.id)) throw new DiscordError(50001)
  return guild
}

/** A message that everybody in the channel sees. */
export function openMessage(channel: Channel, id: string | undefined): Message {
  const message = channel.messages.find((one) => one.id === id && !one.onlyFor)
  if (message === undefined) throw new DiscordError(10008)
  return message
}

export function demand(world: World, channel: Channel, ...names: PermissionName[]): void {
  if (!may(world, channel, world.bot.id, ...names)) throw new DiscordError(50013)
}
