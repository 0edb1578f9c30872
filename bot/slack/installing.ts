/** Installing Troupe in a browser: to Slack and back, and what people read when it did not work. */

import type { HTTPReceiverOptions, Installation as SlackInstallation } from '@slack/bolt'
import { identity } from './identity.ts'
import type { Installation } from './installations.ts'
import { escaped } from './outgoing.ts'
import { type Calling, callsWith, clientOptions } from './workspaces.ts'

export interface OAuthSettings {
  readonly clientId: string
  readonly clientSecret: string
  readonly stateSecret: string
  /** Where Slack and browsers find us: `https://troupe.example.org`. */
  readonly publicUrl: string
}

const installPath = '/slack/install'
const redirectUriPath = '/slack/oauth_redirect'

type Installing = Required<
  Pick<HTTPReceiverOptions, 'redirectUri' | 'installationStore' | 'installerOptions'>
>

/** A whole organisation wants Troupe, which is at home in workspaces. */
class WholeOrganisation extends Error {
  readonly code = 'whole_organisation'
}

/** `keep` stores it. Tokens are looked for by us and not by Bolt, so nothing is fetched or deleted here. */
export function installing(
  { publicUrl }: OAuthSettings,
  calling: Calling,
  keep: (installation: Installation) => Promise<void>,
): Installing {
  const again = `${publicUrl}${installPath}`
  const notAsked = () => Promise.reject(new Error('installations are not asked for like this'))
  return {
    redirectUri: `${publicUrl}${redirectUriPath}`,
    installationStore: {
      storeInstallation: async (given) => keep(await installationOf(given, calling)),
      fetchInstallation: notAsked,
    },
    installerOptions: {
      installPath,
      redirectUriPath,
      directInstall: true,
      clientOptions: clientOptions(calling),
      ...(calling.api === undefined
        ? {}
        : { authorizationUrl: new URL('../oauth/v2/authorize', calling.api).href }),
      callbackOptions: {
        success({ team }, _options, _request, response) {
          const name = team?.name ?? 'your workspace'
          response
            .writeHead(200, headers)
            .end(
              page('Troupe is here', [
                `Troupe is installed in ${name}. In a channel there, say:`,
                '/invite @Troupe',
                '/character add Mira a young woman with long red hair and fair skin',
              ]),
            )
        },
        failure(error, _options, _request, response) {
          const { status, words } = failures[error.code] ?? outage
          response
            .writeHead(status, headers)
            .end(page('Troupe was not installed', [words, `Begin again: ${again}`]))
        },
      },
    },
  }
}

/** What Slack granted, with what it says of the token. */
async function installationOf(given: SlackInstallation, calling: Calling): Promise<Installation> {
  const { team, bot, isEnterpriseInstall } = given
  if (bot === undefined) throw new Error('Slack granted no bot token')
  const api = callsWith(bot.token, calling)
  if (isEnterpriseInstall || team === undefined) {
    // A token that nobody uses should not live.
    await api.call('auth.revoke', {}).catch(() => undefined)
    throw new WholeOrganisation()
  }
  const { url } = identity.parse(await api.call('auth.test', {}))
  return {
    team: team.id,
    teamName: team.name ?? team.id,
    address: url,
    botId: bot.id,
    botUserId: bot.userId,
    token: bot.token,
    installedAt: new Date(),
  }
}

const otherBrowser = {
  status: 400,
  words: 'It came back to another browser than the one that began, or more than ten minutes later.',
}
const outage = {
  status: 502,
  words: 'Slack, or what Troupe remembers, could not be reached. Try again in a moment.',
}
/** By Bolt's code of what went wrong. */
const failures: Readonly<Record<string, { status: number; words: string }>> = {
  slack_oauth_installer_authorization_error: { status: 200, words: 'It was not allowed.' },
  slack_oauth_missing_state: otherBrowser,
  slack_oauth_invalid_state: otherBrowser,
  slack_oauth_missing_code: { status: 400, words: 'Slack sent nothing along.' },
  whole_organisation: {
    status: 400,
    words:
      'Troupe is installed in single workspaces of an organisation, not in all of it at once: ' +
      'choose a workspace at the top right of the page where Slack asks whether to allow it.',
  },
}

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
}

const page = (title: string, lines: readonly string[]): string =>
  [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title></head><body>`,
    `<h1>${escaped(title)}</h1>`,
    ...lines.map((line) => `<p>${escaped(line)}</p>`),
    '</body></html>',
  ].join('\n')
