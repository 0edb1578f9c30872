import { ChannelType } from 'discord.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectDiscord } from '../../bot/discord/connect.ts'
import { commandsFor } from '../../commands/index.ts'
import type { Artist } from '../../story/artist.ts'
import { type DiscordTwin, openDiscordTwin } from '../doubles/discord-twin.ts'
import { fakeArtist } from '../fakes/artist.ts'
import { type ChatTroupe, openChatTroupe } from './chat-troupe.ts'
import { type Member, member, type Seen, shownIn, untilShown } from './discord-people.ts'

const commands = commandsFor(['storybook'])

/** Draws at once, but takes its time for a library. */
const quick = fakeArtist({ stepMs: 20 })
const slow = fakeArtist({ steps: 8, stepMs: 250 })
const artist: Artist = {
  ...quick,
  draw: (request, hooks) => (/library/.test(request.prompt) ? slow : quick).draw(request, hooks),
}
const people = [
  { id: '1001', username: 'Nora' },
  { id: '1002', username: 'Ben' },
]
const everyFrameButton = ['Next', 'Redo', 'Edit prompt', 'Undo', 'Before', 'Info']

/** The steps stand on one another, as they do for people: one story from the first word on. */
describe('a story told on a Discord that nobody here wrote', () => {
  let twin: DiscordTwin
  let troupe: ChatTroupe
  let threadId: string
  /** In the channel, and later in the thread of the story. */
  const general = '2001'
  let nora: Member
  let ben: Member

  beforeAll(async () => {
    twin = await openDiscordTwin({
      users: people,
      channels: [{ id: general, name: 'general', type: ChannelType.GuildText }],
    })
    const address = { api: twin.proxy.url, token: twin.discord.botToken }
    const shrink = async (bytes: Uint8Array) => ({ bytes, name: '.png' })
    troupe = await openChatTroupe(artist, (speaking) =>
      connectDiscord({ ...speaking, ...address, shrink }),
    )
    nora = member(twin.discord, '1001', general)
    ben = member(twin.discord, '1002', general)
  })

  afterAll(async () => {
    await troupe?.close()
    await twin?.close()
  })

  const shown = (fits: (message: Seen) => boolean) => untilShown(twin.discord, threadId, fits)
  const frame = (words: string) => shown(({ content }) => content.includes(words))
  /** A first look, while something is drawn, has another name. */
  const isDrawn = ({ attachments }: Seen) =>
    /^(frame-|portrait)/.test(attachments[0]?.filename ?? '')
  const drawn = (words: string) =>
    shown((message) => message.content.includes(words) && isDrawn(message))
  const all = () => shownIn(twin.discord, threadId)
  /** The bytes of what is attached. */
  const bytesOf = async ({ attachments }: Seen) => {
    const response = await fetch(attachments[0]!.url)
    return Buffer.from(await response.arrayBuffer())
  }
  /** All that the bot wrote into a message, oldest first. */
  const writingsOf = ({ id }: Seen) =>
    twin.proxy.calls.filter(({ method, path }) => method === 'PATCH' && path.endsWith(`/${id}`))

  test('logs in and registers its commands, once', async () => {
    const registrations = () =>
      twin.proxy.calls.filter(({ method, path }) => method === 'POST' && /\/commands$/.test(path))
    await troupe.connect()
    const roots = new Set(commands.map(({ name }) => name.split(' ')[0]))
    expect(new Set(registrations().map(({ body }) => body.name))).toEqual(roots)
    await troupe.disconnect()
    await troupe.connect()
    expect(registrations()).toHaveLength(roots.size)
  })

  test('two characters end with their portraits in the message that began', async () => {
    const answer = await nora.slash('character add', {
      name: 'Mira',
      description: 'a young woman with long red hair',
      seed: 7,
    })
    expect(answer).toMatchObject({ isForOne: true })
    expect(answer?.content).toContain('Mira is added')
    threadId = general
    const begun = await frame('Mira')
    const ready = await drawn('Mira')
    expect(ready.id).toBe(begun.id)
    expect(ready.attachments[0]?.description).toBe(
      'Portrait of Mira: a young woman with long red hair',
    )
    expect((await bytesOf(ready)).subarray(1, 4).toString()).toBe('PNG')
    await ben.slash('character add', { name: 'Tomas', description: 'an old man with short hair' })
    await drawn('Tomas')
    expect(await all()).toHaveLength(2)
  })

  test('of somebody who is removed neither portrait nor description stays', async () => {
    await nora.slash('character add', { name: 'Zoe', description: 'a girl with blue hair' })
    const portrait = await drawn('Zoe')
    const answer = await nora.slash('character remove', { name: 'Zoe' })
    expect(answer?.content).toContain('Zoe is gone')
    const left = (await all()).find(({ id }) => id === portrait.id)
    expect(left).toMatchObject({ content: 'This character was removed.', attachments: [] })
  })

  test('names are completed', async () => {
    expect(await ben.type('character show', 'name', 'mi')).toEqual(['Mira'])
    expect(await ben.type('story start', 'with', 'Mira, ')).toEqual(['Mira, Tomas'])
  })

  test('of two stories begun at the same time each gets its thread', async () => {
    const titles = ['A day in the park', 'A night in the park']
    await Promise.all([
      nora.slash('story start', { title: titles[0]! }),
      ben.slash('story start', { title: titles[1]! }),
    ])
    const threads = await twin.discord.channel(general).getThreads()
    expect(threads.map(({ name }) => name).sort()).toEqual(titles)
    const tenant = await troupe.store.tenant('discord', twin.discord.guildId)
    const stories = await troupe.store.stories.list(tenant.id)
    expect(stories.map(({ story }) => story.threadId).sort()).toEqual(
      threads.map(({ id }) => `discord:${twin.discord.guildId}:${id}`).sort(),
    )
  })

  test('a story gets a thread of its own', async () => {
    const answer = await nora.slash('story start', { title: 'The *lighthouse*' })
    expect(answer).toBeUndefined()
    const thread = await twin.discord.channel(general).waitForThread()
    expect(thread.name).toBe('The *lighthouse*')
    threadId = thread.id
    const { content, buttons } = await shown(({ content }) => content.includes('begins'))
    expect(content).toContain('The \\*lighthouse\\*')
    expect(buttons.map(({ label }) => label)).toEqual(['Draw the first frame'])
    nora = member(twin.discord, '1001', threadId)
    ben = member(twin.discord, '1002', threadId)
  })

  test('two people tell frames; each goes from waiting to its picture in one message', async () => {
    const prompts = ['Mira in a park', 'Mira and Tomas in a garden']
    const answers = await Promise.all([
      nora.slash('story next', { prompt: prompts[0]! }),
      ben.slash('story next', { prompt: prompts[1]! }),
    ])
    for (const [i, answer] of answers.entries()) {
      expect(answer).toMatchObject({ isForOne: true, buttons: [] })
      expect(answer?.content).toContain(prompts[i])
    }
    const [first, second] = [await drawn(prompts[0]!), await drawn(prompts[1]!)]
    expect(first.content).toContain('told by Nora')
    expect(second.content).toContain('with Mira and Tomas · told by Ben')
    expect(first.buttons.map(({ label }) => label)).toEqual(everyFrameButton)
    expect(first.attachments).toHaveLength(1)
    expect(first.attachments[0]?.description).toMatch(/^Frame \d: Mira in a park$/)
    expect(await bytesOf(first)).not.toEqual(await bytesOf(second))
    // The story's beginning in the channel, its first words, and two frames: nothing twice.
    expect((await all()).map(({ id }) => id)).toHaveLength(4)
    const frames = await framesOf(troupe, twin.discord.guildId, threadId)
    await expect.poll(() => frames.states()).toEqual(['posted', 'posted'])
    for (const message of [first, second]) {
      const pictures = writingsOf(message).flatMap(({ files }) => [...files.values()])
      expect(pictures.filter(({ name }) => name.startsWith('frame-'))).toHaveLength(1)
    }
  })

  test('Info and Before are for whoever asks', async () => {
    const first = await drawn('Mira in a park')
    const info = await ben.press(first, 'Info')
    expect(info).toMatchObject({ isForOne: true })
    expect(info?.content).toMatch(/written by Nora: Mira in a park/)
    const before = await ben.press(first, 'Before')
    expect(before?.isForOne).toBe(true)
    expect(before?.attachments[0]).toMatchObject({
      filename: 'template.png',
      description: 'Before: Mira in a park',
    })
    expect(await bytesOf(before!)).not.toEqual(await bytesOf(first))
    expect(await drawn('Mira in a park')).toEqual(first)
  })

  test('Next asks in a window', async () => {
    const window = await ben.open(await drawn('Mira in a park'), 'Next')
    expect(window.title).toBe('The next frame')
    const answer = await ben.submit(window, 'Tomas on a bench')
    expect(answer?.content).toContain('Frame 3, with Tomas')
    expect((await drawn('Tomas on a bench')).content).toContain('told by Ben')
  })

  test('Redo is another frame in the place of the first, and Undo brings the first back', async () => {
    const first = await drawn('Tomas on a bench')
    const answer = await nora.press(first, 'Redo')
    expect(answer?.content).toContain('Drawing frame 3 again')
    const again = await shown(
      (message) =>
        message.id !== first.id && message.content.includes('Tomas on a bench') && isDrawn(message),
    )
    expect(again.content).toContain('**3**')
    expect(await bytesOf(again)).not.toEqual(await bytesOf(first))
    const undone = await nora.press(again, 'Undo')
    expect(undone?.content).toContain('The earlier take is back.')
    const left = (await all()).find(({ id }) => id === again.id)
    expect(left).toMatchObject({ attachments: [], buttons: [] })
    expect(left?.content).toContain('Taken out of the story.')
  })

  test('Edit prompt offers the words that stand there', async () => {
    const window = await nora.open(await drawn('Tomas on a bench'), 'Edit prompt')
    expect(window.components[0]).toMatchObject({ component: { value: 'Tomas on a bench' } })
    await nora.submit(window, 'Tomas by a lake')
    expect((await drawn('Tomas by a lake')).content).toContain('**3**')
  })

  test('a mistake is told to nobody else', async () => {
    const before = await all()
    const answer = await ben.slash('story next', { prompt: 'Zorro in a park' })
    expect(answer).toMatchObject({ isForOne: true, attachments: [] })
    expect(answer?.content).toContain('nobody called Zorro')
    expect(await all()).toEqual(before)
  })

  test('Cancel stops what is being drawn', async () => {
    await nora.slash('story next', { prompt: 'Mira in a library' })
    const begun = await frame('Mira in a library')
    expect(begun.buttons.map(({ label }) => label)).toEqual(['Cancel'])
    const answer = await ben.press(begun, 'Cancel')
    expect(answer?.content).toContain('is cancelled')
    const left = (await all()).find(({ id }) => id === begun.id)
    expect(left).toMatchObject({ buttons: [], attachments: [] })
    expect(left?.content).toContain('Cancelled.')
  })

  test('a bot that was restarted goes on in the same message', async () => {
    await ben.slash('story next', { prompt: 'Tomas in a library' })
    const begun = await frame('Tomas in a library')
    await troupe.disconnect()
    await troupe.connect()
    const done = await drawn('Tomas in a library')
    expect(done.id).toBe(begun.id)
    expect(writingsOf(done).some(({ body }) => /step \d of 8/.test(`${body.content}`))).toBe(true)
  })

  test('what was drawn while the bot was away is shown when it is back', async () => {
    await nora.slash('story next', { prompt: 'Mira in a library' })
    const begun = await shown(
      ({ content }) => content.includes('Mira in a library') && !content.includes('Cancelled'),
    )
    await troupe.disconnect()
    const frames = await framesOf(troupe, twin.discord.guildId, threadId)
    await expect
      .poll(() => frames.states().then((states) => states.at(-1)), { timeout: 20_000 })
      .toBe('drawn')
    await troupe.connect()
    expect((await drawn('Mira in a library')).id).toBe(begun.id)
  })

  test('buttons of the first day still do what they say', async () => {
    const first = await drawn('Mira in a park')
    expect((await nora.press(first, 'Info'))?.content).toContain('Mira in a park')
  })

  test('what the beginning of a story proposes is a button', async () => {
    const proposal = 'Draw the first frame'
    const begun = await shown(({ buttons }) => buttons.some(({ label }) => label === proposal))
    const answer = await ben.press(begun, proposal)
    expect(answer?.content).toContain('with Mira: Mira in a park')
  })

  test('three candidates are three messages, and the chosen one goes on as the frame', async () => {
    await member(twin.discord, '1001', general).slash('story start', {
      title: 'Votes',
      mode: 'vote',
    })
    const named = { predicate: ({ name }: { name?: string | null }) => name === 'Votes' }
    threadId = (await twin.discord.channel(general).waitForThread(named)).id
    nora = member(twin.discord, '1001', threadId)
    ben = member(twin.discord, '1002', threadId)
    await nora.slash('story next', { prompt: 'Mira on a bench' })
    const [a, b, c] = [await drawn('**1A**'), await drawn('**1B**'), await drawn('**1C**')]
    await nora.press(a, 'Vote')
    await nora.press(b, 'Vote')
    expect((await ben.press(b, 'Vote'))?.content).toContain('2 votes so far.')
    await nora.slash('story close-vote')
    await frame('Frame 1 is chosen with 2 of 2 votes: candidate B.')
    const chosen = await drawn('**1** ')
    expect(chosen.id).toBe(b.id)
    expect(chosen.buttons.map(({ label }) => label)).toEqual(everyFrameButton)
    const others = (await all()).filter(({ id }) => id === a.id || id === c.id)
    expect(others).toMatchObject([{ attachments: [] }, { attachments: [] }])
  })

  test('nothing went wrong on the way', () => {
    expect(troupe.complaints).toEqual([])
  })
})

async function framesOf({ store }: ChatTroupe, guildId: string, thread: string) {
  const tenant = await store.tenant('discord', guildId)
  return {
    states: async () => {
      const frames = await store.frames.inThread(tenant.id, `discord:${guildId}:${thread}`)
      return frames.map(({ state }) => state)
    },
  }
}
