import type { APIEmbed } from 'discord.js'
import { type Component, selects } from '../rules/components.ts'
import { shownFiles } from '../rules/embeds.ts'
import { flag } from '../rules/message.ts'
import type { Attachment, Interaction, Message, World } from '../world.ts'
import { channelJson } from './channels.ts'
import { iso, userJson, type Wire } from './users.ts'

const hour = 3_600_000
/** How long the address of an attachment can be opened. */
export const addressHours = 24

/** A message as Discord shows it. */
export function messageJson(world: World, message: Message): Wire {
  const { id, channelId, author, interaction } = message
  const channel = world.channels.get(channelId)
  const shown = new Set(shownFiles(message.embeds))
  const own = message.attachments.filter(({ filename }) => !shown.has(filename))
  const thread = world.channels.get(id)
  const flags =
    (message.onlyFor ? flag.ephemeral : 0) |
    (message.loading ? flag.loading : 0) |
    (message.componentsV2 ? flag.componentsV2 : 0) |
    (thread ? hasThread : 0)
  return {
    id,
    channel_id: channelId,
    type: interaction?.type === 2 ? 20 : message.replyTo ? 19 : 0,
    author: userJson(author),
    content: message.content,
    embeds: message.embeds.map((embed) => embedJson(world, message, embed)),
    components: numbered(message.components),
    attachments: own.map((one) => attachmentJson(world, channelId, one)),
    flags,
    timestamp: iso(message.createdAt),
    edited_timestamp: message.editedAt === undefined ? null : iso(message.editedAt),
    pinned: false,
    tts: false,
    mention_everyone: message.pings.everyone,
    mentions: message.pings.users.flatMap((userId) => {
      const user = world.users.get(userId)
      return user ? [userJson(user)] : []
    }),
    mention_roles: message.pings.roles,
    ...(message.nonce === undefined ? {} : { nonce: message.nonce }),
    ...(thread ? { thread: channelJson(world, thread) } : {}),
    ...(message.replyTo
      ? {
          message_reference: {
            type: 0,
            channel_id: channelId,
            message_id: message.replyTo,
            guild_id: channel?.guildId,
          },
        }
      : {}),
    ...(author.id === world.bot.id && interaction
      ? { application_id: world.bot.id, webhook_id: world.bot.id, ...originJson(message) }
      : {}),
  }
}

const hasThread = 1 << 5

function originJson({ interaction }: Message): Wire {
  const { id, type, user, about } = interaction!
  return {
    interaction_metadata: metadataJson(interaction!),
    ...(type === 2 ? { interaction: { id, type, name: about, user: userJson(user) } } : {}),
  }
}

const metadataJson = ({ id, type, user, channel, source, trigger }: Interaction): Wire => ({
  id,
  type,
  user: userJson(user),
  authorizing_integration_owners: { '0': channel.guildId ?? '0' },
  ...(source && type === 3 ? { interacted_message_id: source.id } : {}),
  ...(trigger ? { triggering_interaction_metadata: metadataJson(trigger) } : {}),
})

export function attachmentJson(world: World, channelId: string, attachment: Attachment): Wire {
  const { id, filename, contentType, bytes, description } = attachment
  const expires = Math.floor((world.now() + addressHours * hour) / 1000).toString(16)
  const url = `${world.url}/attachments/${channelId}/${id}/${encodeURIComponent(filename)}?ex=${expires}`
  return {
    id,
    filename,
    size: bytes.length,
    url,
    proxy_url: url,
    content_type: contentType,
    ...(description === undefined ? {} : { description }),
  }
}

/** Embeds show uploaded files by their address, as Discord resolves `attachment://name`. */
function embedJson(world: World, { attachments, channelId }: Message, embed: APIEmbed): Wire {
  const resolve = (url: string): string => {
    const file = attachments.find(({ filename }) => url === `attachment://${filename}`)
    return file ? String(attachmentJson(world, channelId, file).url) : url
  }
  const picture = <Shown extends { readonly url: string }>(shown: Shown): Shown => ({
    ...shown,
    url: resolve(shown.url),
  })
  const { fields, image, thumbnail } = embed
  return {
    type: 'rich',
    ...embed,
    ...(fields ? { fields: fields.map((field) => ({ inline: false, ...field })) } : {}),
    ...(image ? { image: picture(image) } : {}),
    ...(thumbnail ? { thumbnail: picture(thumbnail) } : {}),
  }
}

/** Components with their defaults, counted through as Discord does: those in rows after the row. */
function numbered(components: readonly Component[]): readonly Component[] {
  let count = 0
  const number = (component: Component): Component => {
    count += 1
    const id = component.id || count
    const inner = component.components?.map(number)
    const defaults = selects.includes(component.type) ? { min_values: 1, max_values: 1 } : {}
    return { ...defaults, ...component, id, ...(inner ? { components: inner } : {}) }
  }
  return components.map(number)
}
