import { withPicture } from '../bot/slack/messages.ts'
import type { Asked } from '../doubles/slack/people/asked.ts'
import type { ThreadHandle } from '../doubles/slack/people/channel.ts'
import type { Person } from '../doubles/slack/people/person.ts'
import type { WorkspaceHandle } from '../doubles/slack/people/workspace.ts'
import type { Slack } from '../doubles/slack/start.ts'
import { description, type Place, patienceMs, type Saying } from './tellers.ts'

/** Channels of one workspace, in each of which a story was begun; told by mentions, as in any thread. */
export async function slackPlaces(
  slack: Slack,
  workspace: WorkspaceHandle,
  count: number,
): Promise<Place[]> {
  const ann = workspace.member({ name: 'Ann' })
  const crowd = openCrowd(workspace)
  const channels = Array.from({ length: count }, (_, i) =>
    workspace.channel({ name: `stories-${i}` }),
  )
  const [first] = channels
  ann.slash(first!, `/character add Mira ${description}`)
  const seen = () => first!.messages.some(({ text }) => text.includes('Mira'))
  await slack.waitFor(seen, 'Mira', patienceMs)
  return Promise.all(
    channels.map(async (channel, i) => {
      ann.slash(channel, '/story start The lighthouse')
      const starter = await slack.waitFor(
        () => channel.messages.find(({ text }) => text.includes('a story begun by')),
        'the beginning of the thread',
        patienceMs,
      )
      const thread = channel.thread(starter)
      await slack.waitFor(() => thread.messages[0], 'the beginning', patienceMs)
      return {
        name: `Slack ${i}`,
        platform: 'slack' as const,
        say: (prompt: string) => crowd.say(thread, prompt),
        written: () =>
          thread.messages
            .filter(({ author }) => author.isBot)
            .map(({ text, blocks }) => ({
              text: `${text}\n${JSON.stringify(blocks)}`,
              hasPicture: withPicture({ blocks }),
            })),
      }
    }),
  )
}

/** So long after it was acknowledged, an answer to whoever said something may still come. */
const quietMs = 60_000

interface SlackSaying extends Saying {
  /** What is told from now on belongs to something else. */
  end(): void
}

/**
 * What Slack shows to one person alone does not say what it answers, so nobody speaks while an
 * answer to them may still come.
 */
function openCrowd(workspace: WorkspaceHandle): { say(to: ThreadHandle, prompt: string): Saying } {
  const quiet: { person: Person; last: SlackSaying; until: number }[] = []

  function next(): Person {
    const [longest] = quiet
    if (longest === undefined || longest.until > performance.now()) {
      return workspace.member({ name: 'Ben' })
    }
    quiet.shift()
    longest.last.end()
    return longest.person
  }

  return {
    say(thread, prompt) {
      const person = next()
      const last = saying(person.mention(thread, `@Troupe next ${prompt}`))
      void last.over.then(() => {
        // What was not acknowledged Slack sends again, so whoever said it says nothing more.
        if (last.isAcknowledged) quiet.push({ person, last, until: performance.now() + quietMs })
      })
      return last
    },
  }
}

function saying(asked: Asked): SlackSaying {
  let all: string | undefined
  const hear = (): string => asked.ephemeral.map(({ text }) => text).join('\n')
  return {
    over: asked.acked().catch(() => {}),
    get isAcknowledged() {
      return asked.isAcked
    },
    get heard() {
      return all ?? hear()
    },
    end() {
      all = hear()
    },
  }
}
