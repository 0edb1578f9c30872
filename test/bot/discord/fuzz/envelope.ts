/** Interactions as Discord's gateway sends them, field by field as its documentation lists them. */

import type { Random } from '../../../../training/random.ts'
import type { Json } from '../../fuzz/mutate.ts'
import type { Ids } from '../../fuzz/tenants.ts'

/** Whom and what payloads speak of. */
export interface Scene extends Ids {
  readonly botId: string
  readonly guildId: string
  readonly channelIds: readonly string[]
  readonly people: readonly { readonly id: string; readonly name: string }[]
  /** Of a server that nothing here may reach. */
  readonly foreign: Ids & { readonly guildId: string; readonly channelId: string }
}

const discordEpoch = 1_420_070_400_000n
let count = 0n

/** A new id, of now. */
export const snowflake = (): string => {
  count = (count + 1n) & 0x3fffffn
  return String(((BigInt(Date.now()) - discordEpoch) << 22n) | count)
}

const all = String((1n << 50n) - 1n)
const manageGuild = 1n << 5n
const administrator = 1n << 3n
export const managesWith = (permissions: unknown): boolean =>
  typeof permissions === 'string' && (BigInt(permissions) & (manageGuild | administrator)) !== 0n

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
export const newToken = (random: Random): string =>
  Array.from({ length: 60 }, () => random.pick([...letters])).join('')

const userOf = ({ id, name }: Scene['people'][number]): Json => ({
  id,
  username: name.toLowerCase(),
  global_name: name,
  discriminator: '0',
  avatar: null,
  avatar_decoration_data: null,
  public_flags: 0,
  clan: null,
  primary_guild: null,
})

/** Everything but `data`, by somebody in some channel. */
export function envelope(type: number, scene: Scene, random: Random): Json {
  const { botId, guildId, channelIds, people } = scene
  const channelId = random.pick(channelIds)
  const person = random.pick(people)
  const permissions = random.chance(0.3) ? all : String((1n << 10n) | (1n << 11n) | (1n << 31n))
  return {
    id: snowflake(),
    application_id: botId,
    type,
    token: newToken(random),
    version: 1,
    guild_id: guildId,
    guild: { id: guildId, locale: 'en-US', features: [] },
    guild_locale: 'en-US',
    locale: random.pick(['en-US', 'de', 'ja']),
    channel_id: channelId,
    channel: {
      id: channelId,
      type: 0,
      name: 'stories',
      guild_id: guildId,
      parent_id: null,
      position: 1,
      nsfw: false,
      topic: null,
      rate_limit_per_user: 0,
      last_message_id: null,
      permissions,
      flags: 0,
    },
    member: {
      user: userOf(person),
      nick: random.chance(0.3) ? `${person.name} of old` : null,
      avatar: null,
      roles: [],
      joined_at: '2024-05-01T12:00:00.000000+00:00',
      premium_since: null,
      communication_disabled_until: null,
      unusual_dm_activity_until: null,
      deaf: false,
      mute: false,
      pending: false,
      flags: 0,
      permissions,
    },
    app_permissions: all,
    entitlements: [],
    entitlement_sku_ids: [],
    authorizing_integration_owners: { '0': guildId },
    context: 0,
    attachment_size_limit: 10_485_760,
  }
}

/** The same said in direct messages: no server, no member. */
export function inDirectMessages(payload: Json): Json {
  const { guild_id, guild, guild_locale, member, ...rest } = payload
  const { user } = member as { user: Json }
  const id = snowflake()
  return {
    ...rest,
    user,
    context: 1,
    authorizing_integration_owners: { '1': user.id },
    channel_id: id,
    channel: { id, type: 1, flags: 0, last_message_id: null, recipients: [user] },
  }
}

/** The message whose button was clicked. */
export const messageOf = (payload: Json, botId: string, components: readonly Json[]): Json => ({
  id: snowflake(),
  channel_id: payload.channel_id,
  type: 0,
  author: { ...userOf({ id: botId, name: 'Troupe' }), bot: true },
  content: '**1** · Mira in a park\n-# told by Ann',
  timestamp: '2026-07-01T12:00:00.000000+00:00',
  edited_timestamp: null,
  tts: false,
  mention_everyone: false,
  mentions: [],
  mention_roles: [],
  attachments: [],
  embeds: [],
  components: [{ type: 1, id: 1, components }],
  pinned: false,
  flags: 0,
})
