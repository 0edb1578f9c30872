/** What people on Discord do and see, on the twin. */

import {
  type APIAttachment,
  type APIButtonComponent,
  type APIModalInteractionResponseCallbackData,
  ApplicationCommandOptionType,
  ComponentType,
  InteractionType,
  MessageFlags,
} from 'discord.js'
import type { DigitalDiscord, DigitalDiscordCommandOption } from 'discord-digital-twin'
import { expect } from 'vitest'

/** A message as people see it. */
export interface Seen {
  readonly id: string
  readonly content: string
  readonly attachments: readonly APIAttachment[]
  readonly buttons: readonly { readonly id: string; readonly label: string }[]
  readonly isForOne: boolean
}

export interface Member {
  /** Says `/story next` with options; what only they are answered, undefined when that is nothing. */
  slash(name: string, options?: Options): Promise<Seen | undefined>
  press(message: Seen, label: string): Promise<Seen | undefined>
  /** Presses a button that opens a window. */
  open(message: Seen, label: string): Promise<APIModalInteractionResponseCallbackData>
  /** Fills the only field of a window. */
  submit(window: APIModalInteractionResponseCallbackData, words: string): Promise<Seen | undefined>
  /** The suggestions while an option is typed. */
  type(name: string, option: string, typed: string): Promise<string[]>
}

type Options = Readonly<Record<string, string | number>>
const patience = { timeout: 15_000, interval: 40 }

/** Everything that is shown to all in a channel or thread, oldest first. */
export async function shownIn(discord: DigitalDiscord, channelId: string): Promise<Seen[]> {
  const messages = await discord.channel(channelId).getMessages()
  return messages.map(seen).filter(({ isForOne }) => !isForOne)
}

/** Waits for a message that everybody sees. */
export async function untilShown(
  discord: DigitalDiscord,
  channelId: string,
  fits: (message: Seen) => boolean,
): Promise<Seen> {
  let all: Seen[] = []
  const find = async () => {
    all = await shownIn(discord, channelId)
    return all.find(fits)
  }
  await expect.poll(find, patience).toBeDefined()
  return all.find(fits)!
}

export function member(discord: DigitalDiscord, userId: string, channelId: string): Member {
  const interact = (type: InteractionType, data: object, messageId?: string) =>
    discord.simulateInteraction({
      type,
      channelId,
      userId,
      data: data as Record<string, unknown>,
      ...(messageId === undefined ? {} : { messageId }),
    })
  const pressed = (message: Seen, label: string) => {
    const button = message.buttons.find((one) => one.label === label)
    if (button === undefined) throw new Error(`no button ${label} on: ${message.content}`)
    const data = { custom_id: button.id, component_type: ComponentType.Button }
    return interact(InteractionType.MessageComponent, data, message.id)
  }
  return {
    slash: async (name, options = {}) =>
      answered(discord, await interact(InteractionType.ApplicationCommand, command(name, options))),
    press: async (message, label) => answered(discord, await pressed(message, label)),
    open: async (message, label) =>
      (await acknowledged(discord, await pressed(message, label))) as never,
    async submit(window, words) {
      const [field] = window.components
      if (field?.type !== ComponentType.Label) throw new Error('a window has one labelled field')
      const { type, custom_id } = field.component
      const component = { type, custom_id, id: 2, value: words }
      const data = {
        custom_id: window.custom_id,
        components: [{ type: ComponentType.Label, id: 1, component }],
      }
      return answered(discord, await interact(InteractionType.ModalSubmit, data))
    },
    async type(name, option, typed) {
      const data = command(name, { [option]: typed }, option)
      const asked = await interact(InteractionType.ApplicationCommandAutocomplete, data)
      const { choices } = (await acknowledged(discord, asked)) as { choices: { value: string }[] }
      return choices.map(({ value }) => value)
    },
  }
}

/** A command as Discord sends it: groups and subcommands are options of options. */
function command(said: string, options: Options, focused?: string) {
  const [name, ...inside] = said.split(' ')
  let nested: (DigitalDiscordCommandOption & { focused?: boolean })[] = Object.entries(options).map(
    ([key, value]) => ({
      name: key,
      value,
      type:
        typeof value === 'number'
          ? ApplicationCommandOptionType.Integer
          : ApplicationCommandOptionType.String,
      ...(key === focused && { focused: true }),
    }),
  )
  for (const [depth, word] of [...inside].reverse().entries()) {
    const type =
      depth === 0
        ? ApplicationCommandOptionType.Subcommand
        : ApplicationCommandOptionType.SubcommandGroup
    nested = [{ name: word, type, options: nested }]
  }
  return { id: '1', name, type: 1, options: nested }
}

/** What came at once: the window or the suggestions. */
async function acknowledged(discord: DigitalDiscord, { id }: { id: string }): Promise<unknown> {
  const find = () => discord.prisma.interactionResponse.findUnique({ where: { interactionId: id } })
  await expect.poll(async () => (await find())?.acknowledged, patience).toBe(true)
  return JSON.parse((await find())?.data ?? 'null')
}

/** The answer once it is more than "is thinking". */
async function answered(
  discord: DigitalDiscord,
  interaction: { id: string },
): Promise<Seen | undefined> {
  await acknowledged(discord, interaction)
  const { messageId } = await discord.prisma.interactionResponse.findUniqueOrThrow({
    where: { interactionId: interaction.id },
  })
  const find = () => discord.prisma.message.findUnique({ where: { id: messageId ?? '-' } })
  const isThinking = async () => ((await find())?.flags ?? 0) & MessageFlags.Loading
  await expect.poll(isThinking, patience).toBe(0)
  const message = await find()
  if (message === null) return undefined
  const { attachments, components } = message
  return seen({
    ...message,
    attachments: JSON.parse(attachments),
    components: JSON.parse(components),
  })
}

interface Written {
  readonly id: string
  readonly content: string
  readonly attachments: readonly APIAttachment[]
  readonly components?: readonly object[]
  readonly flags?: number
}

function seen({ id, content, attachments, components = [], flags = 0 }: Written): Seen {
  const rows = components as readonly { components: readonly APIButtonComponent[] }[]
  const buttons = rows.flatMap((row) =>
    row.components.map((one) => ({
      id: 'custom_id' in one ? one.custom_id : '',
      label: 'label' in one ? (one.label ?? '') : '',
    })),
  )
  const isForOne = (flags & MessageFlags.Ephemeral) !== 0
  return { id, content, attachments, buttons, isForOne }
}
