import { findUser } from '../access.ts'
import { required, text } from '../body.ts'
import { SlackError } from '../errors.ts'
import { botJson, userJson } from '../wire/users.ts'
import type { Methods } from './method.ts'

export const userMethods: Methods = {
  'users.info': {
    by: 'bot',
    scope: 'users:read',
    arguments: ['user', 'include_locale'],
    handle: ({ world, token, given }) => ({
      user: userJson(findUser(world, token.workspace, required(given, 'user'))),
    }),
  },
  'bots.info': {
    by: 'bot',
    scope: 'users:read',
    arguments: ['bot'],
    handle: ({ world, token, given }) => {
      const { bot, botId } = token.workspace
      if (text(given, 'bot') !== botId) throw new SlackError('bot_not_found')
      return { bot: botJson(world, bot, botId) }
    },
  },
}
