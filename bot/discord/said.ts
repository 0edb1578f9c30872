/** What people do on Discord as commands in words. Pure. */

import {
  type ChatInputCommandInteraction,
  type Interaction,
  PermissionFlagsBits,
  type ThreadChannel,
} from 'discord.js'
import type { Invocation } from '../../commands/dispatch.ts'
import { commandText } from '../../commands/usage.ts'
import { decodeThreadId, encodeThreadId } from '../../story/thread-id.ts'

export const discordThreadId = (guildId: string, channelId: string): string =>
  encodeThreadId({ platform: 'discord', workspace: guildId, thread: channelId })

/** The channel or thread that a thread id stands for. */
export const channelOf = (threadId: string): string => decodeThreadId(threadId).thread

/** `story cast add` of the command, its group and its subcommand. */
export function commandName(interaction: {
  readonly commandName: string
  readonly options: {
    getSubcommandGroup(required: false): string | null
    getSubcommand(required: false): string | null
  }
}): string {
  const { options } = interaction
  const parts = [
    interaction.commandName,
    options.getSubcommandGroup(false),
    options.getSubcommand(false),
  ]
  return parts.filter((part) => part !== null).join(' ')
}

/** The files that somebody attached, by the option that each was attached to. */
export const attachedTo = ({ options }: ChatInputCommandInteraction): Record<string, string> =>
  Object.fromEntries(
    optionsIn(options.data).flatMap(({ name, attachment }) =>
      attachment ? [[name, attachment.url] as const] : [],
    ),
  )

const optionsIn = (data: ChatInputCommandInteraction['options']['data']) =>
  data[0]?.options?.[0]?.options ?? data[0]?.options ?? data

/** The line that somebody would have typed; `words` stand for what was attached. */
export function slashText(
  interaction: ChatInputCommandInteraction,
  words: Readonly<Record<string, string>> = {},
): string {
  const given = optionsIn(interaction.options.data).flatMap(({ name, value, attachment }) =>
    !attachment && (typeof value === 'string' || typeof value === 'number')
      ? [[name, value] as const]
      : [],
  )
  return commandText(commandName(interaction), { ...Object.fromEntries(given), ...words })
}

/** Somebody said `text` by this interaction; undefined outside a server. */
export function invocationOf(interaction: Interaction, text: string): Invocation | undefined {
  const { guildId, channelId, user, member } = interaction
  if (guildId === null || channelId === null) return undefined
  const nick = member !== null && 'displayName' in member ? member.displayName : undefined
  const name = nick ?? user.displayName
  return {
    text,
    sourceId: interaction.id,
    threadId: discordThreadId(guildId, channelId),
    author: { id: user.id, name },
    manages: interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false,
    channelId: parentOf(interaction) ?? channelId,
  }
}

/** The channel that a thread belongs to. */
const parentOf = ({ channel }: Interaction): string | undefined =>
  channel?.isThread() ? ((channel as ThreadChannel).parentId ?? undefined) : undefined
