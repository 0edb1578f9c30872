import { bits, everyonesPermissions, type PermissionName } from '../permissions.ts'
import { guildsIntent } from '../threads.ts'
import { channelJson } from '../wire/channels.ts'
import { guildCreateJson } from '../wire/guilds.ts'
import { roleJson } from '../wire/users.ts'
import type { Channel, Guild, Role, User, World } from '../world.ts'
import { type ChannelHandle, channelHandle } from './channel.ts'
import { type Person, person } from './person.ts'

export interface GuildOptions {
  readonly name?: string
  /** What the bot's own role adds to what everybody may do. */
  readonly botPermissions?: readonly PermissionName[]
}

export interface GuildHandle {
  readonly id: string
  readonly name: string
  /** A text channel, unless `type` says otherwise (Discord's channel types). */
  channel(options?: { readonly name?: string; readonly type?: number }): ChannelHandle
  /** Somebody new, or somebody from another guild. */
  member(options?: {
    readonly name?: string
    readonly permissions?: readonly PermissionName[]
    readonly as?: Person
  }): Person
  /** Removes the bot, which hears GUILD_DELETE. */
  kickBot(): void
  /** Invites the bot again. */
  inviteBot(): void
}

/** A new guild with the bot in it; a bot that is there already hears GUILD_CREATE. */
export function makeGuild(
  world: World,
  { name = 'Guild', botPermissions = [] }: GuildOptions = {},
): GuildHandle {
  const id = world.newId()
  const everyone = newRole(id, '@everyone', everyonesPermissions, false)
  const botRole = newRole(world.newId(), world.bot.name, bits(botPermissions), true)
  const guild: Guild = {
    id,
    name,
    ownerId: newUser(world, 'owner').id,
    locale: 'en-US',
    createdAt: world.now(),
    roles: [everyone, botRole],
    members: new Map(),
  }
  world.guilds.set(id, guild)
  joinGuild(world, guild, world.users.get(guild.ownerId)!, [])
  const handle = guildHandle(world, guild, botRole)
  handle.inviteBot()
  return handle
}

const newRole = (id: string, name: string, permissions: bigint, managed: boolean): Role => ({
  id,
  name,
  permissions,
  managed,
})

export function newUser(world: World, name: string): User {
  const user: User = { id: world.newId(), name, bot: false, dmsClosed: false }
  world.users.set(user.id, user)
  return user
}

function joinGuild(world: World, { members }: Guild, user: User, roles: string[]): void {
  members.set(user.id, { user, roles, joinedAt: world.now() })
}

function guildHandle(world: World, guild: Guild, botRole: Role): GuildHandle {
  const { id, name, roles } = guild
  return {
    id,
    name,
    channel({ name = 'general', type = 0 } = {}) {
      const channel: Channel = {
        id: world.newId(),
        type,
        name,
        guildId: id,
        parentId: undefined,
        overwrites: [],
        thread: undefined,
        recipient: undefined,
        messages: [],
      }
      world.channels.set(channel.id, channel)
      world.emit('CHANNEL_CREATE', guildsIntent, channelJson(world, channel))
      return channelHandle(world, channel)
    },
    member({ name = 'Nora', permissions = [], as } = {}) {
      const user = as ? world.users.get(as.id)! : newUser(world, name)
      const held: string[] = []
      if (permissions.length > 0) {
        const role = newRole(world.newId(), `${name}'s`, bits(permissions), false)
        roles.push(role)
        held.push(role.id)
        world.emit('GUILD_ROLE_CREATE', guildsIntent, { guild_id: id, role: roleJson(guild, role) })
      }
      joinGuild(world, guild, user, held)
      return person(world, user)
    },
    kickBot() {
      guild.members.delete(world.bot.id)
      world.commands.delete(id)
      world.emit('GUILD_DELETE', guildsIntent, { id })
    },
    inviteBot() {
      joinGuild(world, guild, world.bot, [botRole.id])
      world.emit('GUILD_CREATE', guildsIntent, guildCreateJson(world, guild))
    },
  }
}
