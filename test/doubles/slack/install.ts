import { SlackError } from './errors.ts'
import { emit } from './events.ts'
import type { Wire } from './rules/check.ts'
import type { Code, Token, User, Workspace, World } from './world.ts'

/** What a story bot that does everything asks for. */
export const usualScopes: readonly string[] = [
  'app_mentions:read',
  'channels:history',
  'channels:join',
  'channels:read',
  'chat:write',
  'commands',
  'files:read',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'im:read',
  'im:write',
  'users:read',
]

const codeMs = 10 * 60_000

/** Installs the app, or installs it again: the old token is none from then on. */
export function install(
  world: World,
  workspace: Workspace,
  scopes: readonly string[] = usualScopes,
): Token {
  const value = `xoxb-${world.newId('')}-${world.newId('')}-double`
  const token: Token = { value, workspace, scopes, refusal: undefined }
  workspace.token = token
  world.tokens.set(value, token)
  return token
}

/** The token is good for nothing any more, and the bot is told so. */
export function revoke(
  world: World,
  workspace: Workspace,
  refusal: NonNullable<Token['refusal']>,
): void {
  for (const token of world.tokens.values()) {
    if (token.workspace === workspace) token.refusal ??= refusal
  }
  workspace.token = undefined
  emit(world, workspace, {
    type: 'tokens_revoked',
    tokens: { oauth: [], bot: [workspace.bot.id] },
  })
}

/** Takes the app out of a workspace. Slack tells of both in no certain order. */
export function uninstall(world: World, workspace: Workspace): void {
  revoke(world, workspace, 'account_inactive')
  for (const { workspaceId, members } of world.channels.values()) {
    if (workspaceId === workspace.id) members.delete(workspace.bot.id)
  }
  emit(world, workspace, { type: 'app_uninstalled' })
}

/** Somebody allows the app to be installed; what comes of it is a code. */
export function allow(world: World, what: Omit<Code, 'createdAt'>): string {
  const code = `${world.newId('')}.${world.newId('')}.double`
  world.codes.set(code, { ...what, createdAt: world.now() })
  return code
}

/** A code, once and for ten minutes, becomes a token. */
export function exchangeCode(world: World, value: string, redirectUri: string | undefined): Wire {
  const code = world.codes.get(value)
  if (code === undefined || world.now() - code.createdAt > codeMs) {
    throw new SlackError('invalid_code')
  }
  if (code.redirectUri !== redirectUri) throw new SlackError('bad_redirect_uri')
  world.codes.delete(value)
  const { workspace, installer, scopes } = code
  const { organisation } = workspace
  const token = install(world, workspace, scopes)
  return {
    access_token: token.value,
    token_type: 'bot',
    scope: scopes.join(','),
    bot_user_id: workspace.bot.id,
    app_id: world.app.id,
    team: organisation?.isWhole ? null : { id: workspace.id, name: workspace.name },
    enterprise: organisation ? { id: organisation.id, name: `${workspace.name} Org` } : null,
    is_enterprise_install: organisation?.isWhole ?? false,
    authed_user: { id: installer.id },
  }
}

/** Whom a workspace's owner is; somebody must have installed the app. */
export function newUser(
  world: World,
  workspaceId: string,
  name: string,
  is: Partial<Pick<User, 'isBot' | 'isAdmin'>> = {},
): User {
  const { isBot = false, isAdmin = false } = is
  const user: User = { id: world.newId('U'), name, workspaceId, isBot, isAdmin }
  world.users.set(user.id, user)
  return user
}
