import { expect, it } from 'vitest'
import { frameStates } from '../../story/frame.ts'
import { type Turn, turnOf } from '../../story/turns.ts'
import { author, type Setting } from './store-scene.ts'

const ben = { id: 'u2', name: 'Ben' }
const cleo = { id: 'u3', name: 'Cleo' }

export function standingContract(setting: Setting): void {
  it('knows where a frame stands, and what a redo of a redo is called by', async () => {
    const { store, tenant, threadId, newStory, newFrame } = await setting()
    const { episode } = await newStory()
    const first = await newFrame(episode)
    await newFrame(episode)
    const redo = await newFrame(episode, [], first.id)
    const again = await newFrame(episode, [], redo.id)
    const standing = (id: string) => store.frames.standing(tenant.id, id)
    expect(await standing(again.id)).toEqual({
      frame: again,
      threadId,
      number: 1,
      isUndone: false,
    })
    const numbers = async () => {
      const found = await Promise.all([first, redo, again].map(({ id }) => standing(id)))
      return found.map((one) => [one?.number, one?.isUndone])
    }
    // The chain ends where a take was undone; who was undone itself keeps its number.
    await store.frames.undo(tenant.id, first.id)
    expect(await numbers()).toEqual([
      [1, true],
      [3, false],
      [3, false],
    ])
    const foreign = (await setting()).tenant.id
    expect(await store.frames.standing(foreign, first.id)).toBeUndefined()
    expect(await standing('no-such-frame')).toBeUndefined()
  })

  it('finds the frame right before another, past what was undone', async () => {
    const { store, tenant, newStory, newFrame } = await setting()
    const { episode } = await newStory()
    const [a, b, c] = [await newFrame(episode), await newFrame(episode), await newFrame(episode)]
    await newFrame((await newStory()).episode)
    const before = async (id: string) => (await store.frames.before(tenant.id, id))?.id
    expect([await before(c.id), await before(b.id), await before(a.id)]).toEqual([
      b.id,
      a.id,
      undefined,
    ])
    await store.frames.undo(tenant.id, b.id)
    expect([await before(c.id), await before(b.id)]).toEqual([a.id, a.id])
    expect(await store.frames.before((await setting()).tenant.id, c.id)).toBeUndefined()
  })

  it('finds the candidate before another, and the frame before all of them', async () => {
    const { store, tenant, story, episode, say, newFrame } = await inStory(setting)
    const first = await newFrame(episode)
    const candidates = await store.rounds.open({
      episodeId: episode.id,
      commandId: await say('/story next'),
      prompt: 'at dawn',
      cast: [],
      author,
      seeds: [1, 2, 3],
      minutes: 10,
    })
    const ids = [first, ...candidates].map(({ id }) => id)
    const before = await Promise.all(ids.map((id) => store.frames.before(tenant.id, id)))
    expect(before.map((frame) => frame?.id)).toEqual([undefined, ...ids.slice(0, 3)])
    const called = await store.frames.numbered(tenant.id, episode.id, 2)
    expect(called.map(({ id }) => id)).toEqual(ids.slice(1))
    expect(story.id).toBe((await store.stories.get(tenant.id, story.id))?.id)
    expect(await store.stories.get((await setting()).tenant.id, story.id)).toBeUndefined()
  })

  it('finds all takes of a number, and not those that were undone', async () => {
    const { store, tenant, newStory, newFrame } = await setting()
    const { episode } = await newStory()
    const [a, b] = [await newFrame(episode), await newFrame(episode)]
    const redo = await newFrame(episode, [], a.id)
    const again = await newFrame(episode, [], redo.id)
    const numbered = async (number: number) =>
      (await store.frames.numbered(tenant.id, episode.id, number)).map(({ id }) => id)
    expect(await numbered(1)).toEqual([a.id, redo.id, again.id])
    expect(await numbered(2)).toEqual([b.id])
    expect(await numbered(3)).toEqual([])
    await store.frames.undo(tenant.id, a.id)
    expect([await numbered(1), await numbered(3)]).toEqual([[], [redo.id, again.id]])
    expect(await store.frames.numbered((await setting()).tenant.id, episode.id, 2)).toEqual([])
  })

  it('finds the newest frame in a state, of anybody or of one person', async () => {
    const { store, tenant, newStory, newFrame, draw } = await setting()
    const { episode } = await newStory()
    const [a, b, c] = [await newFrame(episode), await newFrame(episode), await newFrame(episode)]
    await draw(a)
    await store.frames.undo(tenant.id, c.id)
    const newest = async (states: typeof frameStates, who?: string) =>
      (await store.frames.newest(tenant.id, episode.id, states, who))?.id
    expect(await newest(frameStates)).toBe(b.id)
    expect(await newest(['drawn', 'posted'])).toBe(a.id)
    expect(await newest(['failed'])).toBeUndefined()
    expect(await newest(frameStates, author.id)).toBe(b.id)
    expect(await newest(frameStates, 'somebody-else')).toBeUndefined()
    const foreign = (await setting()).tenant.id
    expect(await store.frames.newest(foreign, episode.id, frameStates)).toBeUndefined()
  })

  it('lists what is not finished in a thread, oldest first, with its number', async () => {
    const { store, tenant, threadId, newStory, newFrame, draw } = await setting()
    const first = await newStory()
    const second = await newStory()
    const drawn = await newFrame(first.episode)
    await draw(drawn)
    const redo = await newFrame(first.episode, [], drawn.id)
    const other = await newFrame(second.episode)
    const gone = await newFrame(second.episode)
    await store.frames.undo(tenant.id, gone.id)
    const open = await store.frames.unfinishedIn(tenant.id, threadId)
    expect(open.map(({ frame, number }) => [frame.id, number])).toEqual([
      [redo.id, 1],
      [other.id, 1],
    ])
    expect(await store.frames.unfinishedIn((await setting()).tenant.id, threadId)).toEqual([])
  })

  it('keeps of everybody’s turns what says whose turn it is', async () => {
    const { store, tenant, story, episode, say } = await inStory(setting)
    const second = await store.stories.continueStory(tenant.id, story.id)
    const all: string[] = []
    const tell = async (who: typeof author, episodeId = episode.id, redoOf?: string) => {
      const wanted = { episodeId, prompt: 'at dawn', cast: [], seed: 1, author: who, redoOf }
      const frame = await store.frames.add({ ...wanted, commandId: await say('/story next', who) })
      all.push(frame.id)
      return frame
    }
    const look = async (): Promise<Turn[]> => {
      const found = await Promise.all(all.map((id) => store.frames.standing(tenant.id, id)))
      const frames = found.flatMap((one) => (one === undefined || one.isUndone ? [] : [one.frame]))
      const now = new Date()
      return [frames, await store.frames.turns(tenant.id, story.id)].map((told) =>
        turnOf(told, [], 60, now),
      )
    }
    const compare = async (whose: string | undefined) => {
      const [whole, kept] = await look()
      expect(kept).toEqual(whole)
      expect(kept?.whose?.id).toBe(whose)
    }
    await compare(undefined)
    const first = await tell(ben)
    await compare(undefined)
    for (const who of [author, cleo, ben, author, cleo]) await tell(who)
    await compare(ben.id)
    const last = await tell({ ...ben, name: 'Ben the second' }, second.id)
    await compare(author.id)
    await tell(cleo, second.id, last.id)
    await compare(author.id)
    await store.frames.cancel(tenant.id, last.id)
    await compare(ben.id)
    await store.frames.undo(tenant.id, first.id)
    await compare(ben.id)
    expect(await store.frames.turns((await setting()).tenant.id, story.id)).toEqual([])
  })

  it('finds what is not finished with a character', async () => {
    const { store, tenant, readyCharacter, newStory, newFrame, draw } = await setting()
    const [fen, mira] = [await readyCharacter('Fen'), await readyCharacter('Mira')]
    const [here, there] = [(await newStory()).episode, (await newStory()).episode]
    const drawn = await newFrame(here, [mira])
    await draw(drawn)
    const cancelled = await newFrame(here, [mira])
    await store.frames.cancel(tenant.id, cancelled.id)
    const frames = [await newFrame(there, [fen, mira]), await newFrame(here, [mira])]
    await newFrame(here, [fen])
    await store.frames.releaseDue([there.id])
    const found = await store.frames.unfinishedWith(mira.id)
    expect(found.map(({ id, state }) => [id, state])).toEqual([
      [frames[0]!.id, 'queued'],
      [frames[1]!.id, 'waiting'],
    ])
    expect(await store.frames.unfinishedWith('nobody')).toEqual([])
  })

  it('releases only in the episodes that are named', async () => {
    const { store, newStory, newFrame, stateOf } = await setting()
    const [here, there] = [(await newStory()).episode, (await newStory()).episode]
    const [one, other] = [await newFrame(here), await newFrame(there)]
    expect(await store.frames.releaseDue([])).toEqual([])
    expect(await store.frames.releaseDue([here.id])).toEqual([{ id: one.id, pool: undefined }])
    expect([await stateOf(one), await stateOf(other)]).toEqual(['queued', 'waiting'])
  })
}

const inStory = async (setting: Setting) => {
  const scene = await setting()
  return { ...scene, ...(await scene.newStory()) }
}
