import { SlackError } from './errors.ts'
import type { Channel, Message, Token, User, Workspace, World } from './world.ts'

/** The channel that a call names, if the bot may know of it. */
export function findChannel(world: World, workspace: Workspace, id: string): Channel {
  const channel = world.channels.get(id)
  if (channel === undefined || channel.workspaceId !== workspace.id) {
    throw new SlackError('channel_not_found')
  }
  const isInside = channel.members.has(workspace.bot.id)
  if (channel.kind !== 'public' && !isInside) throw new SlackError('channel_not_found')
  return channel
}

/** The channel that a call wants to write to; people's ids stand for direct messages with them. */
export function channelToWrite(world: World, token: Token, id: string): Channel {
  const { workspace, scopes } = token
  const isPerson = /^[UW]/.test(id)
  const channel = isPerson
    ? directMessages(world, workspace, id)
    : findChannel(world, workspace, id)
  if (channel.isArchived) throw new SlackError('is_archived')
  const mayVisit = scopes.includes('chat:write.public') && channel.kind === 'public'
  if (!mayVisit) demandMember(workspace, channel)
  return channel
}

export function demandMember({ bot }: Workspace, { members }: Channel): void {
  if (!members.has(bot.id)) throw new SlackError('not_in_channel')
}

/** A message that everybody sees. */
export function findMessage({ messages }: Channel, ts: string): Message {
  const message = messages.find((one) => one.ts === ts && !one.onlyFor)
  if (message === undefined) throw new SlackError('message_not_found')
  return message
}

export function findUser(world: World, workspace: Workspace, id: string): User {
  const user = world.users.get(id)
  if (user === undefined || user.workspaceId !== workspace.id) {
    throw new SlackError('user_not_found')
  }
  return user
}

/** The direct messages between somebody and the bot; made when they are needed. */
export function directMessages(world: World, workspace: Workspace, userId: string): Channel {
  const partner = findUser(world, workspace, userId)
  if (partner.isBot) throw new SlackError('cannot_dm_bot')
  const known = [...world.channels.values()].find((one) => one.partner === partner)
  if (known) return known
  const channel: Channel = {
    id: world.newId('D'),
    workspaceId: workspace.id,
    name: 'directmessage',
    kind: 'im',
    createdAt: world.now(),
    partner,
    members: new Set([partner.id, workspace.bot.id]),
    isArchived: false,
    messages: [],
  }
  world.channels.set(channel.id, channel)
  return channel
}
