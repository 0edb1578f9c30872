/** What people do on Discord, carried out: acknowledge, say it, tell the answer. */

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
import type { Answered, Invocation } from '../../commands/dispatch.ts'
import { type Reply, replySchema } from '../../commands/reply.ts'
import { commandText } from '../../commands/usage.ts'
import type { Store } from '../../story/ports.ts'
import { Unreachable } from './chat.ts'
import { type FrameVerb, readCustomId } from './custom-id.ts'
import { type Outgoing, replyMessage, shortened, toRequest } from './outgoing.ts'
import { commandName, discordThreadId, invocationOf, slashText } from './said.ts'
import { hasOwnMessage, isForOne, type Teller, type Told } from './tell.ts'
import { promptField, promptWindow } from './windows.ts'

export interface Desk {
  readonly store: Store
  readonly commands: readonly Command[]
  /** Styles that the model knows by name. */
  readonly styles: readonly string[]
  /** `carryOut` with its helpers. */
  readonly say: (said: Invocation, acknowledge: () => Promise<void>) => Promise<Answered>
  readonly teller: Teller
  readonly newReference: () => string
  readonly log: {
    warn(details: object, sentence: string): void
    error(details: object, sentence: string): void
  }
}

type Speaking = Pick<
  ChatInputCommandInteraction | ButtonInteraction | ModalSubmitInteraction,
  'deferReply' | 'editReply' | 'deleteReply' | 'reply' | 'deferred' | 'replied'
> &
  Interaction

const onlyInServers = 'Stories live in servers: invite me to one and talk to me there.'
const ofAnotherTime = 'That button is of another time and does nothing any more.'

/** Takes any interaction; never throws. */
export async function handleInteraction(interaction: Interaction, desk: Desk): Promise<void> {
  try {
    if (interaction.isAutocomplete()) await handleAutocomplete(interaction, desk)
    else if (interaction.isChatInputCommand())
      await speak(interaction, slashText(interaction), desk)
    else if (interaction.isButton()) await handleButton(interaction, desk)
    else if (interaction.isModalSubmit()) await handleWindow(interaction, desk)
  } catch (err) {
    const reference = desk.newReference()
    desk.log.error({ err, reference, interaction: interaction.id }, 'An interaction failed.')
    if (interaction.isRepliable()) {
      await tellOne(interaction, {
        content: `Something went wrong here, not with what you did. Reference: ${reference}`,
        buttons: [],
        pictures: [],
      }).catch(() => undefined)
    }
  }
}

/** Stored, acknowledged, carried out, told; in this order. */
async function speak(interaction: Speaking, text: string, desk: Desk): Promise<void> {
  const said = invocationOf(interaction, text)
  if (said === undefined) {
    await tellOne(interaction, { content: onlyInServers, buttons: [], pictures: [] })
    return
  }
  const { commandId, reply } = await desk.say(said, () => acknowledge(interaction, desk))
  const { store, teller, log } = desk
  const tenant =
    commandId === undefined ? undefined : await store.tenant('discord', guildIdOf(said))
  if (commandId === undefined || tenant === undefined) {
    await tellOne(interaction, replyMessage(reply, undefined))
    return
  }
  const hear = (answer: () => Promise<unknown>): Promise<boolean> =>
    answer()
      .then(() => true)
      .catch((err: unknown) => {
        log.warn({ err, command: commandId }, 'Whoever asked could not be answered.')
        return false
      })
  if (isForOne(reply)) {
    const isHeard = await hear(async () => {
      const pictures = await teller.picturesOf(tenant.id, reply)
      await tellOne(interaction, replyMessage(reply, commandId, pictures))
    })
    // What nobody heard is told later, by whoever sweeps.
    if (isHeard) await store.commands.told(commandId)
    return
  }
  const { threadId, author } = said
  const told = { commandId, tenantId: tenant.id, threadId, authorName: author.name, text, reply }
  const { note, isDue } = await tellAll(told, desk)
  await hear(() => answerBeside(interaction, reply, note))
  if (!isDue) await store.commands.told(commandId)
}

const guildIdOf = ({ threadId }: Invocation): string => threadId.split(':')[1] ?? ''

/** Discord's words when an answer came before whose acceptance was never heard of. */
const alreadyAcknowledged = 40060

async function acknowledge(interaction: Speaking, { log }: Desk): Promise<void> {
  try {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral })
  } catch (err) {
    log.warn({ err }, 'An interaction could not be acknowledged.')
    const { code } = err as { code?: unknown }
    if (code === alreadyAcknowledged) interaction.deferred = true
  }
}

