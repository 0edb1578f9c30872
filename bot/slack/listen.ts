/** Hears what people do from Bolt, and gives each thing to whoever carries it out. */

import type { App } from '@slack/bolt'

import { z } from 'zod'
import { Unreachable } from '../chat.ts'

import {
  type Doing,
  handleButton,
  handleMention,
  handleShortcut,
  handleSlash,
  handleWindow,
  type SlackDesk,
} from './doings.ts'
import { leaveUnacknowledged, storedEvent } from './holding-receiver.ts'
import {
  buttonSchema,
  homeSchema,
  mentionSchema,
  revokedSchema,
  shortcutId,
  shortcutSchema,
  slashSchema,
  windowSchema,
} from './incoming.ts'
import { windowId } from './windows.ts'

export interface Listening {
  /** What was begun and is not finished. */
  readonly underWay: ReadonlySet<Promise<void>>
}

/** What the app hears beside commands; each resolves before the event is acknowledged. */
interface Hearing {
  readonly showHome: (team: string, userId: string) => Promise<void>
  /** A workspace removed Troupe, not after that time. */
  readonly onLeft: (team: string, at: Date) => Promise<void>
}

/** Where something happened; Bolt knows it of everything that it lets through. */
const somewhere = z.object({ teamId: z.string() })
const teamOf = (context: object): string => somewhere.parse(context).teamId

export function listen(app: App, desk: SlackDesk, { showHome, onLeft }: Hearing): Listening {
  const underWay = new Set<Promise<void>>()
  const track = async (work: Promise<void>): Promise<void> => {
    const ended = work.finally(() => underWay.delete(ended))
    underWay.add(ended)
    await ended
  }

  app.command(/^\/(?:character|story|troupe)$/, ({ body, ack, context }) => {
    const command = slashSchema.parse(body)
    const doing: Doing = {
      id: command.trigger_id,
      userId: command.user_id,
      userName: command.user_name,
      place: { team: teamOf(context), channel: command.channel_id, threadTs: undefined },
      responseUrl: command.response_url,
      triggerId: command.trigger_id,
      acknowledge: () => ack(),
    }
    return track(handleSlash(doing, command.command, command.text, desk))
  })

  app.action(/.*/, ({ body, ack, context }) => {
    const { trigger_id, response_url, user, channel, threadTs, buttonId } = buttonSchema.parse(body)
    const doing: Doing = {
      id: trigger_id,
      userId: user.id,
      userName: user.name,
      place: { team: teamOf(context), channel, threadTs },
      responseUrl: response_url,
      triggerId: trigger_id,
      acknowledge: () => ack(),
    }
    return track(handleButton(doing, buttonId, desk))
  })

  app.view(windowId, ({ body, ack, context }) => {
    const { user, view } = windowSchema.parse(body)
    const doing = {
      // A window is filled in once.
      id: view.id,
      userId: user.id,
      userName: user.name,
      responseUrl: undefined,
      triggerId: undefined,
      acknowledge: () => ack(),
    }
    return track(
      handleWindow(doing, teamOf(context), view.private_metadata, view.state.values, desk),
    )
  })

  app.shortcut({ callback_id: shortcutId, type: 'message_action' }, ({ body, ack, context }) => {
    const { trigger_id, response_url, user, channel, message } = shortcutSchema.parse(body)
    const doing: Doing = {
      id: trigger_id,
      userId: user.id,
      userName: user.name,
      place: {
        team: teamOf(context),
        channel: channel.id,
        threadTs: message.thread_ts ?? message.ts,
      },
      responseUrl: response_url,
      triggerId: trigger_id,
      acknowledge: () => ack(),
    }
    return track(handleShortcut(doing, desk))
  })

  /** Whom nothing can be told, because the workspace cannot be reached, is to be heard again. */
  async function reachable(context: object): Promise<void> {
    try {
      await desk.workspaces.of(teamOf(context))
    } catch (err) {
      if (!(err instanceof Unreachable)) leaveUnacknowledged(context)
      throw err
    }
  }

  app.event('app_mention', async ({ body, context }) => {
    await reachable(context)
    const { event_id, event } = mentionSchema.parse(body)
    const { user, text, channel, thread_ts } = event
    const doing: Doing = {
      id: event_id,
      userId: user,
      userName: undefined,
      place: { team: teamOf(context), channel, threadTs: thread_ts },
      responseUrl: undefined,
      triggerId: undefined,
      acknowledge: () => storedEvent(context),
    }
    await track(handleMention(doing, text, desk))
  })

  app.event('app_home_opened', async ({ event, context }) => {
    await storedEvent(context)
    const { user, tab } = homeSchema.parse(event)
    if (tab === 'home') await track(showHome(teamOf(context), user))
  })

  /** What could not be noted is to be told again. */
  async function noteLeft(context: object, eventTime: number): Promise<void> {
    // Whole seconds since 1970: until the end of that second.
    const at = new Date(eventTime * 1000 + 999)
    try {
      await track(onLeft(teamOf(context), at))
    } catch (err) {
      leaveUnacknowledged(context)
      throw err
    }
  }

  app.event('app_uninstalled', async ({ context, body }) => {
    await noteLeft(context, body.event_time)
  })

  app.event('tokens_revoked', async ({ event, context, body }) => {
    // Tokens of people are none of ours.
    if (revokedSchema.parse(event).tokens.bot.length > 0) await noteLeft(context, body.event_time)
  })

  return { underWay }
}
