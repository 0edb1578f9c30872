/** Where Troupe may be used. */
import { UserError } from '../story/errors.ts'
import type { Settings } from '../story/settings.ts'
import type { Command } from './command.ts'
import { listed } from './words.ts'

/** What is about the workspace and not about a story can be said everywhere. */
const saidEverywhere = /^(?:troupe|help)\b/

/** UserError `wrong-channel` naming the channels where the command may be used. */
export function checkPlace(
  { name }: Pick<Command, 'name'>,
  { channels }: Pick<Settings, 'channels'>,
  channelId: string | undefined,
): void {
  if (saidEverywhere.test(name)) return
  if (channels.length === 0 || channels.some((id) => id === channelId)) return
  const where = listed(channels.map(channelMention), 'or')
  throw new UserError('wrong-channel', `Stories are told in ${where} here, not in this channel.`)
}

/** A channel as chat platforms link it. */
export const channelMention = (id: string): string => `<#${id}>`
