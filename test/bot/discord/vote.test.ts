import { expect, test } from 'vitest'
import type { Chat, Outgoing } from '../../../bot/chat.ts'
import { chatPlatform } from '../../../bot/chat-platform.ts'
import { contentOf } from '../../../bot/discord/outgoing.ts'
import type { Stage } from '../../../bot/stage.ts'
import { mira, world } from '../../commands/world.ts'

const nothing = () => Promise.reject(new Error('not asked for'))

test('a choice is told in its thread, after every candidate that stands there is brought up to date', async () => {
  const here = world()
  const threadId = 'discord:900:901'
  const say = (text: string) => here.say(text, { threadId })
  await say(mira)
  const { store } = here
  const tenant = await store.tenant('discord', '900')
  const found = (await store.characters.findByName(tenant.id, 'Mira'))!
  const identity = { embedding: new Float32Array(2), encoder: 'small', cohesion: 1, portraits: 1 }
  await store.characters.discovered(found.id, found.seed, { ...identity, survivors: [0] }, 'p')
  await say('/story start A day mode:vote')
  await say('/story next Mira sits')
  await here.draw()
  const [a, b, c] = await store.frames.inThread(tenant.id, threadId)
  for (const { id } of [a!, b!]) {
    await store.messages.set(id, { threadId, messageId: `m-${id}`, shown: undefined })
  }
  await say('/story vote B')
  await say('/story close-vote')

  const shown: string[] = []
  const posted: [string, Outgoing, string][] = []
  const stage: Stage = {
    showFrame: async (_tenant, _thread, id) => {
      shown.push(id)
      return 'm'
    },
    showCharacter: nothing,
    picture: nothing,
  }
  const chat: Chat = {
    platform: 'discord',
    post: async (threadId, message, key) => {
      posted.push([threadId, message, key])
      return 'm-choice'
    },
    edit: nothing,
    openThread: nothing,
    isThread: nothing,
    direct: nothing,
  }
  const platform = chatPlatform(store, stage, chat, { warn: () => undefined })
  const ids: (string | undefined)[] = []
  for (;;) {
    const delivery = await store.deliveries.claimNext('discord')
    if (delivery === undefined) break
    if (delivery.roundId !== undefined) ids.push(await platform.post(delivery))
    await store.deliveries.sent(delivery.id, undefined)
  }
  expect(ids).toEqual(['m-choice'])
  expect(shown).toEqual([a!.id, b!.id])
  expect(shown).not.toContain(c!.id)
  const [[place, message]] = posted as [[string, Outgoing, string]]
  expect(place).toBe(threadId)
  expect(contentOf(message)).toBe('Frame 1 is chosen with 1 of 1 vote: candidate B.')
})
