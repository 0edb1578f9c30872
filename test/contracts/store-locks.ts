import { expect, it } from 'vitest'
import type { Setting } from './store-scene.ts'

export function locksContract(setting: Setting): void {
  it('gives a lock to one of many, and to the next when it is released', async () => {
    const { store, tenant } = await setting()
    const take = () => store.locks.take(`work ${tenant.id}`)
    const taken = (await Promise.all([take(), take(), take(), take()])).filter((one) => one)
    expect(taken).toHaveLength(1)
    expect(taken[0]?.isHeld).toBe(true)
    expect(await take()).toBeUndefined()
    const other = `other work ${tenant.id}`
    expect(await store.locks.held([`work ${tenant.id}`, other])).toEqual([`work ${tenant.id}`])
    expect(await store.locks.take(other)).toBeDefined()
    await taken[0]?.release()
    expect(taken[0]?.isHeld).toBe(false)
    const next = await take()
    // Who released it once does not take it away from others.
    await taken[0]?.release()
    expect(await take()).toBeUndefined()
    await next?.release()
  })

  it('knows who is the first, until the time is over', async () => {
    const { store, tenant } = await setting()
    const ask = (key: string, ms: number) => store.locks.first(`${key} ${tenant.id}`, ms)
    const answers = await Promise.all([1, 2, 3].map(() => ask('once', 60_000)))
    expect(answers.filter((isFirst) => isFirst)).toHaveLength(1)
    expect(await ask('once', 60_000)).toBe(false)
    expect(await ask('short', 1)).toBe(true)
    await new Promise((go) => setTimeout(go, 20))
    expect(await ask('short', 1)).toBe(true)
  })
}
