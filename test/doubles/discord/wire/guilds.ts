import { sees } from '../permissions.ts'
import type { Guild, World } from '../world.ts'
import { channelJson } from './channels.ts'
import { iso, memberJson, roleJson, type Wire } from './users.ts'

export const guildJson = (guild: Guild): Wire => ({
  id: guild.id,
  name: guild.name,
  icon: null,
  splash: null,
  discovery_splash: null,
  banner: null,
  home_header: null,
  description: null,
  vanity_url_code: null,
  owner_id: guild.ownerId,
  application_id: null,
  afk_channel_id: null,
  afk_timeout: 300,
  widget_enabled: false,
  widget_channel_id: null,
  verification_level: 0,
  default_message_notifications: 0,
  explicit_content_filter: 0,
  mfa_level: 0,
  nsfw_level: 0,
  nsfw: false,
  premium_tier: 0,
  premium_subscription_count: 0,
  premium_progress_bar_enabled: false,
  preferred_locale: guild.locale,
  region: 'deprecated',
  features: [],
  emojis: [],
  stickers: [],
  system_channel_id: null,
  system_channel_flags: 0,
  rules_channel_id: null,
  public_updates_channel_id: null,
  safety_alerts_channel_id: null,
  max_members: 25_000_000,
  max_presences: null,
  max_video_channel_users: 25,
  max_stage_video_channel_users: 50,
  hub_type: null,
  incidents_data: null,
  roles: guild.roles.map((role) => roleJson(guild, role)),
})

/** What a bot is told of a guild when it connects or joins: people only without GUILD_MEMBERS. */
export function guildCreateJson(world: World, guild: Guild): Wire {
  const bot = guild.members.get(world.bot.id)!
  const channels = [...world.channels.values()].filter(({ guildId }) => guildId === guild.id)
  const active = channels.filter(({ thread }) => thread && !thread.archived)
  return {
    ...guildJson(guild),
    joined_at: iso(bot.joinedAt),
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    members: [memberJson(bot)],
    channels: channels.filter(({ thread }) => !thread).map((one) => channelJson(world, one)),
    threads: active
      .filter((one) => sees(world, one, world.bot.id))
      .map((one) => channelJson(world, one)),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    embedded_activities: [],
  }
}
