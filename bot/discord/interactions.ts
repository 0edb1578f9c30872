/** What people do on Discord: commands, buttons, windows, completion. */

import {
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  MessageFlags,
  type ModalSubmitInteraction,
} from 'discord.js'
import type { Command } from '../../commands/command.ts'
import { complete } from '../../commands/complete.ts'
import { UserError } from '../../story/errors.ts'
import type { Languages } from '../../story/languages.ts'
import { sentence } from '../chat.ts'
import type { Attached } from '../poses/fetch-picture.ts'
import type { PoseTaker } from '../poses/take-pose.ts'
import {
  type Asker,
  type Desk,
  meaningOf,
  ofAnotherTime,
  speak,
  tellFailure,
  windowText,
} from '../speak.ts'
import { shortened, toRequest } from './outgoing.ts'
import { attachedTo, commandName, discordThreadId, invocationOf, slashText } from './said.ts'
import { promptField, promptWindow } from './windows.ts'

export interface DiscordDesk extends Desk {
  readonly commands: readonly Command[]
  readonly languages: Languages
  readonly poses: PoseTaker
  readonly fetchPicture: (attached: Attached) => Promise<Uint8Array>
}

type Speaking = Pick<
  ChatInputCommandInteraction | ButtonInteraction | ModalSubmitInteraction,
  'deferReply' | 'editReply' | 'deleteReply' | 'reply' | 'deferred' | 'replied'
> &
  Interaction

const onlyInServers = sentence('Stories live in servers: invite me to one and talk to me there.')

/** Takes any interaction; never throws. */
export async function handleInteraction(
  interaction: Interaction,
  desk: DiscordDesk,
): Promise<void> {
  try {
    if (interaction.isAutocomplete()) await handleAutocomplete(interaction, desk)
    else if (interaction.isChatInputCommand()) await handleSlash(interaction, desk)
    else if (interaction.isButton()) await handleButton(interaction, desk)
    else if (interaction.isModalSubmit()) await handleWindow(interaction, desk)
    else await askerOf(interaction, desk).tell(ofAnotherTime)
  } catch (err) {
    if (interaction.isRepliable()) {
      const asker = askerOf(interaction, desk)
      // Nothing was stored yet: what was attached is not taken.
      return err instanceof UserError
        ? asker.tell(sentence(err.message))
        : tellFailure(asker, err, desk)
    }
    const details = { err, reference: desk.newReference(), interaction: interaction.id }
    desk.log.error(details, 'An interaction failed.')
  }
}

async function say(interaction: Speaking, text: string, desk: DiscordDesk): Promise<void> {
  const said = invocationOf(interaction, text)
  const asker = askerOf(interaction, desk)
  await (said === undefined ? asker.tell(onlyInServers) : speak(said, asker, desk))
}

/** Where Discord keeps what people attach. */
const attachmentHosts = ['cdn.discordapp.com', 'media.discordapp.net']

/** What is attached is kept first: the acknowledgement says that nothing of a command is lost. */
async function handleSlash(
  interaction: ChatInputCommandInteraction,
  desk: DiscordDesk,
): Promise<void> {
  const { guildId, channelId } = interaction
  const words: Record<string, string> = {}
  for (const [name, url] of guildId === null ? [] : Object.entries(attachedTo(interaction))) {
    const attached = { url, hosts: attachmentHosts }
    words[name] = await desk.poses.take(discordThreadId(guildId!, channelId), () =>
      desk.fetchPicture(attached),
    )
  }
  await say(interaction, slashText(interaction, words), desk)
}

/** Discord's words when an answer came before whose acceptance was never heard of. */
const alreadyAcknowledged = 40060

function askerOf(interaction: Speaking, { log }: Pick<DiscordDesk, 'log'>): Asker {
  return {
    async acknowledge() {
      try {
        await interaction.deferReply({ flags: MessageFlags.Ephemeral })
      } catch (err) {
        log.warn({ err, interaction: interaction.id }, 'An interaction could not be acknowledged.')
        const { code } = err as { code?: unknown }
        if (code === alreadyAcknowledged) interaction.deferred = true
      }
    },

    async tell(message) {
      const { body, files } = toRequest(message)
      const attachments = files.map(({ name, data }, i) => ({
        attachment: data as Buffer,
        name,
        description: body.attachments[i]?.description ?? '',
      }))
      const told = { content: body.content, components: body.components, files: attachments }
      if (interaction.deferred || interaction.replied) {
        await interaction.editReply({ ...told, allowedMentions: { parse: [] } })
      } else {
        await interaction.reply({
          ...told,
          flags: MessageFlags.Ephemeral,
          allowedMentions: { parse: [] },
        })
      }
    },

    async done() {
      await interaction.deleteReply()
    },
  }
}

async function handleAutocomplete(
  interaction: AutocompleteInteraction,
  desk: DiscordDesk,
): Promise<void> {
  const { store, commands, languages } = desk
  const { guildId, channelId } = interaction
  const name = commandName(interaction)
  const command = commands.find((one) => one.name === name)
  const focused = interaction.options.getFocused(true)
  if (guildId === null || command === undefined) return void (await interaction.respond([]))
  const place = {
    store,
    tenant: await store.tenant('discord', guildId),
    threadId: discordThreadId(guildId, channelId),
    commands,
    languages,
  }
  const found = await complete(command, focused.name, String(focused.value), place)
  await interaction.respond(
    found
      // A value that had to be cut would mean something else.
      .filter(({ value }) => value.length <= 100)
      .map(({ label, value }) => ({ name: shortened(label, 100), value })),
  )
}

async function handleButton(interaction: ButtonInteraction, desk: DiscordDesk): Promise<void> {
  const { guildId, channelId, customId } = interaction
  const meaning =
    guildId === null
      ? undefined
      : await meaningOf(customId, discordThreadId(guildId, channelId), desk.store)
  if (meaning === undefined) return askerOf(interaction, desk).tell(ofAnotherTime)
  if ('says' in meaning) return say(interaction, meaning.says, desk)
  await interaction.showModal(promptWindow(meaning.asks, meaning.frameId, meaning.prompt))
}

async function handleWindow(interaction: ModalSubmitInteraction, desk: DiscordDesk): Promise<void> {
  const text = windowText(interaction.customId, interaction.fields.getTextInputValue(promptField))
  await (text === undefined
    ? askerOf(interaction, desk).tell(ofAnotherTime)
    : say(interaction, text, desk))
}
