/** Reads a list of channels as people write it. */
import { UserError } from '../story/errors.ts'
import { maxChannels } from '../story/settings.ts'
import type { Context } from './command.ts'
import { clip } from './words.ts'

/** `<#123>` as Discord writes it, `<#C12|stories>` as Slack does, `#123` or the bare id. */
const written = /^(?:<#([A-Za-z0-9._-]{1,64})(?:\|[^>]*)?>|#?([A-Za-z0-9._-]{1,64}))$/
/** Ids of both platforms; what else stands behind a # is a name, and names change. */
const id = /^(?:\d{5,20}|[CDG][A-Z0-9]{6,20})$/

/**
 * The ids of `#stories, <#123>`; `everywhere` is none, `here` the channel where it is said.
 * UserError `bad-command`.
 */
export function readChannels(
  list: string,
  { tenant, channelId }: Pick<Context, 'tenant' | 'channelId'>,
): string[] {
  const words = list.split(/[\s,;]+/).filter(Boolean)
  if (words.length === 1 && /^everywhere$/i.test(words[0]!)) return []
  if (tenant.platform === 'web') {
    throw new UserError('bad-command', 'The page has no channels: Troupe is used everywhere on it.')
  }
  const channels = [...new Set(words.map((word) => readOne(word, channelId)))]
  if (channels.length > 0 && channels.length <= maxChannels) return channels
  throw new UserError('bad-command', `channels takes 1 to ${maxChannels} channels, or everywhere.`)
}

function readOne(word: string, here: string | undefined): string {
  if (/^here$/i.test(word) && here !== undefined) return here
  const match = written.exec(word)
  const found = match?.[1] ?? match?.[2]
  if (found !== undefined && id.test(found)) return found
  throw new UserError(
    'bad-command',
    `"${clip(word, 40)}" is no channel that I can find by its name. Pick it from the list that ` +
      'opens when you type #, or say it in that channel with channels:here.',
  )
}