/** Tells everybody; a note for whoever asked if that went otherwise, and whether it is still to be told. */
async function tellAll(
  told: Told,
  { teller, log }: Desk,
): Promise<{ note: string | undefined; isDue: boolean }> {
  try {
    return { note: await teller.tell(told), isDue: false }
  } catch (err) {
    log.warn({ err, command: told.commandId }, 'An answer could not be told in its thread.')
    return err instanceof Unreachable
      ? { note: `I cannot show this to everybody. ${err.message}`, isDue: false }
      : { note: 'It will be shown here in a moment.', isDue: true }
  }
}

/** What whoever asked sees beside an answer to all: its words where a message of its own has others. */
async function answerBeside(
  interaction: Speaking,
  reply: Reply,
  note: string | undefined,
): Promise<void> {
  if (note === undefined && !hasOwnMessage(reply)) return void (await interaction.deleteReply())
  const { content } = replyMessage(reply, undefined)
  const whole = note === undefined ? content : `${content}\n-# ${note}`
  await tellOne(interaction, { content: whole, buttons: [], pictures: [] })
}

/** Only for whoever asked, before or after the acknowledgement. */
async function tellOne(interaction: Speaking, message: Outgoing): Promise<void> {
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
}

async function handleAutocomplete(interaction: AutocompleteInteraction, desk: Desk): Promise<void> {
  const { store, commands, styles } = desk
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
    styles,
  }
  const found = await complete(command, focused.name, String(focused.value), place)
  await interaction.respond(
    found
      // A value that had to be cut would mean something else.
      .filter(({ value }) => value.length <= 100)
      .map(({ label, value }) => ({ name: shortened(label, 100), value })),
  )
}

/** Buttons of frames are commands about that frame; the windows ask for words first. */
const frameCommands = {
  redo: 'story redo',
  before: 'story before',
  undo: 'story undo',
  info: 'story info',
  cancel: 'story cancel',
  vote: 'story vote',
} as const satisfies Partial<Record<FrameVerb, string>>

async function handleButton(interaction: ButtonInteraction, desk: Desk): Promise<void> {
  const pressed = readCustomId(interaction.customId)
  if (pressed === undefined) {
    return tellOne(interaction, { content: ofAnotherTime, buttons: [], pictures: [] })
  }
  if (pressed.verb === 'say') {
    const text = await choiceText(interaction, pressed, desk)
    return text === undefined
      ? tellOne(interaction, { content: ofAnotherTime, buttons: [], pictures: [] })
      : speak(interaction, text, desk)
  }
  const { verb, frameId } = pressed
  if (verb === 'next')
    return interaction.showModal(promptWindow(verb, frameId)).then(() => undefined)
  if (verb === 'edit') {
    const tenant = await desk.store.tenant('discord', interaction.guildId ?? '-')
    const frame = await desk.store.frames.get(tenant.id, frameId)
    if (frame === undefined) {
      return tellOne(interaction, { content: ofAnotherTime, buttons: [], pictures: [] })
    }
    return interaction.showModal(promptWindow(verb, frameId, frame.prompt)).then(() => undefined)
  }
  await speak(interaction, commandText(frameCommands[verb], { frame: frameId }), desk)
}

/** The command behind a choice of a stored answer. */
async function choiceText(
  { guildId }: ButtonInteraction,
  { commandId, index }: { commandId: string; index: number },
  { store }: Desk,
): Promise<string | undefined> {
  if (guildId === null) return undefined
  const tenant = await store.tenant('discord', guildId)
  const record = await store.commands.get(tenant.id, commandId)
  const stored = replySchema.safeParse(record?.reply)
  return stored.success ? stored.data.choices[index]?.command : undefined
}

async function handleWindow(interaction: ModalSubmitInteraction, desk: Desk): Promise<void> {
  const pressed = readCustomId(interaction.customId)
  if (pressed === undefined || (pressed.verb !== 'next' && pressed.verb !== 'edit')) {
    return tellOne(interaction, { content: ofAnotherTime, buttons: [], pictures: [] })
  }
  const prompt = interaction.fields.getTextInputValue(promptField)
  const text =
    pressed.verb === 'next'
      ? commandText('story next', { prompt })
      : commandText('story edit', { frame: pressed.frameId, prompt })
  await speak(interaction, text, desk)
}
