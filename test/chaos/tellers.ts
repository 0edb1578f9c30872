/** People who tell stories on all platforms at once. */

import type { Discord } from '../doubles/discord/start.ts'
import type { WorkspaceHandle } from '../doubles/slack/people/workspace.ts'
import type { Slack } from '../doubles/slack/start.ts'
import { discordPlaces } from './discord-places.ts'
import { pagePlaces } from './page-places.ts'
import { slackPlaces } from './slack-places.ts'

/** What the bot wrote where a story is told, oldest first. */
export interface Written {
  readonly text: string
  readonly hasPicture: boolean
}

/** What somebody said, and what they have seen of it until now. */
export interface Saying {
  /** Resolves when it is acknowledged, or when whoever said it has given up waiting. */
  readonly over: Promise<void>
  readonly isAcknowledged: boolean
  /** What the bot told them alone about it. */
  readonly heard: string
}

/** Where a story is told. */
export interface Place {
  readonly name: string
  readonly platform: 'discord' | 'slack' | 'web'
  /** Says a command. */
  say(words: string): Saying
  /** Undefined where people read the store itself. */
  written: (() => readonly Written[]) | undefined
}

export const patienceMs = 120_000
export const description = 'a young woman with long red hair'

interface Where {
  readonly discord: Discord
  readonly slack: Slack
  readonly workspace: WorkspaceHandle
  /** Of the page. */
  readonly page: string
}

/** So many places on each chat platform, and half as many on the page; in each a story has begun. */
export async function openPlaces(
  { discord, slack, workspace, page }: Where,
  count: number,
): Promise<Place[]> {
  const places = await Promise.all([
    discordPlaces(discord, count),
    slackPlaces(slack, workspace, count),
    pagePlaces(page, Math.ceil(count / 2)),
  ])
  return places.flat()
}
