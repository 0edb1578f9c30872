import { allow, install, newUser, usualScopes } from '../install.ts'
import type { Channel, Workspace, World } from '../world.ts'
import { type ChannelHandle, channelHandle } from './channel.ts'
import { type Person, person } from './person.ts'

export interface WorkspaceOptions {
  readonly name?: string
  readonly scopes?: readonly string[]
  /** Whether the app is installed from the start. */
  readonly installed?: boolean
  /** A part of an organisation, or one that installs the app in all of its workspaces at once. */
  readonly organisation?: 'part' | 'whole'
}

export interface ChannelOptions {
  readonly name?: string
  readonly isPrivate?: boolean
  /** Whether the bot is in it. */
  readonly withBot?: boolean
}

export interface WorkspaceHandle {
  readonly id: string
  readonly name: string
  readonly botUserId: string
  readonly botId: string
  /** Throws while the app is not installed. */
  readonly botToken: string
  readonly isInstalled: boolean
  /** A channel with everybody in it, a private one too. */
  channel(options?: ChannelOptions): ChannelHandle
  member(options?: { readonly name?: string; readonly admin?: boolean }): Person
  /** Installs the app, and gives its token. */
  install(options?: { readonly scopes?: readonly string[] }): string
  /** Somebody allows the app to be installed: the code that `oauth.v2.access` takes. */
  allow(by: Person, options?: { readonly redirectUri?: string }): string
}

export function makeWorkspace(
  world: World,
  { name = 'Tales', scopes = usualScopes, installed = true, organisation }: WorkspaceOptions = {},
): WorkspaceHandle {
  const id = world.newId('T')
  const workspace: Workspace = {
    id,
    name,
    domain: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
    bot: newUser(world, id, world.app.name, { isBot: true }),
    botId: world.newId('B'),
    organisation: organisation && { id: world.newId('E'), isWhole: organisation === 'whole' },
    token: undefined,
  }
  world.workspaces.set(id, workspace)
  if (installed) install(world, workspace, scopes)
  const own = () => [...world.channels.values()].filter((one) => one.workspaceId === id)
  return {
    id,
    name,
    botUserId: workspace.bot.id,
    botId: workspace.botId,
    get botToken() {
      if (workspace.token === undefined) throw new Error(`the app is not installed in ${name}`)
      return workspace.token.value
    },
    get isInstalled() {
      return workspace.token !== undefined
    },
    channel({ name = 'general', isPrivate = false, withBot = true } = {}) {
      const people = [...world.users.values()].filter((one) => one.workspaceId === id)
      const inside = people.filter((one) => withBot || one !== workspace.bot)
      const channel: Channel = {
        id: world.newId('C'),
        workspaceId: id,
        name,
        kind: isPrivate ? 'private' : 'public',
        createdAt: world.now(),
        partner: undefined,
        members: new Set(inside.map((one) => one.id)),
        isArchived: false,
        messages: [],
      }
      world.channels.set(channel.id, channel)
      return channelHandle(world, workspace, channel)
    },
    member({ name = 'Nora', admin = false } = {}) {
      const user = newUser(world, id, name, { isAdmin: admin })
      for (const { kind, members } of own()) if (kind !== 'im') members.add(user.id)
      return person(world, workspace, user)
    },
    install: ({ scopes: given = scopes } = {}) => install(world, workspace, given).value,
    allow: (by, { redirectUri } = {}) =>
      allow(world, { workspace, installer: world.users.get(by.id)!, scopes, redirectUri }),
  }
}
