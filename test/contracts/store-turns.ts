import { expect, it } from 'vitest'
import { author, type Setting } from './store-scene.ts'

const ben = { id: 'u2', name: 'Ben' }

export function turnsContract(setting: Setting): void {
  const inTurns = async () => {
    const scene = await setting()
    const { store, tenant, threadId, say } = scene
    const { story, episode } = await store.stories.start({
      tenantId: tenant.id,
      threadId,
      title: 'The lighthouse',
      style: undefined,
      mode: 'turns',
      minutes: 30,
      cast: [],
    })
    const frame = { episodeId: episode.id, prompt: 'on the beach', cast: [], seed: 42, author }
    const tell = async (turn: number | undefined, commandId?: string) =>
      store.frames.add({
        ...frame,
        commandId: commandId ?? (await say('/story next')),
        redoOf: undefined,
        turn,
      })
    const turn = async () => (await store.stories.current(tenant.id, threadId))!.story.turn
    return { ...scene, story, episode, tell, turn }
  }

  it('keeps how a story is told; one of which nothing is said is free', async () => {
    const { store, tenant, threadId, story, newStory } = await inTurns()
    expect(story).toMatchObject({ mode: 'turns', minutes: 30, turn: 0 })
    expect((await store.stories.current(tenant.id, threadId))?.story).toEqual(story)
    expect((await newStory()).story).toMatchObject({ mode: 'free', minutes: undefined })
  })

  it('gives the turn to one of those who go on at the same time', async () => {
    const { store, tenant, episode, tell, turn } = await inTurns()
    const asked = await Promise.allSettled([tell(0), tell(0), tell(0)])
    const refused = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    expect(refused).toHaveLength(2)
    for (const error of refused) expect(error).toMatchObject({ code: 'not-your-turn' })
    expect(await turn()).toBe(1)
    const added = await tell(1)
    expect(added.position).toBe(2)
    await expect(tell(1)).rejects.toMatchObject({ code: 'not-your-turn' })
    expect(await store.frames.ofEpisode(tenant.id, episode.id)).toHaveLength(2)
  })

  it('takes the turn of one command once', async () => {
    const { store, tenant, say, tell, turn } = await inTurns()
    const commandId = await say('/story next')
    expect(await store.frames.ofCommand(tenant.id, commandId)).toEqual([])
    const told = await Promise.all([1, 2, 3].map(() => tell(0, commandId)))
    expect(new Set(told.map(({ id }) => id)).size).toBe(1)
    expect((await tell(0, commandId)).id).toBe(told[0]!.id)
    expect(await turn()).toBe(1)
    expect(await store.frames.ofCommand(tenant.id, commandId)).toEqual([told[0]])
    expect(await store.frames.ofCommand((await setting()).tenant.id, commandId)).toEqual([])
  })

  it('leaves the turn alone when somebody only draws again', async () => {
    const { tell, turn } = await inTurns()
    await tell(0)
    await tell(undefined)
    expect(await turn()).toBe(1)
  })

  it('keeps who passed, once a command, and finds who passed last', async () => {
    const { store, tenant, say, story } = await inTurns()
    const [first, second] = [await say('/story skip'), await say('/story skip')]
    const pass = (commandId: string, who = author) =>
      store.skips.add({ storyId: story.id, commandId, author: who })
    await Promise.all([pass(first), pass(first)])
    await pass(second, ben)
    await pass(first)
    const last = (who = [author.id, ben.id]) => store.skips.last(tenant.id, story.id, who)
    expect(await last()).toMatchObject({ commandId: second, author: ben })
    expect(await last([author.id])).toMatchObject({ commandId: first, author })
    expect((await last())!.createdAt).toBeInstanceOf(Date)
    expect(await last([])).toBeUndefined()
    expect([await store.skips.has(first), await store.skips.has('no-such-command')]).toEqual([
      true,
      false,
    ])
    const foreign = (await setting()).tenant.id
    expect(await store.skips.last(foreign, story.id, [author.id])).toBeUndefined()
  })
}
