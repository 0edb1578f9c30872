import { newAsk } from './asks.ts'
import type { Wire } from './rules/check.ts'
import type { Ask, Channel, Message, User, Workspace, World } from './world.ts'

/** What the bot is told of, and by whom; nothing when the app did not subscribe to it. */
export function emit(
  world: World,
  workspace: Workspace,
  event: Wire & { readonly type: string },
  about: { readonly user?: User; readonly channel?: Channel; readonly name?: string } = {},
): Ask | undefined {
  const { user, channel, name = event.type } = about
  if (!world.app.events.includes(name)) return undefined
  const id = world.newId('Ev')
  const payload = {
    token: world.app.verificationToken,
    team_id: workspace.id,
    context_team_id: workspace.id,
    context_enterprise_id: workspace.organisation?.id ?? null,
    api_app_id: world.app.id,
    event: { event_ts: world.newTs(), ...event },
    type: 'event_callback',
    event_id: id,
    event_time: Math.floor(world.now() / 1000),
    authorizations: [
      {
        enterprise_id: workspace.organisation?.id ?? null,
        team_id: workspace.id,
        user_id: workspace.bot.id,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${id}`,
  }
  const ask = newAsk(world, {
    id,
    kind: 'events_api',
    about: `event ${name}`,
    workspace,
    user,
    channel,
    payload,
  })
  world.deliver(ask)
  return ask
}

const messageEvents = { public: 'message.channels', private: 'message.groups', im: 'message.im' }
const channelTypes = { public: 'channel', private: 'group', im: 'im' }

/** Tells the bot of what somebody wrote: as a mention, as a message, or both. */
export function tell(world: World, channel: Channel, message: Message): Ask | undefined {
  const workspace = world.workspaces.get(channel.workspaceId)!
  if (!channel.members.has(workspace.bot.id) || workspace.token === undefined) return undefined
  const { author: user, text, ts, threadTs } = message
  const event = {
    user: user.id,
    text,
    ts,
    team: workspace.id,
    channel: channel.id,
    client_msg_id: `client-${ts}`,
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
  }
  const { kind } = channel
  const isMention = kind !== 'im' && message.pings.users.includes(workspace.bot.id)
  const mention = isMention
    ? emit(world, workspace, { type: 'app_mention', ...event }, { user, channel })
    : undefined
  const whole = { type: 'message', channel_type: channelTypes[kind], ...event }
  const heard = emit(world, workspace, whole, { user, channel, name: messageEvents[kind] })
  return mention ?? heard
}
