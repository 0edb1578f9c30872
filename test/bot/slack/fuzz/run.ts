/** Slack, by Socket Mode, as what the fuzzer sends to. */

import { commandsFor } from '../../../../commands/index.ts'
import { createRandom } from '../../../../training/random.ts'
import type { Asked } from '../../../doubles/slack/people/asked.ts'
import { memoryStore } from '../../../fakes/memory-store.ts'
import { emptyTables } from '../../../fakes/memory-tables.ts'
import type { Json } from '../../fuzz/mutate.ts'
import { type FuzzOptions, type FuzzResult, fuzz, type Target } from '../../fuzz/rounds.ts'
import { type Expected, wrongRows } from '../../fuzz/stored.ts'
import { openStream } from '../../fuzz/stream.ts'
import { foreignStory, openTenants } from '../../fuzz/tenants.ts'
import { troupeOnSlack } from '../troupe.ts'
import { envelopeOf, idOf, type Scene, takeSamples } from './scene.ts'
import { slackSource } from './source.ts'

const commands = commandsFor(['storybook'])

export const fuzzSlack = (options: FuzzOptions): Promise<FuzzResult> =>
  fuzz(options, () => openTarget(options.seed))

async function openTarget(seed: number): Promise<Target<Scene>> {
  const tables = emptyTables()
  const began = Date.now()
  const double = { now: () => began, fileDelayMs: 0 }
  // A machine that is busy answers pings late: whether a connection is alive is tested elsewhere.
  const here = await troupeOnSlack(double, {
    store: memoryStore(tables),
    pauseMs: 0,
    aliveMs: 600_000,
  })
  const { slack, workspace, channel, troupe } = here
  const random = createRandom(seed)
  const source = slackSource(await takeSamples(here), commands, random)
  const tenants = openTenants('slack', here, tables)
  const other = slack.workspace({ name: 'Elsewhere' })
  const otherChannel = other.channel({ name: 'elsewhere' })
  const channels = [channel, ...['second', 'third'].map((name) => workspace.channel({ name }))]
  const people = Array.from({ length: 12 }, (_, i) => {
    const [name, admin] = [`Ann ${i}`, i % 4 === 0]
    return { ...workspace.member({ name, admin }), admin }
  })
  const authorId = people[0]!.id
  const foreigner = other.member({ name: 'Zoe' })
  let scene: Scene

  return {
    tables,
    stream: openStream(source, random),
    complaints: here.complaints,
    logged: troupe.logged,
    violations: () => slack.violations.splice(0).filter((one) => !ofReplays.includes(one)),
    requests: slack.requests,
    told: () => slack.requests,
    idOf,
    deliver(payload) {
      const asked = slack.deliver(workspace, envelopeOf(payload), payload)
      return () => outcomeOf(asked)
    },
    aboutPayload: ({ details }) =>
      'reference' in details && 'subject' in details ? { id: details.subject } : undefined,
    async reset() {
      slack.forget()
      await tenants.clear()
      const { ts } = people[0]!.say(channel, 'The lighthouse')
      const [workspaceId, channelId] = [workspace.id, channel.id]
      const thread = `${channelId}-${ts}`
      const ids = await tenants.begin({ workspace: workspaceId, channelId, thread, authorId })
      const foreign = await tenants.begin({
        workspace: other.id,
        channelId: otherChannel.id,
        authorId: foreigner.id,
        ...foreignStory,
      })
      scene = {
        ...ids,
        team: workspaceId,
        botId: workspace.botUserId,
        url: slack.url,
        channelIds: channels.map(({ id }) => id),
        people,
        storyTs: ts,
        foreign: { ...foreign, team: other.id, channelId: otherChannel.id },
      }
      return scene
    },
    elsewhere: async () =>
      JSON.stringify([await tenants.everythingOf(other.id), otherChannel.messages]),
    wrong: (sent) => [
      ...wrongRows(tables, {
        platform: 'slack',
        workspace: /^T[A-Z0-9]{1,20}$/,
        sent,
        expected: (payload) => expected(payload, scene),
      }),
      ...(slack.connections === 1 ? [] : [`there are ${slack.connections} connections`]),
    ],
    close: here.close,
  }
}

/** Rights to answer that were used up, or led nowhere, because of what was sent. */
const ofReplays: readonly string[] = [
  'views.open: exchanged_trigger_id',
  'response_url: used_url',
  'response_url: invalid_url',
]

const outcomeOf = ({ isAcked, answers, payload }: Asked): string | undefined => {
  if (!isAcked) return undefined
  return answers.length > 0 ? 'answered' : 'event' in payload ? 'event taken' : 'acknowledged'
}

/** What must be stored of it. */
function expected(payload: Json, { team, people }: Scene): Expected {
  const { event, user, user_id, channel, channel_id, container, view } = payload as Record<
    string,
    Json
  >
  const authorId = event?.user ?? user?.id ?? user_id
  const isAdmin = people.some(({ id, admin }) => id === authorId && admin)
  // While Slack does not say in time who somebody is, they manage nothing.
  const common = { workspace: team, authorId, ...(isAdmin ? {} : { manages: false }) }
  if (view !== undefined) return { ...common, threadId: threadOf(view.private_metadata) }
  // A button says twice where it stands.
  const channelId = String(event?.channel ?? channel?.id ?? channel_id ?? container?.channel_id)
  return { ...common, channelId }
}

/** Where a window was opened; one that cannot be read says nothing that is stored. */
function threadOf(metadata: unknown): string {
  try {
    return JSON.parse(String(metadata)).threadId
  } catch {
    return 'unreadable'
  }
}
