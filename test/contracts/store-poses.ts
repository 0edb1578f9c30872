import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import type { Store } from '../../story/ports/store.ts'
import { author, type Setting } from './store-scene.ts'

/** Whether the sweep would remove it. */
async function isDiscarded({ discarded }: Store, key: string): Promise<boolean> {
  const taken: string[] = []
  for (let keys = await discarded.some(); keys.length > 0; keys = await discarded.some()) {
    await discarded.gone(keys)
    taken.push(...keys)
  }
  return taken.includes(key)
}

const later = () => new Date(Date.now() + 60_000)

export function posesContract(setting: Setting): void {
  const telling = async () => {
    const scene = await setting()
    const { store, tenant, say, newStory } = scene
    const { story, episode } = await newStory()
    const wanted = { episodeId: episode.id, prompt: 'on the beach', cast: [], author }
    const tell = async (pose: string, redoOf?: string, commandId?: string) =>
      store.frames.add({
        ...{ ...wanted, commandId: commandId ?? (await say('/story next')), seed: 1 },
        ...{ redoOf, pose },
      })
    const attach = async () => {
      const key = `poses/${tenant.id}/${randomUUID()}.png`
      await store.attached.add(tenant.id, key)
      return key
    }
    return { ...scene, story, wanted, tell, attach }
  }

  it('gives an attached picture to a frame, and then no sweep takes it', async () => {
    const { store, tenant, tell, attach, say, newFrame, newStory } = await telling()
    const key = await attach()
    const commandId = await say('/story next')
    const frame = await tell(key, undefined, commandId)
    expect(frame.pose).toBe(key)
    expect((await store.frames.get(tenant.id, frame.id))?.pose).toBe(key)
    expect(await tell(key, undefined, commandId)).toEqual(frame)
    await store.attached.discard(later())
    expect(await isDiscarded(store, key)).toBe(false)
    expect((await newFrame((await newStory()).episode)).pose).toBeUndefined()
  })

  it('refuses a picture that was never attached, and takes no position for it', async () => {
    const { tell, attach } = await telling()
    await expect(tell('poses/nobody/0.png')).rejects.toMatchObject({ code: 'no-picture' })
    expect((await tell(await attach())).position).toBe(1)
  })

  it('discards what no frame took in time, and refuses it from then on', async () => {
    const { store, tell, attach } = await telling()
    const key = await attach()
    await store.attached.discard(new Date(Date.now() - 60_000))
    expect(await isDiscarded(store, key)).toBe(false)
    await store.attached.discard(later())
    expect(await isDiscarded(store, key)).toBe(true)
    await expect(tell(key)).rejects.toMatchObject({ code: 'no-picture' })
  })

  it('gives it to candidates and to frames that are drawn again, and keeps it as long as any', async () => {
    const { store, tenant, story, wanted, tell, attach, say, draw } = await telling()
    const key = await attach()
    const commandId = await say('/story next')
    const round = { ...wanted, commandId, seeds: [1, 2, 3], minutes: 10, pose: key }
    const candidates = await store.rounds.open(round)
    expect(candidates.map(({ pose }) => pose)).toEqual([key, key, key])
    expect(await store.rounds.open(round)).toEqual(candidates)
    await draw(candidates[0]!)
    await store.rounds.close(tenant.id, candidates[0]!.roundId!)
    const again = await tell(key, candidates[0]!.id)

    await store.frames.undo(tenant.id, again.id)
    await store.people.forget(tenant.id, author.id, 'none')
    expect(await store.frames.get(tenant.id, again.id)).toBeUndefined()
    expect(await isDiscarded(store, key)).toBe(false)
    await store.stories.remove(tenant.id, story.id)
    expect(await isDiscarded(store, key)).toBe(true)
  })

  it('discards all of a workspace that is forgotten, taken or not', async () => {
    const { store, tenant, tell, attach } = await telling()
    const [taken, waiting] = [await attach(), await attach()]
    await tell(taken)
    await store.tenants.left(tenant.id, new Date('2026-01-01'))
    await store.tenants.forgetLeft(new Date('2026-01-02'))
    const keys: string[] = []
    for (let some = await store.discarded.some(); some.length > 0; ) {
      await store.discarded.gone(some)
      keys.push(...some)
      some = await store.discarded.some()
    }
    expect(keys).toEqual(expect.arrayContaining([taken, waiting]))
  })
}
