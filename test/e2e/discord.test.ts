import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { labelsOf, withPicture } from '../bot/discord/messages.ts'
import type { ChannelHandle } from '../doubles/discord/people/channel.ts'
import type { Person } from '../doubles/discord/people/person.ts'
import { type Discord, startDiscord } from '../doubles/discord/start.ts'
import type { Message } from '../doubles/discord/world.ts'
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
 * `npm start` with a token and nothing else: the real database, queue, worker and model. The bot
 * is killed (-9) between steps; every frame is told once, in one message. One story from start to end.
 */
describe('a story told on Discord', () => {
  let dataDir: string
  let discord: Discord
  let troupe: RunningTroupe
  let channel: ChannelHandle
  let thread: ChannelHandle
  let ann: Person
  let ben: Person

  beforeAll(async () => {
    dataDir = await newDataDir()
    discord = await startDiscord()
    const guild = discord.guild({ name: 'Readers' })
    channel = guild.channel({ name: 'stories' })
    ann = guild.member({ name: 'Ann' })
    ben = guild.member({ name: 'Ben' })
    const bundle = await quickBundle(join(dataDir, 'bundle'))
    const settings = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api }
    troupe = await startTroupe(dataDir, await freePort(), bundle, settings)
  }, slow)
  afterAll(async () => {
    await troupe?.end('SIGINT')
    await discord?.close()
    await rm(dataDir, { recursive: true, force: true })
  })

  const message = (place: ChannelHandle, fits: (one: Message) => boolean, what: string) =>
    discord.waitFor(
      () => place.messages.findLast((one) => !one.deleted && fits(one)),
      what,
      patience,
    )
  const says = (words: string) => (one: Message) => one.content.includes(words)
  const shows = (words: string) => (one: Message) => says(words)(one) && isFinished(one)
  const isFinished = (one: Message) => withPicture(one) && !labelsOf(one).includes('Cancel')
  const framesWith = (words: string) => thread.messages.filter(says(`· ${words}`))

  async function killBot(): Promise<void> {
    const { identified } = discord.sessions
    await killHard(dataDir, 'bot/main.ts')
    await discord.waitFor(() => discord.sessions.identified > identified, 'the bot again', patience)
  }

  test(
    'two people describe two characters; the bot is killed while faces are found',
    async () => {
      const mira = { name: 'Mira', description: 'a young woman with long red hair and fair skin' }
      const tomas = { name: 'Tomas', description: 'an old man with short white hair and a beard' }
      await ann.slash(channel, 'character add', mira).answered()
      await ben.slash(channel, 'character add', tomas).answered()
      await message(channel, says('**Tomas**'), 'the message of Tomas')
      await killBot()
      for (const name of ['Mira', 'Tomas']) {
        const portrait = await message(
          channel,
          (one) => says(`**${name}**`)(one) && /portrait/.test(one.attachments[0]?.filename ?? ''),
          name,
        )
        expect(portrait.attachments[0]?.description).toContain(`Portrait of ${name}`)
        expect(channel.messages.filter(says(`**${name}**`))).toHaveLength(1)
      }
    },
    slow,
  )

  test(
    'a story gets its thread, and both tell frames in it, with the bot killed in between',
    async () => {
      await ann.slash(channel, 'story start', { title: 'The lighthouse' }).answered()
      thread = await discord.waitFor(() => channel.threads[0], 'the thread', patience)
      await message(thread, says('begins'), 'the beginning')
      await killBot()
      await ann.slash(thread, 'story next', { prompt: 'Mira in a library' }).written()
      await ben.slash(thread, 'story next', { prompt: 'Tomas in a garden' }).written()
      await message(thread, says('Tomas in a garden'), 'the second frame')
      await killBot()
      const second = await message(thread, shows('Tomas in a garden'), 'the second picture')
      expect(second.attachments[0]?.description).toBe('Frame 2: Tomas in a garden')
      const window = await ann.click(second, 'Next').modal()
      await ann.submit(window, { prompt: 'Mira and Tomas in a park' }).written()
      await message(thread, shows('Mira and Tomas in a park'), 'the third picture')
      for (const words of ['Mira in a library', 'Tomas in a garden', 'Mira and Tomas in a park']) {
        expect(framesWith(words), words).toHaveLength(1)
      }
    },
    slow,
  )

  test(
    'a command that was acknowledged before the bot was killed is carried out, once',
    async () => {
      const it = ben.slash(thread, 'story next', { prompt: 'Tomas at the beach' })
      await it.answered()
      await killBot()
      await message(thread, shows('Tomas at the beach'), 'the fourth picture')
      expect(framesWith('Tomas at the beach')).toHaveLength(1)
    },
    slow,
  )

  test(
    'another take and one step back, with the bot killed after each',
    async () => {
      const fourth = await message(thread, shows('Tomas at the beach'), 'the fourth frame')
      await ann.click(fourth, 'Redo').written()
      await killBot()
      const again = await message(
        thread,
        (one) => one.id !== fourth.id && shows('Tomas at the beach')(one),
        'the redo',
      )
      expect(framesWith('Tomas at the beach')).toHaveLength(2)
      await ann.click(again, 'Undo').answered()
      const gone = await message(
        thread,
        (one) => one.id === again.id && says('Taken out')(one),
        'the undone redo',
      )
      expect(gone.attachments).toEqual([])
      await killBot()
      expect(framesWith('Tomas at the beach').filter(withPicture)).toHaveLength(1)
    },
    slow,
  )

  test(
    'three candidates are voted on, and the bot is killed before the vote is closed',
    async () => {
      await ann.slash(channel, 'story start', { title: 'The well', mode: 'vote' }).answered()
      const isOpen = () => channel.threads.find(({ name }) => name === 'The well')
      const well = await discord.waitFor(isOpen, 'the thread', patience)
      await message(well, says('begins'), 'the beginning')
      await ann.slash(well, 'story next', { prompt: 'Mira in a garden' }).written()
      const candidates = () =>
        well.messages.filter((one) => says('Mira in a garden')(one) && isFinished(one))
      await discord.waitFor(() => candidates().length === 3, 'three candidates', patience)
      const second = candidates().find(({ content }) => content.includes('B'))!
      for (const member of [ann, ben]) await member.click(second, 'Vote').written()
      await killBot()
      await ann.slash(well, 'story close-vote').written()
      const told = await message(well, says('is chosen'), 'the choice')
      expect(told.content).toBe('Frame 1 is chosen with 2 of 2 votes: candidate B.')
      await discord.waitFor(() => candidates().length === 1, 'the winner alone', patience)
      expect(candidates()[0]?.id).toBe(second.id)
    },
    slow,
  )

  test('no body, deadline or ping broke a rule of Discord', () => {
    expect(discord.violations).toEqual([])
    const pings = [...channel.messages, ...thread.messages].flatMap((one) => one.pings.users)
    expect(pings).toEqual([])
    expect(troupe.output()).not.toContain(discord.token)
  })
})

test(
  'a token that Discord does not know stops the start with a sentence',
  async () => {
    const discord = await startDiscord()
    const dataDir = await newDataDir()
    const settings = { DISCORD_TOKEN: 'wrong', DISCORD_API_URL: discord.api }
    const { code, output } = await failToStart(dataDir, await freePort(), settings)
    expect(code).not.toBe(0)
    expect(output).toContain('DISCORD_TOKEN is not accepted by Discord.')
    await discord.close()
    await rm(dataDir, { recursive: true, force: true })
  },
  slow,
)
