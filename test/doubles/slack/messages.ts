import { SlackError } from './errors.ts'
import { filesShown, isShown } from './files.ts'
import { pingsOf } from './pings.ts'
import { withIds } from './rules/blocks.ts'
import { characters } from './rules/check.ts'
import { type Draft, shortTextLimit } from './rules/message.ts'
import type { Ask, Channel, File, Message, Metadata, User, World } from './world.ts'

/** Who writes, and where and how it stands. */
export interface Writing {
  readonly author: User
  readonly threadTs?: string | undefined
  readonly onlyFor?: User | undefined
  readonly ask?: Ask | undefined
  readonly metadata?: Metadata | undefined
  readonly isBroadcast?: boolean
  readonly unfurlLinks?: boolean
  readonly unfurlMedia?: boolean
  /** Files that are shared rather than shown in blocks. */
  readonly files?: readonly File[]
}

/** Writes a message whose draft was checked into a channel. */
export function postMessage(
  world: World,
  channel: Channel,
  { text = '', blocks = [] }: Draft,
  writing: Writing,
): Message {
  const { author, threadTs, onlyFor, ask, metadata, files = [] } = writing
  if (!text.trim() && blocks.length + files.length === 0) throw new SlackError('no_text')
  const workspace = world.workspaces.get(channel.workspaceId)!
  const message: Message = {
    ts: world.newTs(),
    channelId: channel.id,
    threadTs,
    author,
    text,
    blocks: withIds(blocks, world.newId),
    metadata,
    files: [...files, ...filesShown(world, workspace, blocks)],
    createdAt: world.now(),
    editedAt: undefined,
    edits: 0,
    deleted: false,
    onlyFor,
    ask,
    isBroadcast: writing.isBroadcast ?? false,
    unfurlLinks: writing.unfurlLinks ?? false,
    unfurlMedia: writing.unfurlMedia ?? true,
    pings: pingsOf(text, blocks),
  }
  noteLong(world, author, text)
  channel.messages.push(message)
  return message
}

/** Changes what is given and leaves the rest. */
export function editMessage(
  world: World,
  message: Message,
  { text = message.text, blocks = message.blocks }: Draft,
  metadata: Metadata | undefined,
): void {
  if (message.deleted) throw new SlackError('message_not_found')
  const channel = world.channels.get(message.channelId)!
  const workspace = world.workspaces.get(channel.workspaceId)!
  const shared = message.files.filter((one) => !isShown(world, message.blocks, one))
  if (!text.trim() && blocks.length + shared.length === 0) throw new SlackError('no_text')
  const files = [...shared, ...filesShown(world, workspace, blocks)]
  noteLong(world, message.author, text)
  Object.assign(message, { text, blocks: withIds(blocks, world.newId), metadata, files })
  message.pings = pingsOf(text, blocks)
  message.edits += 1
  message.editedAt = world.now()
}

export function deleteMessage(world: World, message: Message): void {
  const { messages } = world.channels.get(message.channelId)!
  message.deleted = true
  const index = messages.indexOf(message)
  if (index >= 0) messages.splice(index, 1)
}

/** Replies in a thread, oldest first. */
export const repliesTo = ({ messages }: Channel, { ts }: Pick<Message, 'ts'>): Message[] =>
  messages.filter(({ threadTs, onlyFor }) => threadTs === ts && !onlyFor)

function noteLong({ violations }: World, { isBot }: User, text: string): void {
  const length = characters(text)
  if (isBot && length > shortTextLimit) {
    violations.push(`a text of ${length} characters, and ${shortTextLimit} are recommended`)
  }
}
