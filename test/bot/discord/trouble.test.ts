import { afterEach, beforeEach, expect, test } from 'vitest'
import { readButtonId } from '../../../bot/button-id.ts'
import { saidSoFar } from '../../contracts/store-scene.ts'
import type { ChannelHandle } from '../../doubles/discord/people/channel.ts'
import type { Person } from '../../doubles/discord/people/person.ts'
import { labelsOf, withPicture } from './messages.ts'
import { begunStory, type TroupeOnDiscord, troupeOnDiscord } from './troupe.ts'

let here: TroupeOnDiscord
let ann: Person
let thread: ChannelHandle

beforeEach(async () => {
  here = await troupeOnDiscord()
  ;({ ann, thread } = await begunStory(here))
})
afterEach(async () => {
  here.discord.faults.clear()
  expect(here.discord.violations).toEqual([])
  await here.close()
})

const isFrame = ({ content }: { content: string }) => content.includes('told by')
const frames = () => thread.messages.filter((one) => !one.deleted && isFrame(one))

/** A frame that waits, and its message. */
async function waitingFrame() {
  await ann.slash(thread, 'story next', { prompt: 'Mira in a park' }).written()
  return here.message(thread, isFrame, 'the frame')
}

test('an archived thread is opened again, and the frame ends in its message', async () => {
  const waiting = await waitingFrame()
  thread.archive()
  await here.draw()
  const drawn = await here.message(thread, withPicture, 'the picture')
  expect(drawn.id).toBe(waiting.id)
  expect(thread.isArchived).toBe(false)
})

test('a deleted message is posted again', async () => {
  const waiting = await waitingFrame()
  thread.delete(waiting)
  await here.draw()
  const drawn = await here.message(thread, withPicture, 'the picture')
  expect(drawn.id).not.toBe(waiting.id)
  expect(frames()).toHaveLength(1)
})

test('a message whose id was never stored shows in the end what the frame is', async () => {
  const { messages } = here.store
  const { set } = messages
  // Whoever posted it is stopped before that.
  messages.set = async () => {}
  const waiting = await waitingFrame()
  await here.discord.waitFor(() => here.discord.requests.every(({ status }) => status > 0), 'calm')
  messages.set = set
  await here.draw()
  const drawn = await here.message(thread, withPicture, 'the picture')
  expect(drawn.id).toBe(waiting.id)
  expect(labelsOf(drawn)).not.toContain('Cancel')
  expect(frames()).toHaveLength(1)
})

test.each(['thread', 'channel'] as const)(
  'a deleted %s: whoever asked hears of it',
  async (what) => {
    await waitingFrame()
    if (what === 'thread') thread.delete()
    else here.channel.delete()
    await here.draw()
    const told = await here.message(ann.dm(), () => true, 'the direct message')
    expect(told.content).toBe(
      'Frame 1 is ready, but I cannot show it where it belongs. The channel or thread is gone.',
    )
    expect(await here.store.deliveries.claimNext('discord')).toBeUndefined()
  },
)

test('a permission taken away: whoever asked hears what is missing, once', async () => {
  await waitingFrame()
  here.channel.forbidBot('ViewChannel')
  await here.draw()
  const told = await here.message(ann.dm(), () => true, 'the direct message')
  expect(told.content).toContain('may not see that channel')
  const refused = here.discord.invalidAnswers
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(here.discord.invalidAnswers).toBeLessThanOrEqual(refused + 1)
  expect(ann.dm().messages).toHaveLength(1)
})

test('nobody is told twice who takes no direct messages', async () => {
  await waitingFrame()
  ann.closeDms()
  thread.delete()
  await here.draw()
  await here.discord.waitFor(
    () => here.complaints.some(({ sentence }) => sentence.includes('cannot be told')),
    'the line in the log',
  )
  expect(ann.dm().messages).toEqual([])
})

test('an answer of 500 after accepting does not post twice', async () => {
  here.discord.faults.acceptThenFail(`POST /channels/${thread.id}/messages`, { times: 2 })
  await ann.slash(thread, 'story next', { prompt: 'Mira in a park' }).written()
  await here.message(thread, isFrame, 'the frame')
  await here.draw()
  await here.message(thread, withPicture, 'the picture')
  expect(frames()).toHaveLength(1)
})

test('429 is waited for', async () => {
  here.discord.faults.rateLimit('PATCH /channels/*/messages/*', { times: 2, retryAfter: 0.1 })
  await waitingFrame()
  await here.draw()
  await here.message(thread, withPicture, 'the picture')
  expect(frames()).toHaveLength(1)
})

