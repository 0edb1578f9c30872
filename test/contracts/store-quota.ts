import { expect, it } from 'vitest'
import { author, type Setting } from './store-scene.ts'

const free = { framesPerPerson: 0, framesPerWorkspace: 0, cooldown: 0 }
const bea = { id: 'u2', name: 'Bea' }

export function quotaContract(setting: Setting): void {
  it('lets one of ten through who ask for the last one at once', async () => {
    const { store, tenant, say } = await setting()
    const limits = { ...free, framesPerPerson: 3 }
    for (const text of ['one', 'two']) await store.quota.spend(await say(text), limits)
    const asked = await Promise.all(Array.from({ length: 10 }, (_, i) => say(`at once ${i}`)))
    const answers = await Promise.allSettled(asked.map((id) => store.quota.spend(id, limits)))
    const refused = answers.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    expect(refused).toHaveLength(9)
    for (const error of refused) expect(error).toMatchObject({ code: 'over-limit' })
    expect(refused[0].message).toMatch(/^You have drawn 3 of 3 frames today; .*00:00 UTC \(in .*\)/)
    expect(await store.quota.usage(tenant.id, author.id)).toMatchObject({ person: 3 })
  })

  it('counts a command once, however often it is carried out', async () => {
    const { store, tenant, say } = await setting()
    const limits = { ...free, framesPerPerson: 1, cooldown: 60 }
    const id = await say('one')
    await Promise.all([1, 2, 3].map(() => store.quota.spend(id, limits)))
    await store.quota.spend(id, limits)
    expect(await store.quota.usage(tenant.id, author.id)).toMatchObject({ person: 1, workspace: 1 })
  })

  it('counts people apart, workspaces apart, and everybody of a workspace together', async () => {
    const { store, tenant, threadId, say } = await setting()
    const other = await setting()
    const limits = { ...free, framesPerWorkspace: 2 }
    await store.quota.spend(await say('one'), limits)
    await store.quota.spend(await say('two', bea), limits)
    await store.quota.spend(await other.say('elsewhere'), limits)
    const { lastAt, ...usage } = await store.quota.usage(tenant.id, bea.id)
    expect(usage).toEqual({ person: 1, workspace: 2 })
    expect(Math.abs(Date.now() - lastAt!.getTime())).toBeLessThan(60_000)
    await expect(store.quota.spend(await say('three', bea), limits)).rejects.toMatchObject({
      code: 'over-limit',
      message: expect.stringContaining('This workspace has drawn 2 of 2 frames today'),
    })
    expect(await store.quota.usage(other.tenant.id, 'nobody')).toEqual({
      person: 0,
      workspace: 1,
      lastAt: undefined,
    })
    expect(threadId).not.toBe(other.threadId)
  })

  it('makes one person wait between two, and nobody else', async () => {
    const { store, say } = await setting()
    const limits = { ...free, cooldown: 60 }
    await store.quota.spend(await say('one'), limits)
    await store.quota.spend(await say('two', bea), limits)
    await expect(store.quota.spend(await say('three'), limits)).rejects.toMatchObject({
      message: expect.stringMatching(/possible in (?:\d\d s|1 min)\.$/),
    })
  })

  it('forgets what was cancelled or given back, not what was drawn', async () => {
    const { store, tenant, say, newStory, newFrame, draw } = await setting()
    const { episode } = await newStory()
    const person = async () => (await store.quota.usage(tenant.id, author.id)).person
    const add = async () => {
      const commandId = await say('/story next')
      await store.quota.spend(commandId, free)
      return newFrame(episode, [], undefined, commandId)
    }
    const [cancelled, undone, drawn] = [await add(), await add(), await add()]
    await store.frames.cancel(tenant.id, cancelled.id)
    await store.frames.undo(tenant.id, undone.id)
    await draw(drawn)
    await store.frames.undo(tenant.id, drawn.id)
    expect(await person()).toBe(1)
    const commandId = await say('/character add')
    await store.quota.spend(commandId, free)
    expect(await person()).toBe(2)
    await store.quota.giveBack(commandId)
    expect(await person()).toBe(1)
  })

  it('gives nothing back for a command that added a frame', async () => {
    const { store, tenant, say, newStory, newFrame } = await setting()
    const { episode } = await newStory()
    const commandId = await say('/story next')
    await store.quota.spend(commandId, free)
    await newFrame(episode, [], undefined, commandId)
    await store.quota.giveBack(commandId)
    expect((await store.quota.usage(tenant.id, author.id)).person).toBe(1)
  })
}
