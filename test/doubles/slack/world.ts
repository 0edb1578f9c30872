import type { Block } from './rules/blocks.ts'
import type { ViewBody } from './rules/view.ts'

/** Everything the double knows, changed in place; nothing is kept elsewhere. */
export interface World {
  readonly now: () => number
  /** A new id such as `C0000000012`. */
  readonly newId: (prefix: string) => string
  /** A new, later timestamp of a message. */
  readonly newTs: () => string
  readonly app: App
  /** `http://127.0.0.1:port`; set once the server listens. */
  url: string
  readonly workspaces: Map<string, Workspace>
  readonly users: Map<string, User>
  readonly channels: Map<string, Channel>
  readonly files: Map<string, File>
  readonly views: Map<string, View>
  /** By token, revoked ones too. */
  readonly tokens: Map<string, Token>
  /** What `oauth.v2.access` exchanges, by code. */
  readonly codes: Map<string, Code>
  /** Everything that anybody asked of the bot or that it was told, in order. */
  readonly asks: Ask[]
  /** What the bot did that no bot may do, in order. */
  readonly violations: string[]
  /** How long Slack looks at an uploaded file before it knows what it is. */
  fileDelayMs: number
  /** An address for one connection of Socket Mode. */
  newTicket: () => string
  /** Sends it to the bot; whoever asks need not care how. */
  deliver: (ask: Ask) => void
}

export interface App {
  readonly id: string
  readonly name: string
  readonly clientId: string
  readonly clientSecret: string
  readonly signingSecret: string
  readonly appToken: string
  /** Sent along with everything, long deprecated. */
  readonly verificationToken: string
  /** Slash commands of the app; undefined stands for any. */
  readonly commands: readonly string[] | undefined
  /** Events that the app subscribed to: `app_mention`, `message.im`. */
  readonly events: readonly string[]
}

export interface Token {
  readonly value: string
  readonly workspace: Workspace
  readonly scopes: readonly string[]
  /** What Slack answers to it, once it is good for nothing. */
  refusal: 'token_revoked' | 'account_inactive' | undefined
}

export interface Code {
  readonly workspace: Workspace
  readonly installer: User
  readonly scopes: readonly string[]
  readonly redirectUri: string | undefined
  readonly createdAt: number
}

export interface Workspace {
  readonly id: string
  readonly name: string
  readonly domain: string
  readonly bot: User
  readonly botId: string
  /** The organisation (Enterprise Grid) that it is a part of, or stands for as a whole. */
  readonly organisation: { readonly id: string; readonly isWhole: boolean } | undefined
  /** The token that counts now; none while the app is not installed. */
  token: Token | undefined
}

export interface User {
  readonly id: string
  readonly name: string
  readonly workspaceId: string
  readonly isBot: boolean
  readonly isAdmin: boolean
}

export interface Channel {
  readonly id: string
  readonly workspaceId: string
  name: string
  readonly kind: 'public' | 'private' | 'im'
  readonly createdAt: number
  /** Whom direct messages with the bot are from. */
  readonly partner: User | undefined
  readonly members: Set<string>
  isArchived: boolean
  /** Oldest first, replies and those for one person among them; deleted ones are not. */
  readonly messages: Message[]
}

export interface File {
  readonly id: string
  readonly workspaceId: string
  readonly name: string
  title: string
  readonly length: number
  readonly altText: string | undefined
  bytes: Uint8Array
  state: 'announced' | 'uploaded' | 'complete' | 'deleted'
  /** When Slack knows what it is. */
  readyAt: number
}

export interface Metadata {
  readonly event_type: string
  readonly event_payload: Readonly<Record<string, unknown>>
}

export interface Message {
  readonly ts: string
  readonly channelId: string
  /** The `ts` of the message whose thread it stands in. */
  readonly threadTs: string | undefined
  readonly author: User
  text: string
  blocks: readonly Block[]
  metadata: Metadata | undefined
  /** Files that it shows or shares and that are not deleted. */
  files: File[]
  readonly createdAt: number
  editedAt: number | undefined
  edits: number
  deleted: boolean
  /** The only person who sees it. */
  readonly onlyFor: User | undefined
  /** What it answers through its acknowledgement or its response_url. */
  readonly ask: Ask | undefined
  readonly isBroadcast: boolean
  readonly unfurlLinks: boolean
  readonly unfurlMedia: boolean
  pings: Pings
}

/** Whom a message rings. */
export interface Pings {
  /** `<!channel>`, `<!everyone>`, `<!here>`. */
  readonly everyone: boolean
  readonly users: readonly string[]
  readonly groups: readonly string[]
}

export interface View {
  readonly id: string
  readonly workspaceId: string
  readonly user: User
  body: ViewBody
  hash: string
  readonly rootId: string
  readonly previousId: string | undefined
  /** Changes of it after it was opened. */
  updates: number
  isOpen: boolean
  /** What Slack shows beside inputs that were not taken, by block id. */
  errors: Readonly<Record<string, string>>
}

export type AskKind = 'slash_commands' | 'interactive' | 'events_api'

/** Something that the bot must acknowledge. */
export interface Ask {
  /** Trigger id, or event id. */
  readonly id: string
  readonly kind: AskKind
  /** What it is called when something goes wrong. */
  readonly about: string
  readonly workspace: Workspace
  readonly user: User | undefined
  readonly channel: Channel | undefined
  /** The message that it came from. */
  readonly source: Message | undefined
  /** The view that it came from. */
  readonly sourceView: View | undefined
  readonly payload: Readonly<Record<string, unknown>>
  readonly createdAt: number
  /** When it was sent last, and how often before that. */
  sentAt: number
  attempt: number
  /** When it is sent again, if it is. */
  retryAt: number | undefined
  retryReason: string | undefined
  state: 'sent' | 'acked' | 'failed'
  /** What whoever asked reads when it went wrong. */
  failure: 'operation_timeout' | 'dispatch_failed' | undefined
  /** It was noted that it came too late or never. */
  late: boolean
  isTriggerUsed: boolean
  responseUses: number
  readonly answers: Message[]
  /** The view that its trigger opened. */
  view: View | undefined
}
