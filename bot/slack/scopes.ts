/** What Troupe asks of a workspace; deploy/slack-manifest.yaml has the reason of each. */
export const scopes: readonly string[] = [
  'commands',
  'app_mentions:read',
  'chat:write',
  'files:write',
  'files:read',
  'channels:history',
  'groups:history',
  'im:history',
  'im:write',
  'users:read',
]
