import { isTrue, required, text } from '../body.ts'
import { SlackError } from '../errors.ts'
import { exchangeCode, revoke, uninstall } from '../install.ts'
import type { Methods, OpenCall } from './method.ts'

export const appMethods: Methods = {
  'auth.test': {
    by: 'bot',
    arguments: [],
    handle: ({ world, token: { workspace } }) => ({
      url: `https://${workspace.domain}.slack.com/`,
      team: workspace.name,
      user: world.app.name.toLowerCase(),
      team_id: workspace.id,
      user_id: workspace.bot.id,
      bot_id: workspace.botId,
      is_enterprise_install: false,
    }),
  },
  'auth.revoke': {
    by: 'bot',
    arguments: ['test'],
    handle({ world, token, given }) {
      if (isTrue(given.test)) return { revoked: false }
      revoke(world, token.workspace, 'token_revoked')
      return { revoked: true }
    },
  },
  'apps.connections.open': {
    by: 'app',
    arguments: [],
    handle: ({ world }) => ({ url: world.newTicket() }),
  },
  'apps.uninstall': {
    by: 'bot',
    arguments: ['client_id', 'client_secret'],
    handle(call) {
      demandClient(call)
      uninstall(call.world, call.token.workspace)
      return {}
    },
  },
  'oauth.v2.access': {
    by: 'none',
    arguments: ['client_id', 'client_secret', 'code', 'redirect_uri', 'grant_type'],
    handle(call) {
      const { world, given } = call
      demandClient(call)
      return exchangeCode(world, required(given, 'code'), text(given, 'redirect_uri'))
    },
  },
}

/** The app proves itself by its secret, in arguments or as Basic authorization. */
function demandClient({ world, given, authorization }: OpenCall): void {
  const basic = /^Basic (.+)$/.exec(authorization ?? '')?.[1] ?? ''
  const [basicId, basicSecret] = Buffer.from(basic, 'base64').toString().split(':')
  const { clientId, clientSecret } = world.app
  if ((text(given, 'client_id') ?? basicId) !== clientId) {
    throw new SlackError('invalid_client_id')
  }
  if ((text(given, 'client_secret') ?? basicSecret) !== clientSecret) {
    throw new SlackError('bad_client_secret')
  }
}
