import type { Wire } from '../rules/check.ts'
import type { User, World } from '../world.ts'

/** Somebody as `users.info` shows them. */
export const userJson = ({ id, name, workspaceId, isBot, isAdmin }: User): Wire => ({
  id,
  team_id: workspaceId,
  name: name.toLowerCase(),
  deleted: false,
  real_name: name,
  tz: 'Europe/Berlin',
  tz_offset: 3600,
  profile: { real_name: name, display_name: name, team: workspaceId },
  is_admin: isAdmin,
  is_owner: false,
  is_primary_owner: false,
  is_restricted: false,
  is_ultra_restricted: false,
  is_bot: isBot,
  is_app_user: false,
  updated: 0,
})

/** Somebody as interactions name them. */
export const whoJson = ({ id, name, workspaceId }: User): Wire => ({
  id,
  username: name.toLowerCase(),
  name: name.toLowerCase(),
  team_id: workspaceId,
})

export const botJson = ({ app }: World, user: User, botId: string): Wire => ({
  id: botId,
  deleted: false,
  name: app.name,
  updated: 0,
  app_id: app.id,
  user_id: user.id,
  icons: {},
})
