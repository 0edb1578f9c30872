/** People who tell stories on all platforms at once. */

import { setTimeout as sleep } from 'node:timers/promises'
import { withPicture } from '../bot/slack/messages.ts'
import type { Discord } from '../doubles/discord/start.ts'
import type { WorkspaceHandle } from '../doubles/slack/people/workspace.ts'
import type { Slack } from '../doubles/slack/start.ts'

/** What the bot wrote where a story is told, oldest first. */
export interface Written {
  readonly text: string
  readonly hasPicture: boolean
}

/** Where a story is told. */
export interface Place {
  readonly name: string
  /** Says a command; whether the bot took it, as whoever said it sees that. Never rejects. */
  say(words: string): Promise<boolean>
  /** Undefined where people read the store itself. */
  written: (() => readonly Written[]) | undefined
}

const patienceMs = 120_000
const description = 'a young woman with long red hair'

/** Servers with a channel each, in which a story was begun. */
export async function discordPlaces(discord: Discord, count: number): Promise<Place[]> {
  const places: Place[] = []
  for (let i = 0; i < count; i++) {
    const guild = discord.guild({ name: `Readers ${i}` })
    const channel = guild.channel({ name: 'stories' })
    const people = ['Ann', 'Ben', 'Cleo'].map((name) => guild.member({ name }))
    await discord.waitFor(() => discord.commands().length > 0, 'the commands', patienceMs)
    const [ann] = people
    ann!.slash(channel, 'character add', { name: 'Mira', description })
    const seen = () => channel.messages.some(({ content }) => content.includes('Mira'))
    await discord.waitFor(seen, 'Mira', patienceMs)
    ann!.slash(channel, 'story start', { title: 'The lighthouse' })
    const thread = await discord.waitFor(() => channel.threads[0], 'the thread', patienceMs)
    await discord.waitFor(() => thread.messages[0], 'the beginning', patienceMs)
    let said = 0
    places.push({
      name: `Discord ${i}`,
      async say(prompt) {
        said += 1
        const person = people[said % people.length]!
        try {
          await person.slash(thread, 'story next', { prompt }).answered()
          return true
        } catch {
          return false
        }
      },
      written: () =>
        thread.messages.map(({ content, attachments }) => ({
          text: content,
          hasPicture: attachments.length > 0,
        })),
    })
  }
  return places
}

/** Channels of one workspace, in each of which a story was begun; told by mentions, as in any thread. */
export async function slackPlaces(
  slack: Slack,
  workspace: WorkspaceHandle,
  count: number,
): Promise<Place[]> {
  const people = ['Ann', 'Ben', 'Cleo'].map((name) => workspace.member({ name }))
  const places: Place[] = []
  for (let i = 0; i < count; i++) {
    const channel = workspace.channel({ name: `stories-${i}` })
    if (i === 0) {
      people[0]!.slash(channel, `/character add Mira ${description}`)
      const seen = () => channel.messages.some(({ text }) => text.includes('Mira'))
      await slack.waitFor(seen, 'Mira', patienceMs)
    }
    people[0]!.slash(channel, '/story start The lighthouse')
    const starter = await slack.waitFor(
      () => channel.messages.find(({ text }) => text.includes('a story begun by')),
      'the beginning of the thread',
      patienceMs,
    )
    const thread = channel.thread(starter)
    await slack.waitFor(() => thread.messages[0], 'the beginning', patienceMs)
    let said = 0
    places.push({
      name: `Slack ${i}`,
      async say(prompt) {
        said += 1
        const person = people[said % people.length]!
        try {
          await person.mention(thread, `@Troupe next ${prompt}`).acked()
          return true
        } catch {
          return false
        }
      },
      written: () =>
        thread.messages
          .filter(({ author }) => author.isBot)
          .map(({ text, blocks }) => ({
            text: `${text}\n${JSON.stringify(blocks)}`,
            hasPicture: withPicture({ blocks }),
          })),
    })
  }
  return places
}

/** Threads of the local page. A program there repeats itself until it is answered. */
export async function pagePlaces(address: string, count: number): Promise<Place[]> {
  const ask = async (thread: string, text: string, user: string, id: string): Promise<boolean> => {
    const response = await fetch(`${address}/api/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ thread, text, user, id }),
      signal: AbortSignal.timeout(20_000),
    }).catch(() => undefined)
    await response?.body?.cancel()
    return response?.ok === true
  }
  await ask('page-0', `/character add Mira ${description}`, 'Ann', 'mira')
  const places: Place[] = []
  for (let i = 0; i < count; i++) {
    const thread = `page-${i}`
    await ask(thread, '/story start "The lighthouse"', 'Ann', `start-${i}`)
    places.push({
      name: `page ${i}`,
      async say(prompt) {
        const id = `${thread}-${prompt.replaceAll(/\W+/g, '-')}`
        for (let attempt = 0; attempt < 5; attempt++) {
          if (await ask(thread, `/story next ${prompt}`, ['Ann', 'Ben'][i % 2]!, id)) return true
          await sleep(1000)
        }
        return false
      },
      written: undefined,
    })
  }
  return places
}
