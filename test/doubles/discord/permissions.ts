import { PermissionFlagsBits } from 'discord.js'
import type { Channel, Guild, World } from './world.ts'

export type PermissionName = keyof typeof PermissionFlagsBits

export const bits = (names: readonly PermissionName[]): bigint =>
  names.reduce((all, name) => all | PermissionFlagsBits[name], 0n)

const everything = Object.values(PermissionFlagsBits).reduce((all, bit) => all | bit, 0n)

/** What `@everyone` may do in a new guild. */
export const everyonesPermissions = bits([
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'CreatePublicThreads',
  'EmbedLinks',
  'AttachFiles',
  'AddReactions',
  'ReadMessageHistory',
  'UseApplicationCommands',
  'UseExternalEmojis',
])

const inDirectMessages = everyonesPermissions & ~bits(['CreatePublicThreads'])

function guildPermissions(guild: Guild, userId: string): bigint {
  if (guild.ownerId === userId) return everything
  const member = guild.members.get(userId)
  if (member === undefined) return 0n
  const held = guild.roles
    .filter(({ id }) => id === guild.id || member.roles.includes(id))
    .reduce((all, { permissions }) => all | permissions, 0n)
  return held & PermissionFlagsBits.Administrator ? everything : held
}

/**
 * The permissions of a user in a channel, threads by their parent, as "Permission Overwrites" in
 * Discord's documentation computes them.
 */
export function permissionsIn(world: World, channel: Channel, userId: string): bigint {
  if (channel.guildId === undefined) {
    return userId === world.bot.id || userId === channel.recipient?.id ? inDirectMessages : 0n
  }
  const guild = world.guilds.get(channel.guildId)
  const member = guild?.members.get(userId)
  if (guild === undefined || member === undefined) return 0n
  const held = guildPermissions(guild, userId)
  if (held === everything) return everything

  const home = channel.thread ? world.channels.get(channel.parentId!) : channel
  const overwrites = home?.overwrites ?? []
  const apply = (before: bigint, ids: readonly string[]): bigint => {
    const chosen = overwrites.filter(({ id }) => ids.includes(id))
    const deny = chosen.reduce((all, one) => all | one.deny, 0n)
    const allow = chosen.reduce((all, one) => all | one.allow, 0n)
    return (before & ~deny) | allow
  }
  const result = apply(apply(apply(held, [guild.id]), member.roles), [userId])
  return result & PermissionFlagsBits.ViewChannel ? result : 0n
}

export const may = (
  world: World,
  channel: Channel,
  userId: string,
  ...names: PermissionName[]
): boolean => {
  const wanted = bits(names)
  return (permissionsIn(world, channel, userId) & wanted) === wanted
}

/** Whether somebody sees a channel; private threads only with an invitation. */
export function sees(world: World, channel: Channel, userId: string): boolean {
  if (!may(world, channel, userId, 'ViewChannel')) return false
  if (channel.type !== 12) return true
  return channel.thread!.members.has(userId) || may(world, channel, userId, 'ManageThreads')
}
