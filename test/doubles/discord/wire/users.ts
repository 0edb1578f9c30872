import type { Guild, Member, Role, User } from '../world.ts'

export type Wire = Readonly<Record<string, unknown>>

export const iso = (milliseconds: number): string => new Date(milliseconds).toISOString()

export const userJson = ({ id, name, bot }: User): Wire => ({
  id,
  username: name,
  discriminator: bot ? '0001' : '0',
  global_name: bot ? null : name,
  avatar: null,
  bot,
  system: false,
  public_flags: 0,
  flags: 0,
  banner: null,
  accent_color: null,
  primary_guild: null,
})

export const memberJson = ({ user, roles, joinedAt }: Member): Wire => ({
  user: userJson(user),
  nick: null,
  avatar: null,
  banner: null,
  roles,
  joined_at: iso(joinedAt),
  premium_since: null,
  deaf: false,
  mute: false,
  flags: 0,
  pending: false,
  communication_disabled_until: null,
})

export const roleJson = (guild: Guild, { id, name, permissions, managed }: Role): Wire => ({
  id,
  name,
  color: 0,
  colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
  hoist: false,
  icon: null,
  unicode_emoji: null,
  position: guild.roles.findIndex((role) => role.id === id),
  permissions: String(permissions),
  managed,
  mentionable: false,
  flags: 0,
})
