/** Workspaces, each with its own token and all that speaks in it. */

import { type Logger, webApi } from '@slack/bolt'
import type { Alone } from '../alone.ts'
import { type ChatLog, Removed } from '../chat.ts'
import { type Attached, fetchPicture } from '../poses/fetch-picture.ts'
import { isRemoval, type SlackApi, sentences, slackApi } from './api.ts'
import { type SlackFiles, slackFiles } from './files.ts'
import type { Installation, Installations } from './installations.ts'
import { type People, slackPeople } from './people.ts'

/** Who Troupe is in a workspace. */
export type Identity = Pick<Installation, 'team' | 'address' | 'botId' | 'botUserId'>

export interface Workspace extends Identity {
  readonly api: SlackApi
  readonly files: SlackFiles
  readonly people: People
  /** The bytes of a file that somebody attached. UserError when it is not taken. */
  attached(url: string): Promise<Uint8Array>
  /** Runs works of one channel one after another, at most one a second among all processes. */
  inTurn<T>(channel: string, work: () => Promise<T>): Promise<T>
}

export interface Workspaces {
  /** `Unreachable` when Troupe is not there; anything else is an outage. */
  of(team: string): Promise<Workspace>
}

export interface Calling {
  /** Another address of Slack's API, for tests. */
  readonly api?: string | undefined
  readonly log: ChatLog
  readonly logger: Logger
  readonly newReference: () => string
  readonly alone: Alone
  /** Milliseconds between two messages of a channel; Slack takes one a second. */
  readonly pauseMs?: number
  /** How long Slack may take to know what an uploaded picture is, milliseconds. */
  readonly readyMs?: number
  /** Milliseconds between two looks for the workspace of Socket Mode while it is gone. */
  readonly returnMs?: number
  /** How attached files are fetched. */
  readonly fetchPicture?: (attached: Attached) => Promise<Uint8Array>
}

/** Where Slack keeps what people attach. */
const fileHosts = ['files.slack.com']

const requestMs = 20_000

export const clientOptions = ({ api, logger }: Calling): webApi.WebClientOptions => ({
  logger,
  timeout: requestMs,
  // Bolt would repeat a message whose acceptance it did not hear of, and wait on its own.
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  ...(api === undefined ? {} : { slackApiUrl: api }),
})

export const callsWith = (token: string, calling: Calling): SlackApi =>
  slackApi(new webApi.WebClient(token, clientOptions(calling)))

export const openWorkspace = (
  us: Identity,
  token: string,
  api: SlackApi,
  calling: Calling,
): Workspace => ({
  ...us,
  api,
  attached: (url) => {
    const { fetchPicture: fetched = fetchPicture } = calling
    return fetched({ url, hosts: fileHosts, headers: { authorization: `Bearer ${token}` } })
  },
  files: slackFiles(api, { readyMs: calling.readyMs ?? 30_000 }),
  people: slackPeople(api, calling.log),
  inTurn: (channel, work) =>
    calling.alone.run(`channel ${us.team} ${channel}`, work, calling.pauseMs ?? 1000),
})

/** `onRemoved` hears of a token that Slack does not take any more. */
export const noticing = (api: SlackApi, onRemoved: () => Promise<void>): SlackApi => ({
  async call(method, args) {
    try {
      return await api.call(method, args)
    } catch (error) {
      if (isRemoval(error)) await onRemoved()
      throw error
    }
  },
})

const notThere = new Removed(sentences.token_revoked)

/** The only one that a token of the settings is for. */
export const oneWorkspace = (only: Workspace): Workspaces => ({
  of: async (team) => {
    if (team !== only.team) throw notThere
    return only
  },
})

export interface InstalledWorkspaces extends Workspaces {
  /** The next look at that workspace is a fresh one. */
  refresh(team: string): void
}

/** So long another process may have noted something that this one does not know. */
const freshMs = 30_000
/** So many are kept ready. */
const most = 500

/** Those that installed Troupe. `onRemoved` hears of a token that Slack does not take any more. */
export function installedWorkspaces(
  installations: Pick<Installations, 'find'>,
  onRemoved: (installation: Installation) => Promise<void>,
  calling: Calling,
  now: () => number = Date.now,
): InstalledWorkspaces {
  const ready = new Map<string, { workspace: Workspace; token: string; at: number }>()

  function open(installation: Installation): Workspace {
    const api = noticing(callsWith(installation.token, calling), () => onRemoved(installation))
    return openWorkspace(installation, installation.token, api, calling)
  }

  return {
    async of(team) {
      const before = ready.get(team)
      if (before !== undefined && now() - before.at < freshMs) return before.workspace
      const installation = await installations.find(team)
      ready.delete(team)
      if (installation === undefined) throw notThere
      const { token } = installation
      // With the same token it goes on: it knows whose turn it is to be written.
      const workspace = before?.token === token ? before.workspace : open(installation)
      ready.set(team, { workspace, token, at: now() })
      const [oldest] = ready.keys()
      if (ready.size > most && oldest !== undefined) ready.delete(oldest)
      return workspace
    },
    refresh(team) {
      const known = ready.get(team)
      if (known !== undefined) ready.set(team, { ...known, at: Number.NEGATIVE_INFINITY })
    },
  }
}
