import { expect, test } from 'vitest'
import type { Chat, Outgoing } from '../../bot/chat.ts'
import { openStage } from '../../bot/stage.ts'
import { newScene } from '../contracts/store-scene.ts'
import { memoryFrameStore } from '../fakes/memory-frame-store.ts'
import { memoryStore } from '../fakes/memory-store.ts'

/** A story in a chat that keeps the titles of what was posted, and refuses while it is told to. */
async function tellInChat() {
  const scene = await newScene(memoryStore(), 'discord')
  const posted: string[] = []
  let refusals = 0
  const chat: Pick<Chat, 'post' | 'edit'> = {
    async post(_threadId: string, { lines }: Outgoing) {
      if (refusals > 0) {
        refusals -= 1
        throw new Error('500')
      }
      posted.push(lines.map(({ title }) => title ?? '').join(''))
      return `m${posted.length}`
    },
    edit: async () => true,
  }
  const shrink = async (bytes: Uint8Array) => ({ bytes, name: '.png' })
  const stage = openStage(scene.store, memoryFrameStore(), chat as Chat, shrink)
  const { episode } = await scene.newStory()
  const frames = [
    await scene.newFrame(episode),
    await scene.newFrame(episode),
    await scene.newFrame(episode),
  ]
  const show = (i: number) => stage.showFrame(scene.tenant.id, scene.threadId, frames[i]!.id)
  return {
    scene,
    frames,
    posted,
    show,
    refuse: (times: number) => {
      refusals = times
    },
  }
}

test('a frame that comes to its message first lets those before it go first', async () => {
  const { posted, show } = await tellInChat()
  await Promise.all([show(2), show(0), show(1)])
  expect(posted).toEqual(['1', '2', '3'])
})

test('while the message of the one before is refused, it waits', async () => {
  const { posted, show, refuse } = await tellInChat()
  refuse(2)
  await expect(show(0)).rejects.toThrow('500')
  await expect(show(1)).rejects.toThrow('500')
  expect(posted).toEqual([])
  await show(1)
  expect(posted).toEqual(['1', '2'])
})

test('what was cancelled before anybody saw it holds nobody up', async () => {
  const { scene, frames, posted, show } = await tellInChat()
  await scene.store.frames.cancel(scene.tenant.id, frames[0]!.id)
  await show(1)
  expect(posted).toEqual(['2'])
})
