import { randomBytes } from 'node:crypto'
import { fileLimit } from '../body.ts'
import { permissionsIn, sees } from '../permissions.ts'
import { partialChannelJson } from '../wire/channels.ts'
import { messageJson } from '../wire/messages.ts'
import { memberJson, userJson, type Wire } from '../wire/users.ts'
import type { Channel, Interaction, InteractionType, Message, User, World } from '../world.ts'

export interface Question {
  readonly type: InteractionType
  readonly user: User
  readonly channel: Channel
  /** What it is called when something goes wrong. */
  readonly about: string
  readonly data: Wire
  readonly source?: Message | undefined
  readonly trigger?: Interaction
}

/** Makes an interaction and tells the bot about it. */
export function ask(world: World, question: Question): Interaction {
  const { type, user, channel, about, data, source, trigger } = question
  if (!world.channels.has(channel.id) || !sees(world, channel, user.id)) {
    throw new Error(`${user.name} does not see the channel`)
  }
  if (
    channel.guildId !== undefined &&
    !world.guilds.get(channel.guildId)?.members.has(world.bot.id)
  ) {
    throw new Error(`the bot is not in the guild of #${channel.name}`)
  }
  const interaction: Interaction = {
    id: world.newId(),
    token: randomBytes(48).toString('base64url'),
    type,
    createdAt: world.now(),
    user,
    channel,
    about,
    source,
    trigger,
    answer: undefined,
    answeredAt: undefined,
    original: undefined,
    followUps: [],
    choices: undefined,
    modal: undefined,
    // What nobody hears nobody can answer.
    late: !world.isHeard(),
  }
  world.interactions.set(interaction.token, interaction)
  world.emit('INTERACTION_CREATE', 0, {
    ...whereAndWho(world, channel, user),
    id: interaction.id,
    application_id: world.bot.id,
    type,
    token: interaction.token,
    version: 1,
    data,
    ...(source ? { message: messageJson(world, source) } : {}),
  })
  return interaction
}

function whereAndWho(world: World, channel: Channel, user: User): Wire {
  const common = {
    channel_id: channel.id,
    channel: partialChannelJson(world, channel, user.id),
    app_permissions: String(permissionsIn(world, channel, world.bot.id)),
    locale: 'en-US',
    entitlements: [],
    attachment_size_limit: fileLimit,
  }
  const guild = world.guilds.get(channel.guildId ?? '')
  if (guild === undefined) {
    const owners = { '0': '0' }
    return { ...common, user: userJson(user), context: 1, authorizing_integration_owners: owners }
  }
  const permissions = String(permissionsIn(world, channel, user.id))
  return {
    ...common,
    guild_id: guild.id,
    guild: { id: guild.id, locale: guild.locale, features: [] },
    guild_locale: guild.locale,
    member: { ...memberJson(guild.members.get(user.id)!), permissions },
    context: 0,
    authorizing_integration_owners: { '0': guild.id },
  }
}
