import { attachmentsAfter, noteMissingFiles } from './attachments.ts'
import type { Upload } from './body.ts'
import { DiscordError } from './errors.ts'
import { pingsOf } from './pings.ts'
import { flag, type MessageBody } from './rules/message.ts'
import { wake } from './threads.ts'
import { messageJson } from './wire/messages.ts'
import { memberJson } from './wire/users.ts'
import type { Channel, Interaction, Message, User, World } from './world.ts'

export type Files = ReadonlyMap<number, Upload>

/** Who writes, and what kind of message it becomes. */
export interface Writer {
  readonly author: User
  readonly interaction?: Interaction
  readonly onlyFor?: User | undefined
  readonly loading?: boolean
}

const contentIntent = 1 << 15

/** Writes a message into a channel whose body was checked, and tells everybody. */
export function postMessage(
  world: World,
  channel: Channel,
  body: MessageBody,
  files: Files,
  { author, interaction, onlyFor, loading = false }: Writer,
): Message {
  if (!world.channels.has(channel.id)) throw new DiscordError(10003)
  wake(world, channel, author.id)
  const message: Message = {
    id: world.newId(),
    channelId: channel.id,
    author,
    content: (body.content ?? '').trim(),
    embeds: [...(body.embeds ?? [])],
    components: [...(body.components ?? [])],
    attachments: attachmentsAfter(world, [], body, files),
    nonce: body.nonce ?? undefined,
    createdAt: world.now(),
    editedAt: undefined,
    edits: 0,
    loading,
    deleted: false,
    onlyFor,
    interaction,
    replyTo: body.message_reference?.message_id,
    componentsV2: ((body.flags ?? 0) & flag.componentsV2) !== 0,
    pings: pingsOf(world, channel, author, body),
  }
  if (!loading) refuseEmpty(message)
  noteMissingFiles(world, message.embeds, message.attachments)
  channel.messages.push(message)
  tell(world, channel, message, 'MESSAGE_CREATE')
  return message
}

/** Changes what the body speaks of; the first words of a message that was loading are no edit. */
export function editMessage(world: World, message: Message, body: MessageBody, files: Files): void {
  if (message.deleted) throw new DiscordError(10008)
  const channel = world.channels.get(message.channelId)!
  if (channel.thread?.archived) throw new DiscordError(50083)
  const has = <Kept>(value: Kept | undefined, kept: Kept): Kept =>
    value === undefined ? kept : value
  const after = {
    content: (has(body.content, message.content) ?? '').trim(),
    embeds: [...(has(body.embeds, message.embeds) ?? [])],
    components: [...(has(body.components, message.components) ?? [])],
    attachments: attachmentsAfter(world, message.attachments, body, files),
  }
  refuseEmpty(after)
  noteMissingFiles(world, after.embeds, after.attachments)
  Object.assign(message, after)
  if (((body.flags ?? 0) & flag.componentsV2) !== 0) message.componentsV2 = true
  message.pings = pingsOf(world, channel, message.author, { ...body, content: after.content })
  if (message.loading) {
    message.loading = false
  } else {
    message.edits += 1
    message.editedAt = world.now()
  }
  tell(world, channel, message, 'MESSAGE_UPDATE')
}

export function deleteMessage(world: World, message: Message): void {
  const channel = world.channels.get(message.channelId)!
  message.deleted = true
  const index = channel.messages.indexOf(message)
  if (index >= 0) channel.messages.splice(index, 1)
  if (message.onlyFor) return
  const { id, channelId: channel_id } = message
  world.emit('MESSAGE_DELETE', intentOf(channel), { id, channel_id, guild_id: channel.guildId })
}

function refuseEmpty({
  content,
  embeds,
  components,
  attachments,
}: Pick<Message, 'content' | 'embeds' | 'components' | 'attachments'>): void {
  if (!content && embeds.length + components.length + attachments.length === 0) {
    throw new DiscordError(50006)
  }
}

/** GUILD_MESSAGES, DIRECT_MESSAGES. */
const intentOf = ({ guildId }: Channel): number => (guildId === undefined ? 1 << 12 : 1 << 9)

/** Nobody but its reader hears of a message for one person; others' words need their own intent. */
function tell(world: World, channel: Channel, message: Message, event: string): void {
  if (message.onlyFor) return
  const { guildId } = channel
  const member = guildId && world.guilds.get(guildId)?.members.get(message.author.id)
  const isOwn = message.author.id === world.bot.id || message.pings.users.includes(world.bot.id)
  world.emit(event, intentOf(channel), (intents) => {
    const whole = messageJson(world, message)
    const isHidden = guildId !== undefined && !isOwn && (intents & contentIntent) === 0
    return {
      ...whole,
      ...(isHidden ? { content: '', embeds: [], components: [], attachments: [] } : {}),
      ...(guildId ? { guild_id: guildId } : {}),
      ...(member ? { member: { ...memberJson(member), user: undefined } } : {}),
    }
  })
}
