import { directMessages } from '../access.ts'
import { newAsk } from '../asks.ts'
import { emit, tell } from '../events.ts'
import { postMessage } from '../messages.ts'
import type { Wire } from '../rules/check.ts'
import { closeView, homeOf } from '../views.ts'
import {
  type Asking,
  actionJson,
  closedJson,
  shortcutJson,
  slashJson,
  submissionJson,
} from '../wire/interactions.ts'
import { viewJson } from '../wire/views.ts'
import type { Ask, Channel, Message, User, View, Workspace, World } from '../world.ts'
import { type Asked, asked } from './asked.ts'
import { type ChannelHandle, channelHandle, type Place } from './channel.ts'
import { fillForm, type Values } from './fill.ts'
import { findButton, findChoice } from './find.ts'

/** Somebody who uses Slack's client. Whatever the client would not send throws here. */
export interface Person {
  readonly id: string
  readonly name: string
  /** `slash(channel, '/story next Mira in a park')`, or with the text as a third argument. */
  slash(place: Place, command: string, text?: string): Asked
  /** Writes something to the bot, `@Troupe` and whatever else; in direct messages without. */
  mention(place: Place, text: string): Asked
  /** Writes an ordinary message. */
  say(place: Place, text: string): Message
  /** Clicks the button with that label or action id. */
  click(on: Message | View, labelOrActionId: string): Asked
  /** Chooses in the menu with that action id, by value or by text. */
  choose(on: Message | View, actionId: string, ...chosen: readonly string[]): Asked
  /** Sends a form; values by label, block id or action id, the others stay as they came. */
  submit(view: View, values?: Values): Asked
  /** Closes a form; the bot hears of it only if it asked to. */
  close(view: View): Asked | undefined
  /** Uses a shortcut, of a message or without one. */
  shortcut(message: Message | undefined, callbackId: string): Asked
  /** Looks at the Home tab of the app. */
  openHome(): Asked
  /** What the Home tab shows; nothing before the bot published it. */
  readonly home: View | undefined
  /** The direct messages between this person and the bot. */
  dm(): ChannelHandle
}

export function person(world: World, workspace: Workspace, user: User): Person {
  function placeOf({ id }: Place): Channel {
    const channel = world.channels.get(id)
    if (!channel?.members.has(user.id)) throw new Error(`${user.name} is not in channel ${id}`)
    return channel
  }

  function ask(
    about: string,
    payload: (asking: Asking) => Wire,
    from: Partial<Pick<Ask, 'kind' | 'channel' | 'source' | 'sourceView'>> = {},
  ): Asked {
    if (workspace.token === undefined) throw new Error(`the app is not in ${workspace.name}`)
    const id = `${world.newId('1')}.${workspace.id}.trigger`
    const kind = from.kind ?? 'interactive'
    const channel = from.channel
    const asking = { world, workspace, user, id }
    const question = { ...from, id, kind, about, workspace, user, channel }
    const made = newAsk(world, { ...question, payload: payload(asking) })
    const outcome = asked(world, made)
    world.deliver(made)
    return outcome
  }

  function write(place: Place, text: string): readonly [Channel, Message] {
    const channel = placeOf(place)
    if (channel.isArchived) throw new Error(`#${channel.name} is archived`)
    const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    const words = escaped.replaceAll(`@${world.app.name}`, `<@${workspace.bot.id}>`)
    const writing = { author: user, threadTs: place.threadTs }
    return [channel, postMessage(world, channel, { text: words, blocks: undefined }, writing)]
  }

  function seen(message: Message): { message: Message; channel: Channel } {
    if (message.deleted || (message.onlyFor && message.onlyFor !== user)) {
      throw new Error(`${user.name} does not see the message`)
    }
    return { message, channel: placeOf({ id: message.channelId }) }
  }

  function shown(view: View): { view: View } {
    if (view.user !== user) throw new Error(`the view was shown to ${view.user.name}`)
    if (!view.isOpen) throw new Error('the view is closed')
    return { view }
  }

  function use(on: Message | View, found: ReturnType<typeof findButton>, outcome: Wire): Asked {
    const place = 'ts' in on ? seen(on) : shown(on)
    const from =
      'view' in place
        ? { sourceView: place.view }
        : { source: place.message, channel: place.channel }
    const { block, element } = found
    const make = (asking: Asking) => actionJson(asking, place, block, element, outcome)
    return ask(`action ${element.action_id}`, make, from)
  }

  const blocksOf = (on: Message | View) => ('ts' in on ? on.blocks : on.body.blocks)

  return {
    id: user.id,
    name: user.name,
    slash(place, typed, given) {
      if (place.threadTs !== undefined) {
        throw new Error('Slack refuses slash commands in threads')
      }
      const channel = placeOf(place)
      const [, command = '', rest = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(typed) ?? []
      const { commands } = world.app
      if (!command || (commands && !commands.includes(command))) {
        throw new Error(`${typed} is no command of the app; there are ${commands?.join(' ')}`)
      }
      if (channel.isArchived) throw new Error(`#${channel.name} is archived`)
      const text = (given ?? rest).trim()
      const make = (asking: Asking) => slashJson(asking, channel, command, text)
      return ask(command, make, { kind: 'slash_commands', channel })
    },
    mention(place, text) {
      const channel = placeOf(place)
      if (channel.kind !== 'im' && !text.includes(`@${world.app.name}`)) {
        throw new Error(`"${text}" does not mention @${world.app.name}`)
      }
      const [, message] = write(place, text)
      const heard = tell(world, channel, message)
      if (heard === undefined) throw new Error('the bot is not told of this')
      return asked(world, heard)
    },
    say(place, text) {
      const [channel, message] = write(place, text)
      tell(world, channel, message)
      return message
    },
    click(on, labelOrActionId) {
      const found = findButton(blocksOf(on), labelOrActionId)
      const { text, value, url, style } = found.element
      const outcome = { text, ...(value === undefined ? {} : { value }), ...(url ? { url } : {}) }
      return use(on, found, { ...outcome, ...(style ? { style } : {}) })
    },
    choose(on, actionId, ...chosen) {
      const found = findChoice(blocksOf(on), actionId, chosen)
      return use(on, found, found.outcome)
    },
    submit(view, values = {}) {
      shown(view)
      const state = fillForm(world, view, values)
      view.errors = {}
      const about = `form ${view.body.callback_id ?? view.id}`
      return ask(about, (asking) => submissionJson(asking, view, state), { sourceView: view })
    },
    close(view) {
      shown(view)
      closeView(view)
      if (!view.body.notify_on_close) return undefined
      const about = `closing of ${view.body.callback_id ?? view.id}`
      return ask(about, (asking) => closedJson(asking, view, false), { sourceView: view })
    },
    shortcut(message, callbackId) {
      const on = message && seen(message)
      const from = on ? { source: on.message, channel: on.channel } : {}
      return ask(`shortcut ${callbackId}`, (asking) => shortcutJson(asking, callbackId, on), from)
    },
    openHome() {
      const channel = directMessages(world, workspace, user.id)
      const view = homeOf(world, user)
      const event = {
        type: 'app_home_opened',
        user: user.id,
        channel: channel.id,
        tab: 'home',
        ...(view ? { view: viewJson(world, view) } : {}),
      }
      const heard = emit(world, workspace, event, { user, channel })
      if (heard === undefined) throw new Error('the app did not subscribe to app_home_opened')
      return asked(world, heard)
    },
    get home() {
      return homeOf(world, user)
    },
    dm: () => channelHandle(world, workspace, directMessages(world, workspace, user.id)),
  }
}
