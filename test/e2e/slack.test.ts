import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { altOf, labelsOf, messageWithin, says, withPicture } from '../bot/slack/messages.ts'
import type { ChannelHandle, ThreadHandle } from '../doubles/slack/people/channel.ts'
import type { Person } from '../doubles/slack/people/person.ts'
import { type Slack, startSlack } from '../doubles/slack/start.ts'
import type { Message } from '../doubles/slack/world.ts'
import {
  failToStart,
  freePort,
  killHard,
  newDataDir,
  quickBundle,
  type RunningTroupe,
  startTroupe,
} from './troupe.ts'

const slow = 400_000
const patience = 200_000

/**
 * `npm start` with two tokens and nothing else: the real database, queue, worker and model. The bot
 * is killed (-9) between steps; every frame is told once, in one message.
 */
describe('a story told on Slack', () => {
  let dataDir: string
  let slack: Slack
  let troupe: RunningTroupe
  let channel: ChannelHandle
  let thread: ThreadHandle
  let ann: Person

  beforeAll(async () => {
    dataDir = await newDataDir()
    slack = await startSlack()
    const workspace = slack.workspace({ name: 'Readers' })
    channel = workspace.channel({ name: 'stories' })
    ann = workspace.member({ name: 'Ann' })
    const bundle = await quickBundle(join(dataDir, 'bundle'))
    troupe = await startTroupe(dataDir, await freePort(), bundle, {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.api,
    })
  }, slow)
  afterAll(async () => {
    await troupe?.end('SIGINT')
    await slack?.close()
    await rm(dataDir, { recursive: true, force: true })
  })

  const message = messageWithin(patience)

  async function killBot(): Promise<void> {
    await killHard(dataDir, 'bot/main.ts')
    await slack.waitFor(() => slack.connections === 0, 'the end of the bot', patience)
    await slack.waitFor(() => slack.connections > 0, 'the bot again', patience)
  }

  test(
    'somebody is described; the bot is killed while the face is found',
    async () => {
      await ann
        .slash(channel, '/character add Mira a young woman with long red hair and fair skin')
        .acked()
      const begun = await message(channel, says('Mira · '), 'the message of Mira')
      await killBot()
      const found = await message(channel, withPicture, 'the portrait')
      expect(found.ts).toBe(begun.ts)
      expect(altOf(found)).toContain('Portrait of Mira')
    },
    slow,
  )

  test(
    'frames are told in the thread, once each, with the bot killed while they are drawn',
    async () => {
      await ann.slash(channel, '/story start The lighthouse').acked()
      const starter = await message(channel, says('a story begun by'), 'the story')
      thread = channel.thread(starter)
      await message(thread, says('begins'), 'the beginning')
      await ann.mention(thread, '@Troupe next Mira in a library').acked()
      await killBot()
      const isFirst = (one: Message) => says('1 · Mira in a library')(one)
      const first = await message(thread, (one) => isFirst(one) && withPicture(one), 'the picture')
      expect(labelsOf(first)).toContain('Next')
      const view = await ann.click(first, 'Next').view()
      await ann.submit(view, { prompt: 'Mira in a garden' }).acked()
      const isSecond = (one: Message) => says('2 · Mira in a garden')(one)
      await message(thread, isSecond, 'the second frame')
      await killBot()
      await message(thread, (one) => isSecond(one) && withPicture(one), 'the second picture')
      expect(thread.messages.filter(isFirst)).toHaveLength(1)
      expect(thread.messages.filter(isSecond)).toHaveLength(1)
    },
    slow,
  )

  test('no body, deadline or ping broke a rule of Slack, and no token was logged', () => {
    expect(slack.violations).toEqual([])
    const ours = channel.messages.filter(({ author }) => author.isBot)
    expect(ours.flatMap(({ pings }) => pings.users)).toEqual([])
    for (const token of [slack.botToken, slack.appToken]) {
      expect(troupe.output()).not.toContain(token)
    }
  })
})

test(
  'a token that Slack does not know stops the start with a sentence',
  async () => {
    const slack = await startSlack()
    slack.workspace()
    const dataDir = await newDataDir()
    const { code, output } = await failToStart(dataDir, await freePort(), {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: 'xapp-wrong',
      SLACK_API_URL: slack.api,
    })
    expect(code).not.toBe(0)
    expect(output).toContain('SLACK_APP_TOKEN is not accepted by Slack: invalid_auth.')
    await slack.close()
    await rm(dataDir, { recursive: true, force: true })
  },
  slow,
)
