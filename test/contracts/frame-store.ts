import { expect, test } from 'vitest'
import type { FrameStore } from '../../story/ports/pictures.ts'

/** What every frame store promises. */
export function frameStoreContract(name: string, open: () => Promise<FrameStore>): void {
  const bytes = Uint8Array.from({ length: 300 }, (_, i) => i % 256)

  test(`${name}: gives back the bytes that were put`, async () => {
    const store = await open()
    await store.put('frames/0b1c/1.png', bytes)
    expect(new Uint8Array((await store.get('frames/0b1c/1.png'))!)).toEqual(bytes)
  })

  test(`${name}: the last put of a key wins, also among many at once`, async () => {
    const store = await open()
    await store.put('a/b.png', bytes)
    await store.put('a/b.png', bytes.subarray(0, 10))
    expect((await store.get('a/b.png'))?.byteLength).toBe(10)
    await Promise.all([1, 2, 3, 4].map((n) => store.put('c.png', bytes.subarray(0, n * 50))))
    expect((await store.get('c.png'))!.byteLength % 50).toBe(0)
  })

  test(`${name}: what was changed after the put stays as it was put`, async () => {
    const store = await open()
    const mine = bytes.slice()
    await store.put('a.png', mine)
    mine.fill(0)
    expect((await store.get('a.png'))?.[7]).toBe(7)
  })

  test(`${name}: an unknown key has nothing, removing twice is harmless`, async () => {
    const store = await open()
    expect(await store.get('nothing/here.png')).toBeUndefined()
    await store.put('here.png', bytes)
    await store.remove('here.png')
    await store.remove('here.png')
    expect(await store.get('here.png')).toBeUndefined()
  })

  test(`${name}: there is room, also beside what is kept`, async () => {
    const store = await open()
    await expect(store.checkRoom()).resolves.toBeUndefined()
    for (const key of ['a.png', 'frames/b.png', 'frames/c.png']) await store.put(key, bytes)
    await expect(store.checkRoom()).resolves.toBeUndefined()
  })
}
