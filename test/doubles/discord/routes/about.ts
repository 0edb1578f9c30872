import { DiscordError } from '../errors.ts'
import { userJson } from '../wire/users.ts'
import type { World } from '../world.ts'
import { ok, type Route } from './route.ts'

const developer = { id: '1', name: 'developer', bot: false, dmsClosed: true }

const application = ({ bot, guilds }: World): unknown => ({
  id: bot.id,
  name: bot.name,
  icon: null,
  description: '',
  type: null,
  bot_public: true,
  bot_require_code_grant: false,
  bot: userJson(bot),
  owner: userJson(developer),
  team: null,
  verify_key: '0'.repeat(64),
  flags: 0,
  flags_new: '0',
  redirect_uris: [],
  interactions_endpoint_url: null,
  role_connections_verification_url: null,
  approximate_guild_count: guilds.size,
  approximate_user_install_count: 0,
  approximate_user_authorization_count: 0,
  explicit_content_filter: 0,
  eligible_oauth2_scopes: [],
})

/** Who the bot is, and where its gateway. */
export const aboutRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/gateway',
    isOpen: true,
    handle: ({ world }) => ok({ url: gatewayUrl(world) }),
  },
  {
    method: 'GET',
    path: '/gateway/bot',
    handle: ({ world }) =>
      ok({
        url: gatewayUrl(world),
        shards: 1,
        session_start_limit: {
          total: 1000,
          remaining: 1000,
          reset_after: 86_400_000,
          max_concurrency: 1,
        },
      }),
  },
  {
    method: 'GET',
    path: '/users/@me',
    handle: ({ world }) => ok({ ...userJson(world.bot), mfa_enabled: false, locale: 'en-US' }),
  },
  {
    method: 'GET',
    path: '/users/{user_id}',
    handle({ world, params }) {
      const user = world.users.get(params.user_id!)
      if (user === undefined) throw new DiscordError(10013)
      return ok(userJson(user))
    },
  },
  { method: 'GET', path: '/applications/@me', handle: ({ world }) => ok(application(world)) },
  {
    method: 'GET',
    path: '/oauth2/applications/@me',
    handle: ({ world }) => ok(application(world)),
  },
]

export const gatewayUrl = ({ url }: World): string => `${url.replace('http', 'ws')}/gateway`
