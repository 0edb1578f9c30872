import type { Block, Element } from '../rules/blocks.ts'
import type { Wire } from '../rules/check.ts'
import type { Channel, Message, User, View, Workspace, World } from '../world.ts'
import { placeJson } from './channels.ts'
import { messageJson } from './messages.ts'
import { whoJson } from './users.ts'
import { type ViewState, viewJson } from './views.ts'

/** What every interaction carries. */
const common = ({ app }: World, { id, domain, organisation }: Workspace, user: User): Wire => ({
  user: whoJson(user),
  api_app_id: app.id,
  token: app.verificationToken,
  team: { id, domain, ...(organisation ? { enterprise_id: organisation.id } : {}) },
  enterprise: organisation ? { id: organisation.id, name: domain } : null,
  is_enterprise_install: false,
})

export const responseUrl = ({ url }: World, { id }: Workspace, askId: string): string =>
  `${url}/actions/${id}/${askId}`

export interface Asking {
  readonly world: World
  readonly workspace: Workspace
  readonly user: User
  /** What becomes the trigger id. */
  readonly id: string
}

export function slashJson(
  { world, workspace, user, id }: Asking,
  channel: Channel,
  command: string,
  text: string,
): Readonly<Record<string, string>> {
  return {
    token: world.app.verificationToken,
    team_id: workspace.id,
    team_domain: workspace.domain,
    ...(workspace.organisation ? { enterprise_id: workspace.organisation.id } : {}),
    channel_id: channel.id,
    channel_name: channel.kind === 'private' ? 'privategroup' : channel.name,
    user_id: user.id,
    user_name: user.name.toLowerCase(),
    command,
    text,
    api_app_id: world.app.id,
    is_enterprise_install: 'false',
    response_url: responseUrl(world, workspace, id),
    trigger_id: id,
  }
}

/** What somebody did with one element of a message or a view. */
export function actionJson(
  { world, workspace, user, id }: Asking,
  place: { readonly message: Message; readonly channel: Channel } | { readonly view: View },
  { block_id }: Block,
  { type, action_id }: Element,
  outcome: Wire,
  values: ViewState = {},
): Wire {
  const action = { type, action_id, block_id, ...outcome, action_ts: world.newTs() }
  const base = { type: 'block_actions', ...common(world, workspace, user), trigger_id: id }
  if ('view' in place) {
    const view = viewJson(world, place.view, values)
    return { ...base, container: { type: 'view', view_id: view.id }, view, actions: [action] }
  }
  const { message, channel } = place
  const { ts, threadTs, onlyFor } = message
  return {
    ...base,
    container: {
      type: 'message',
      message_ts: ts,
      channel_id: channel.id,
      is_ephemeral: onlyFor !== undefined,
      ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    },
    channel: placeJson(channel),
    // Slack does not keep what only one person sees.
    ...(onlyFor ? {} : { message: messageJson(world, message) }),
    state: { values },
    response_url: responseUrl(world, workspace, id),
    actions: [action],
  }
}

export function submissionJson(
  { world, workspace, user, id }: Asking,
  view: View,
  values: ViewState,
): Wire {
  return {
    type: 'view_submission',
    ...common(world, workspace, user),
    trigger_id: id,
    view: viewJson(world, view, values),
    response_urls: [],
  }
}

export const closedJson = (
  { world, workspace, user }: Asking,
  view: View,
  is_cleared: boolean,
): Wire => ({
  type: 'view_closed',
  ...common(world, workspace, user),
  view: viewJson(world, view),
  is_cleared,
})

export function shortcutJson(
  { world, workspace, user, id }: Asking,
  callback_id: string,
  on: { readonly message: Message; readonly channel: Channel } | undefined,
): Wire {
  const base = { ...common(world, workspace, user), callback_id, trigger_id: id }
  const action_ts = world.newTs()
  if (on === undefined) return { type: 'shortcut', action_ts, ...base }
  return {
    type: 'message_action',
    action_ts,
    ...base,
    channel: placeJson(on.channel),
    message_ts: on.message.ts,
    message: messageJson(world, on.message),
    response_url: responseUrl(world, workspace, id),
  }
}
