import { DiscordError } from '../errors.ts'
import { type Files, postMessage } from '../messages.ts'
import { may, sees } from '../permissions.ts'
import { directMessages } from '../routes/channels.ts'
import { optionType } from '../rules/options.ts'
import { waitFor } from '../wait.ts'
import type { Wire } from '../wire/users.ts'
import type { Channel, Choice, Message, Modal, User, World } from '../world.ts'
import { ask } from './ask.ts'
import { type Asked, asked } from './asked.ts'
import { type ChannelHandle, channelHandle } from './channel.ts'
import { fillOptions, type OptionValue } from './fill-options.ts'
import { findCommand } from './find-command.ts'
import { fillForm, findButton, findMenu } from './forms.ts'

export type Given = Readonly<Record<string, OptionValue | undefined>>
type Place = { readonly id: string }

/** Somebody who uses Discord's client. Whatever the client would not send throws here. */
export interface Person {
  readonly id: string
  readonly name: string
  /** `slash(channel, 'story next', { prompt: '...' })` */
  slash(channel: Place, command: string, given?: Given): Asked
  /** What is offered while somebody types into one option of a command. */
  autocomplete(
    channel: Place,
    command: string,
    given: Given,
    focused: string,
  ): Promise<readonly Choice[]>
  /** Clicks the button with that label or custom id. */
  click(message: Message, labelOrCustomId: string): Asked
  /** Chooses in the menu with that custom id. */
  choose(message: Message, customId: string, values: readonly string[]): Asked
  /** Sends a form; values by label or custom id, the others stay as they came. */
  submit(modal: Modal, values: Readonly<Record<string, string>>): Asked
  /** Writes an ordinary message. */
  say(channel: Place, content: string, files?: Files): Message
  /** The direct messages between this person and the bot. */
  dm(): ChannelHandle
  /** Refuses direct messages from now on. */
  closeDms(): void
}

export function person(world: World, user: User): Person {
  const placeOf = ({ id }: Place): Channel => {
    const channel = world.channels.get(id)
    if (channel === undefined) throw new Error(`there is no channel ${id}`)
    return channel
  }

  function type(type: 2 | 4, place: Place, typed: string, given: Given, focused?: string) {
    const channel = placeOf(place)
    const { command, path, options } = findCommand(world, channel, user, typed)
    const filled = fillOptions(world, channel, options, given, focused)
    const nested = path.reduceRight<readonly Wire[]>(
      (inner, { name, type }) => [{ name, type, options: inner }],
      filled.options,
    )
    const { id, name, guildId } = command
    const data = {
      id,
      name,
      type: 1,
      options: nested,
      resolved: filled.resolved,
      ...(guildId ? { guild_id: guildId } : {}),
    }
    return ask(world, { type, user, channel, about: `/${typed}`, data })
  }

  function use(message: Message, customId: string, data: Wire): Asked {
    if (message.deleted || (message.onlyFor && message.onlyFor !== user)) {
      throw new Error(`${user.name} does not see the message`)
    }
    const channel = placeOf({ id: message.channelId })
    const about = `component ${customId}`
    return asked(ask(world, { type: 3, user, channel, about, data, source: message }))
  }

  return {
    id: user.id,
    name: user.name,
    slash: (channel, command, given = {}) => asked(type(2, channel, command, given)),
    async autocomplete(channel, typed, given, focused) {
      const { options } = findCommand(world, placeOf(channel), user, typed)
      const option = options.find(({ name }) => name === focused)
      const { string, integer, number } = optionType
      const isText = [string, integer, number].some((one) => one === option?.type)
      if (!option?.autocomplete || !isText) throw new Error(`${focused} offers nothing to choose`)
      const interaction = type(4, channel, typed, { [focused]: '', ...given }, focused)
      return waitFor(() => interaction.choices, `choices for ${focused} of ${typed}`)
    },
    click(message, labelOrCustomId) {
      const { type, id, custom_id } = findButton(message, labelOrCustomId)
      return use(message, custom_id!, { component_type: type, id: id ?? 1, custom_id })
    },
    choose(message, customId, values) {
      const { type, id } = findMenu(message, customId, values)
      return use(message, customId, {
        component_type: type,
        id: id ?? 1,
        custom_id: customId,
        values,
        resolved: {},
      })
    },
    submit(modal, values) {
      const { customId, interaction } = modal
      const { channel, source } = interaction
      if (interaction.user !== user)
        throw new Error(`the form was shown to ${interaction.user.name}`)
      const data = { custom_id: customId, components: fillForm(modal, values), resolved: {} }
      const about = `form ${customId}`
      const trigger = interaction
      return asked(ask(world, { type: 5, user, channel, about, data, source, trigger }))
    },
    say(place, content, files = new Map()) {
      const channel = placeOf(place)
      const needed = channel.thread ? 'SendMessagesInThreads' : 'SendMessages'
      if (!sees(world, channel, user.id) || !may(world, channel, user.id, needed)) {
        throw new DiscordError(50013)
      }
      return postMessage(world, channel, { content }, files, { author: user })
    },
    dm: () => channelHandle(world, directMessages(world, user.id)),
    closeDms() {
      user.dmsClosed = true
    },
  }
}
