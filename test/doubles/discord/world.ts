import type { APIEmbed } from 'discord.js'
import type { Command } from './rules/commands.ts'
import type { Component } from './rules/components.ts'

/** Everything the double knows, changed in place; nothing is kept elsewhere. */
export interface World {
  readonly now: () => number
  readonly newId: () => string
  readonly token: string
  readonly bot: User
  /** `http://127.0.0.1:port`; set once the server listens. */
  url: string
  /** Bits of the intents that the application may use beyond the ordinary ones. */
  readonly privilegedIntents: number
  readonly users: Map<string, User>
  readonly guilds: Map<string, Guild>
  readonly channels: Map<string, Channel>
  /** By token. */
  readonly interactions: Map<string, Interaction>
  /** What the bot sent with a nonce, by channel and nonce; the latest, deleted or not. */
  readonly nonces: Map<string, Message>
  /** By guild id, global ones under `''`. */
  readonly commands: Map<string, Command[]>
  /** Files that people gave with a command, by id. */
  readonly uploads: Map<string, Attachment>
  /** What the bot did that no bot may do, in order. */
  readonly violations: string[]
  /** Tells every session that asked for any of the intents; 0 is for everybody. */
  readonly emit: (event: string, intents: number, data: EventData) => void
  /** Whether the bot is connected. */
  readonly isHeard: () => boolean
}

/** Data, or data by the intents of whoever hears it. */
export type EventData = object | ((intents: number) => object)

export interface User {
  readonly id: string
  readonly name: string
  readonly bot: boolean
  dmsClosed: boolean
}

export interface Role {
  readonly id: string
  readonly name: string
  permissions: bigint
  readonly managed: boolean
}

export interface Member {
  readonly user: User
  readonly roles: string[]
  readonly joinedAt: number
}

export interface Guild {
  readonly id: string
  readonly name: string
  readonly ownerId: string
  readonly locale: string
  readonly createdAt: number
  readonly roles: Role[]
  /** By user id; the bot is one of them, unless it was kicked. */
  readonly members: Map<string, Member>
}

export interface Overwrite {
  readonly id: string
  readonly type: 0 | 1
  allow: bigint
  deny: bigint
}

export interface Thread {
  readonly ownerId: string
  readonly createdAt: number
  archived: boolean
  locked: boolean
  invitable: boolean
  autoArchiveMinutes: number
  changedAt: number
  readonly members: Set<string>
}

export interface Channel {
  readonly id: string
  readonly type: number
  name: string
  readonly guildId: string | undefined
  readonly parentId: string | undefined
  readonly overwrites: Overwrite[]
  readonly thread: Thread | undefined
  /** Whom a direct message channel is with. */
  readonly recipient: User | undefined
  /** Oldest first; those for one person only are among them. */
  readonly messages: Message[]
}

export interface Attachment {
  readonly id: string
  readonly filename: string
  readonly contentType: string
  readonly bytes: Uint8Array
  readonly createdAt: number
  description: string | undefined
}

export interface Message {
  readonly id: string
  readonly channelId: string
  readonly author: User
  content: string
  embeds: APIEmbed[]
  components: Component[]
  attachments: Attachment[]
  readonly nonce: string | number | undefined
  readonly createdAt: number
  editedAt: number | undefined
  edits: number
  /** The bot is thinking: deferred, and not written yet. */
  loading: boolean
  deleted: boolean
  /** The only person who sees it. */
  readonly onlyFor: User | undefined
  /** Whose interaction it answers. */
  readonly interaction: Interaction | undefined
  /** The message that it replies to. */
  readonly replyTo: string | undefined
  componentsV2: boolean
  pings: Pings
}

/** Whom a message rings. */
export interface Pings {
  readonly everyone: boolean
  readonly users: readonly string[]
  readonly roles: readonly string[]
}

export interface Modal {
  readonly customId: string
  readonly title: string
  readonly components: readonly Component[]
  /** The interaction that it answered. */
  readonly interaction: Interaction
}

export interface Choice {
  readonly name: string
  readonly value: string | number
}

/** 2 command, 3 component, 4 autocomplete, 5 modal. */
export type InteractionType = 2 | 3 | 4 | 5

export interface Interaction {
  readonly id: string
  readonly token: string
  readonly type: InteractionType
  readonly createdAt: number
  readonly user: User
  readonly channel: Channel
  /** The command's full name, a custom id. */
  readonly about: string
  /** The message whose button was clicked, or that the modal came from. */
  readonly source: Message | undefined
  /** The interaction that a form was the answer to. */
  readonly trigger: Interaction | undefined
  /** The type of the callback, once there was one, and when it came. */
  answer: number | undefined
  answeredAt: number | undefined
  /** What `@original` is. */
  original: Message | undefined
  readonly followUps: Message[]
  choices: readonly Choice[] | undefined
  modal: Modal | undefined
  /** It was noted that it came too late or never. */
  late: boolean
}