test('the gateway may break: what is asked afterwards is answered', async () => {
  here.discord.dropGateway()
  await here.discord.waitFor(() => here.discord.sessions.resumed > 0, 'the resumed session')
  await waitingFrame()
  expect(frames()).toHaveLength(1)
})

test('a restart between the wait and the picture ends in the same message', async () => {
  const waiting = await waitingFrame()
  await here.disconnect()
  await here.draw()
  await here.connect()
  const drawn = await here.message(thread, withPicture, 'the picture')
  expect(drawn.id).toBe(waiting.id)
  expect(frames()).toHaveLength(1)
})

test('a command whose answer was never told is told after a restart, once', async () => {
  const { store, troupe } = here
  const said = {
    text: '/story next Mira in a park',
    sourceId: 'lost-1',
    threadId: here.threadIdOf(thread),
    channelId: here.channel.id,
    author: { id: ann.id, name: 'Ann' },
    manages: false,
  }
  // The bot was stopped right after it had carried the command out.
  const { carryOut } = await import('../../../commands/dispatch.ts')
  await carryOut(said, troupe)
  await carryOut({ ...said, sourceId: 'lost-2', text: '/story next Zed flies' }, troupe)
  await here.reconnect()
  await here.sweep()
  await here.sweep()
  await here.message(thread, isFrame, 'the frame')
  expect(frames()).toHaveLength(1)
  expect(thread.messages.filter(({ content }) => content.startsWith('Ann: '))).toHaveLength(1)
  expect(await store.commands.untold('discord', saidSoFar())).toEqual([])
})

test('a late acknowledgement loses nothing: the frame is drawn in its own message', async () => {
  here.discord.faults.fail('POST /interactions/*/*/callback', { times: 4 })
  ann.slash(thread, 'story next', { prompt: 'Mira in a park' })
  await here.message(thread, isFrame, 'the frame')
  await here.draw()
  await here.message(thread, withPicture, 'the picture')
})

test('a picture that is too large goes smaller', async () => {
  here.shrinkWith(async () => ({ bytes: Uint8Array.of(1, 2, 3), name: '.webp' }))
  await waitingFrame()
  await here.draw()
  const drawn = await here.message(thread, withPicture, 'the picture')
  expect(drawn.attachments[0]).toMatchObject({ filename: 'frame-1.webp' })
})

test('without permission to open threads the story goes on in the channel', async () => {
  const other = here.guild.channel({ name: 'quiet' })
  other.forbidBot('CreatePublicThreads')
  const it = ann.slash(other, 'story start', { title: 'The well' })
  expect((await it.written()).content).toContain('begins')
  await ann.slash(other, 'story next', { prompt: 'Mira in a park' }).written()
  await here.message(other, isFrame, 'the frame')
})

test('only the author of a frame or a moderator cancels it', async () => {
  const waiting = await waitingFrame()
  const ben = here.guild.member({ name: 'Ben' })
  const refused = await ben.click(waiting, 'Cancel').written()
  expect(refused.onlyFor?.id).toBe(ben.id)
  expect(labelsOf(frames()[0]!)).toEqual(['Cancel'])
  const moderator = here.guild.member({ name: 'Mod', permissions: ['ManageGuild'] })
  await moderator.click(waiting, 'Cancel').answered()
  await here.message(thread, ({ content }) => content.endsWith('Cancelled.'), 'the cancelled frame')
})

test('a button of another server does nothing there', async () => {
  const waiting = await waitingFrame()
  const customId = (waiting.components as unknown as { components: { custom_id: string }[] }[])[0]!
    .components[0]!.custom_id
  expect(readButtonId(customId)).toMatchObject({ verb: 'cancel' })
  const elsewhere = here.discord.guild({ name: 'Elsewhere' })
  const tenant = await here.store.tenant('discord', elsewhere.id)
  const { frameId } = readButtonId(customId) as { frameId: string }
  expect(await here.store.frames.get(tenant.id, frameId)).toBeUndefined()
  const { say } = here.troupe
  const there = { threadId: `discord:${elsewhere.id}:1`, manages: true }
  const reply = await say(`/story cancel frame:"${frameId}"`, there)
  expect(reply.error?.code).toBe('no-frame')
})

test('nobody can be pinged by a prompt, a name or a title', async () => {
  await ann.slash(thread, 'story next', { prompt: 'Mira in a park @everyone <@&1>' }).written()
  await here.message(thread, isFrame, 'the frame')
  await ann.slash(here.channel, 'story start', { title: '@everyone come' }).answered()
  await here.discord.waitFor(() => here.channel.threads.length === 2, 'the thread')
  const all = [...thread.messages, ...here.channel.messages]
  expect(
    all.filter(({ pings }) => pings.everyone || pings.users.length + pings.roles.length > 0),
  ).toEqual([])
})
