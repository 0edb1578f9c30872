import { expect, it } from 'vitest'
import type { Portraits, Progress } from '../../story/artist.ts'
import type { PortraitBatch } from '../../story/ports/discoveries.ts'
import { author, identity, type Scene, type Setting } from './store-scene.ts'

/** Ten portraits, in batches of 4, 4 and 2. */
const plan = { model: 'fake 1', portraits: 10, perBatch: 4 }

/** Portraits that are told apart by their number. */
const drawing = ({ first, count }: Pick<PortraitBatch, 'first' | 'count'>): Portraits => {
  const numbers = Array.from({ length: count }, (_, i) => first + i)
  return { embeddings: numbers.map((k) => Float32Array.of(k / 3, -k, Math.sin(k))) }
}
const progress = (step: number, steps: number, preview?: Uint8Array): Progress => ({
  ...{ phase: 'portraits', step, steps, preview },
})

export function discoveriesContract(setting: Setting): void {
  async function discovering() {
    const scene = await setting()
    const character = await scene.newCharacter('Fen')
    const { id, seed } = character
    const begin = (number: number, how = plan) => scene.store.discoveries.begin(id, number, how)
    const claim = async (number: number) => (await begin(number))!.batch!
    const pending = () => scene.store.characters.pending([id])
    const set = { characterId: id, seed, model: plan.model }
    return { ...scene, character, id, seed, set, begin, claim, pending }
  }
  /** Draws all that is left of a set, one batch after the other. */
  async function drawRest({ store }: Scene, claim: (number: number) => Promise<PortraitBatch>) {
    const left: (number | undefined)[] = []
    for (const number of [1, 2]) {
      const batch = await claim(number)
      left.push(await store.discoveries.drawn(batch, drawing(batch)))
    }
    return left
  }

  it('shares portraits out in batches, once', async () => {
    const { character, set, begin, pending } = await discovering()
    expect(await begin(0)).toEqual({
      ...{ character, set, isWhole: false, made: [1, 2] },
      batch: { ...set, number: 0, first: 0, count: 4, token: 1 },
    })
    const second = await begin(2)
    expect(second).toMatchObject({ made: [], batch: { number: 2, first: 8, count: 2 } })
    expect(await begin(3)).toBeUndefined()
    const due = { id: character.id, pool: undefined }
    expect(await pending()).toEqual([due, { ...due, batch: 1 }, { ...due, batch: 2 }])
  })

  it('is one batch where that is all there are', async () => {
    const { begin, pending, id } = await discovering()
    const whole = await begin(0, { ...plan, perBatch: 64 })
    expect(whole).toMatchObject({ isWhole: true, made: [], batch: { first: 0, count: 10 } })
    expect(await pending()).toEqual([{ id, pool: undefined }])
  })

  it('keeps portraits bit for bit, in order, until the last of them is drawn', async () => {
    const scene = await discovering()
    const { set, claim, begin, pending, id } = scene
    const { discoveries } = scene.store
    const first = await claim(0)
    expect(await drawRest(scene, claim)).toEqual([2, 1])
    expect(await discoveries.all(set)).toBeUndefined()
    expect(await begin(1)).toBeUndefined()
    expect(await pending()).toEqual([{ id, pool: undefined }])
    expect(await discoveries.drawn(first, drawing(first))).toBe(0)
    expect(await discoveries.all(set)).toEqual(drawing({ first: 0, count: 10 }))
    expect(await discoveries.all({ ...set, model: 'another 1' })).toBeUndefined()
  })

  it('has them gathered by another, where whoever drew the last one dies', async () => {
    const scene = await discovering()
    const { claim, begin, pending, id, set } = scene
    const first = await claim(0)
    await scene.store.discoveries.drawn(first, drawing(first))
    await drawRest(scene, claim)
    expect(await pending()).toEqual([{ id, pool: undefined }])
    for (const number of [0, 2]) {
      expect(await begin(number)).toMatchObject({ set, batch: undefined, made: [] })
    }
  })

  it('has one gather, when the last two are drawn at the same time', async () => {
    const { store, claim } = await discovering()
    const { discoveries } = store
    const batches = [await claim(0), await claim(1), await claim(2)]
    const left = await Promise.all(batches.map((one) => discoveries.drawn(one, drawing(one))))
    expect(left.sort()).toEqual([0, 1, 2])
  })

  it('fences off whoever claimed a batch before', async () => {
    const { store, claim, id } = await discovering()
    const [old, now] = [await claim(1), await claim(1)]
    await store.discoveries.tell(old, progress(3, 4))
    expect(await store.progress.get(id)).toBeUndefined()
    expect(await store.discoveries.drawn(old, drawing(old))).toBeUndefined()
    expect(await store.discoveries.drawn(now, drawing(now))).toBe(2)
    expect(await store.discoveries.drawn(now, drawing(now))).toBeUndefined()
  })

  it('tells how far all of them are, with the newest preview', async () => {
    const { store, claim, id } = await discovering()
    const [first, last] = [await claim(0), await claim(2)]
    const [one, other] = [Uint8Array.of(1, 2), Uint8Array.of(3)]
    await store.discoveries.tell(first, progress(6, 12, one))
    expect(await store.progress.get(id)).toEqual(progress(6, 30, one))
    await store.discoveries.tell(last, progress(3, 6))
    expect(await store.progress.get(id)).toEqual(progress(9, 30, one))
    await store.discoveries.drawn(first, drawing(first))
    await store.discoveries.tell(last, progress(4, 6, other))
    expect(await store.progress.get(id)).toEqual(progress(16, 30, other))
  })

  it('draws the portraits of another model apart, and those of its own as they were planned', async () => {
    const { store, begin, claim, pending } = await discovering()
    const first = await claim(0)
    await store.discoveries.drawn(first, drawing(first))
    const newer = { ...plan, model: 'fake 2', perBatch: 5 }
    expect(await begin(1, newer)).toMatchObject({ made: [0], batch: { first: 5, count: 5 } })
    expect(await begin(1, { ...plan, perBatch: 5 })).toMatchObject({
      batch: { first: 4, count: 4 },
    })
    const batches = (await pending()).map(({ batch }) => batch)
    expect(batches).toEqual([undefined, 1, 2])
  })

  it.each(['found', 'failed', 'found anew', 'removed', 'forgotten'])(
    'forgets them when the face is %s, and what was still being drawn comes too late',
    async (end) => {
      const { store, tenant, say, set, claim, begin, id, seed } = await discovering()
      const { characters, discoveries } = store
      const [first, second] = [await claim(0), await claim(1)]
      await discoveries.drawn(first, drawing(first))
      if (end === 'found') await characters.discovered(id, seed, identity, 'portrait.png')
      else if (end === 'removed') await characters.remove(tenant.id, id)
      else if (end === 'forgotten')
        await store.people.forget(tenant.id, author.id, await say('/troupe forget-me'))
      else await characters.failed(id, seed, 'Nobody could be drawn.')
      if (end === 'found anew') await characters.retry(tenant.id, id, seed + 1)
      await discoveries.tell(second, progress(1, 12))
      expect(await store.progress.get(id)).toBeUndefined()
      expect(await discoveries.drawn(second, drawing(second))).toBeUndefined()
      expect(await discoveries.all(set)).toBeUndefined()
      const again = await begin(1)
      if (end !== 'found anew') expect(again).toBeUndefined()
      else expect(again).toMatchObject({ made: [0, 2], batch: { seed: seed + 1, token: 1 } })
    },
  )
}
