import { beforeEach, expect, it } from 'vitest'
import type { Deliveries, Delivery } from '../../story/ports/deliveries.ts'
import { newScene, type Scene, type Setting } from './store-scene.ts'

/** Claims and sends until nothing is left; what was claimed, in order. */
async function sendAll(deliveries: Deliveries): Promise<Delivery[]> {
  const told: Delivery[] = []
  for (;;) {
    const next = await deliveries.claimNext('slack')
    if (next === undefined) return told
    told.push(next)
    await deliveries.sent(next.id, 'm')
  }
}

export function deliveriesContract(setting: Setting): void {
  let scene: Scene
  let deliveries: Deliveries
  beforeEach(async () => {
    scene = await newScene((await setting()).store, 'slack')
    deliveries = scene.store.deliveries
    await sendAll(deliveries)
  })

  it('tells a drawn frame once, and the frame becomes posted', async () => {
    const { tenant, threadId, newStory, newFrame, draw, stateOf } = scene
    const frame = await newFrame((await newStory()).episode)
    expect(await deliveries.claimNext('slack')).toBeUndefined()
    await draw(frame)
    expect(await deliveries.claimNext('discord')).toBeUndefined()
    const posters = [deliveries.claimNext('slack'), deliveries.claimNext('slack')]
    const claimed = (await Promise.all(posters)).filter((one) => one !== undefined)
    expect(claimed).toHaveLength(1)
    const about = { tenantId: tenant.id, threadId, frameId: frame.id, characterId: undefined }
    expect(claimed[0]).toMatchObject({ ...about, state: 'sending', attempts: 0 })
    expect(await stateOf(frame)).toBe('drawn')
    await deliveries.sent(claimed[0]!.id, 'message-1')
    await deliveries.sent(claimed[0]!.id, 'message-1')
    expect(await stateOf(frame)).toBe('posted')
    expect(await deliveries.claimNext('slack')).toBeUndefined()
  })

  it('shares the frames of two threads between two posters, each thread in order', async () => {
    const other = await newScene(scene.store, 'slack')
    for (const { newStory, newFrame, draw } of [scene, other]) {
      const { episode } = await newStory()
      for (const frame of [await newFrame(episode), await newFrame(episode)]) await draw(frame)
    }
    const first = await deliveries.claimNext('slack')
    const second = await deliveries.claimNext('slack')
    expect(new Set([first?.threadId, second?.threadId]).size).toBe(2)
    expect(await deliveries.claimNext('slack')).toBeUndefined()
    await deliveries.sent(second!.id, undefined)
    expect((await deliveries.claimNext('slack'))?.threadId).toBe(second!.threadId)
  })

  it('tells frames in the order of their positions', async () => {
    const { store, newStory, newFrame, draw } = scene
    const { episode } = await newStory()
    const [first, second] = [await newFrame(episode), await newFrame(episode)]
    await store.frames.move(second.id, 'waiting', 'failed', 'It broke.')
    expect(await deliveries.claimNext('slack')).toBeUndefined()
    await draw(first)
    const told = await sendAll(deliveries)
    expect(told.map(({ frameId }) => frameId)).toEqual([first.id, second.id])
  })

  it('offers a released one again, after those of other threads', async () => {
    const other = await newScene(scene.store, 'slack')
    for (const { newStory, newFrame, draw } of [scene, other]) {
      await draw(await newFrame((await newStory()).episode))
    }
    const first = (await deliveries.claimNext('slack'))!
    expect(first.threadId).toBe(scene.threadId)
    await deliveries.release(first)
    const told = await sendAll(deliveries)
    expect(told.map(({ threadId }) => threadId)).toEqual([other.threadId, scene.threadId])
    expect(told[1]).toMatchObject({ id: first.id, attempts: 1 })
    await deliveries.release(told[1]!)
    expect(await deliveries.claimNext('slack')).toBeUndefined()
  })

  it('keeps a claim when the one before it is released late', async () => {
    const { newStory, newFrame, draw } = scene
    await draw(await newFrame((await newStory()).episode))
    const first = (await deliveries.claimNext('slack'))!
    await deliveries.release(first)
    const second = (await deliveries.claimNext('slack'))!
    expect(second.id).toBe(first.id)
    await deliveries.release(first)
    expect(await deliveries.claimNext('slack')).toBeUndefined()
    await deliveries.release(second)
    expect(await deliveries.claimNext('slack')).toMatchObject({ id: first.id, attempts: 2 })
  })

  it('tells what became of a character, again after a retry', async () => {
    const { store, tenant, newCharacter, readyCharacter } = scene
    const fen = await newCharacter('Fen')
    await store.characters.failed(fen.id, fen.seed, 'Nobody could be drawn.')
    const about = { characterId: fen.id, frameId: undefined, threadId: scene.threadId }
    expect(await sendAll(deliveries)).toMatchObject([about])
    await store.characters.retry(tenant.id, fen.id, 8)
    await store.characters.failed(fen.id, 8, 'Nobody could be drawn.')
    await store.characters.retry(tenant.id, fen.id, fen.seed)
    await store.characters.failed(fen.id, fen.seed, 'Nobody could be drawn.')
    expect(await sendAll(deliveries)).toMatchObject([about])
    const mira = await readyCharacter('Mira')
    await store.characters.remove(tenant.id, mira.id)
    expect(await sendAll(deliveries)).toEqual([])
  })

  it('does not tell what was undone', async () => {
    const { store, tenant, newStory, newFrame, draw } = scene
    const frame = await newFrame((await newStory()).episode)
    await draw(frame)
    await store.frames.undo(tenant.id, frame.id)
    expect(await sendAll(deliveries)).toEqual([])
  })

  it('keeps what is for a workspace that the bot has left until it is back', async () => {
    const { store, tenant, newStory, newFrame, draw } = scene
    const other = await newScene(store, 'slack')
    for (const one of [scene, other]) {
      await one.draw(await one.newFrame((await one.newStory()).episode))
    }
    const frame = await newFrame((await newStory()).episode)
    await store.tenants.left(tenant.id, new Date())
    expect((await sendAll(deliveries)).map(({ tenantId }) => tenantId)).toEqual([other.tenant.id])
    await draw(frame)
    expect(await sendAll(deliveries)).toEqual([])
    await store.tenants.returned(tenant.id)
    expect(await sendAll(deliveries)).toMatchObject([{}, { frameId: frame.id }])
  })
}
