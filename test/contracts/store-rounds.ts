import { expect, it } from 'vitest'
import type { Frame } from '../../story/frame.ts'
import type { Delivery } from '../../story/ports/deliveries.ts'
import { author, newScene, result, type Setting } from './store-scene.ts'

const minute = 60_000

export function roundsContract(setting: Setting): void {
  const voting = async (platform: 'web' | 'slack' = 'web') => {
    const scene = await newScene((await setting()).store, platform)
    const { store, tenant, threadId, say, newStory, draw } = scene
    const { story, episode } = await newStory()
    const openRound = async (commandId?: string) =>
      store.rounds.open({
        episodeId: episode.id,
        commandId: commandId ?? (await say('/story next')),
        prompt: 'on the beach',
        cast: [],
        seeds: [5, 6, 7],
        author,
        minutes: 10,
      })
    const roundOf = async ({ roundId }: Frame) => (await store.rounds.get(tenant.id, roundId!))!
    const vote = (frame: Frame, voter: string) => store.rounds.vote(tenant.id, frame.id, voter)
    const inStory = () => store.frames.ofEpisode(tenant.id, episode.id)
    const drawAll = async (frames: readonly Frame[]) => {
      for (const frame of frames) await draw(frame)
    }
    const deliveries = async () => {
      const told: Delivery[] = []
      for (;;) {
        const next = await store.deliveries.claimNext(platform)
        if (next === undefined) return told.filter((one) => one.threadId === threadId)
        told.push(next)
        await store.deliveries.sent(next.id, undefined)
      }
    }
    const more = { story, episode, openRound, roundOf, vote, inStory, drawAll, deliveries }
    return { ...scene, ...more }
  }

  it('adds three candidates at one position, all queued at once', async () => {
    const { store, tenant, story, threadId, newFrame, openRound, inStory, episode, stateOf } =
      await voting()
    const first = await newFrame(episode)
    const candidates = await openRound()
    expect(candidates.map(({ position, candidate, seed }) => [position, candidate, seed])).toEqual([
      [2, 0, 5],
      [2, 1, 6],
      [2, 2, 7],
    ])
    const [{ roundId } = first] = candidates
    const round = await store.rounds.get(tenant.id, roundId!)
    expect(round).toMatchObject({ storyId: story.id, position: 2, author, minutes: 10 })
    expect(round).toMatchObject({ state: 'open', ballots: 0 })
    expect([round!.closesAt, round!.winner]).toEqual([undefined, undefined])
    expect(await store.rounds.openIn(tenant.id, story.id)).toEqual(round)
    expect(await store.rounds.inThread(tenant.id, threadId)).toEqual([round])
    expect((await inStory()).map(({ id }) => id)).toEqual([
      first.id,
      ...candidates.map(({ id }) => id),
    ])
    await store.frames.move(first.id, 'waiting', 'cancelled')
    await store.frames.releaseDue()
    expect(await Promise.all(candidates.map(stateOf))).toEqual(['queued', 'queued', 'queued'])
    expect((await newFrame(episode)).position).toBe(3)
    expect((await newFrame(episode)).candidate).toBe(0)
  })

  it('opens one round for a command and one at a time for a story', async () => {
    const { store, tenant, say, openRound, roundOf, inStory } = await voting()
    const commandId = await say('/story next')
    const opened = await Promise.all([1, 2, 3].map(() => openRound(commandId)))
    const ids = opened.map((frames) => frames.map(({ id }) => id))
    expect(ids).toEqual([ids[0], ids[0], ids[0]])
    expect(await store.frames.ofCommand(tenant.id, commandId)).toEqual(opened[0])
    await expect(openRound()).rejects.toMatchObject({ code: 'vote-open' })
    expect(await inStory()).toHaveLength(3)
    expect(await store.rounds.close(tenant.id, (await roundOf(opened[0]![0]!)).id)).toBe(true)
    const asked = await Promise.allSettled([openRound(), openRound()])
    expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await openRound(commandId)).map(({ id }) => id)).toEqual(ids[0])
  })

  it('counts one ballot a person, the last one', async () => {
    const { vote, openRound, drawAll, draw, roundOf } = await voting()
    const [a, b, c] = (await openRound()) as [Frame, Frame, Frame]
    expect(await vote(a, 'u1')).toBe(false)
    await drawAll([a, b])
    expect(await Promise.all([vote(a, 'u1'), vote(a, 'u1'), vote(b, 'u2')])).toEqual([
      true,
      true,
      true,
    ])
    expect(await vote(c, 'u1')).toBe(false)
    expect((await roundOf(a)).ballots).toBe(2)
    await draw(c)
    expect(await vote(c, 'u1')).toBe(true)
    expect((await roundOf(a)).ballots).toBe(2)
  })

  it('keeps the candidate with most votes and undoes the others', async () => {
    const { store, tenant, story, vote, openRound, drawAll, roundOf, inStory } = await voting()
    const [a, b, c] = (await openRound()) as [Frame, Frame, Frame]
    const { id } = await roundOf(a)
    await drawAll([a, b, c])
    for (const [frame, voter] of [
      [a, 'u1'],
      [b, 'u2'],
      [b, 'u3'],
      [c, 'u4'],
    ] as const) {
      await vote(frame, voter)
    }
    const closed = await Promise.all([1, 2, 3].map(() => store.rounds.close(tenant.id, id)))
    expect(closed.filter(Boolean)).toHaveLength(1)
    expect(await store.rounds.get(tenant.id, id)).toMatchObject({
      state: 'closed',
      ballots: 4,
      winner: { frameId: b.id, candidate: 1, votes: 2 },
    })
    expect(await store.rounds.openIn(tenant.id, story.id)).toBeUndefined()
    const left = await inStory()
    expect(left.map((frame) => [frame.id, frame.roundId, frame.position])).toEqual([
      [b.id, undefined, 1],
    ])
    expect(await vote(b, 'u5')).toBe(false)
    expect(await vote(c, 'u5')).toBe(false)
    expect((await store.frames.get(tenant.id, c.id))?.roundId).toBe(id)
  })

  it('takes the earliest of equals, and of those that are drawn', async () => {
    const { store, tenant, vote, openRound, draw, roundOf, stateOf } = await voting()
    const [a, b, c] = (await openRound()) as [Frame, Frame, Frame]
    const { id } = await roundOf(a)
    await store.frames.releaseDue()
    const { token } = (await store.frames.claim(c.id))!
    await store.frames.move(a.id, 'queued', 'failed', 'It broke.')
    await draw(b)
    await store.rounds.close(tenant.id, id)
    expect((await store.rounds.get(tenant.id, id))?.winner).toEqual({
      frameId: b.id,
      candidate: 1,
      votes: 0,
    })
    expect(await stateOf(c)).toBe('cancelled')
    expect(await store.frames.drawn(c.id, token, result)).toBe(false)
    expect(await vote(a, 'u1')).toBe(false)
  })

  it('starts its time when the last candidate is finished, and closes when it is up', async () => {
    const { store, vote, openRound, draw, drawAll, roundOf } = await voting()
    const [a, b, c] = (await openRound()) as [Frame, Frame, Frame]
    const start = Date.now() + 1000 * minute
    const at = (minutes: number) => new Date(start + minutes * minute)
    await drawAll([a, b])
    await store.rounds.closeDue(at(0))
    expect((await roundOf(a)).closesAt).toBeUndefined()
    await draw(c)
    await store.rounds.closeDue(at(20))
    expect((await roundOf(a)).closesAt).toEqual(at(30))
    await vote(c, 'u1')
    await store.rounds.closeDue(at(29))
    expect((await roundOf(a)).state).toBe('open')
    await Promise.all([store.rounds.closeDue(at(30)), store.rounds.closeDue(at(30))])
    expect(await roundOf(a)).toMatchObject({ state: 'closed', winner: { frameId: c.id } })
  })

  it('ends at once when nothing was drawn, and keeps a candidate that failed', async () => {
    const { store, tenant, openRound, roundOf, inStory, deliveries } = await voting('slack')
    const [a, b, c] = (await openRound()) as [Frame, Frame, Frame]
    await store.frames.cancel(tenant.id, a.id)
    for (const one of [b, c]) await store.frames.move(one.id, 'waiting', 'failed', 'It broke.')
    await store.rounds.closeDue(new Date())
    expect(await roundOf(a)).toMatchObject({ state: 'closed', winner: undefined })
    expect((await inStory()).map(({ id }) => id)).toEqual([b.id])
    const told = await deliveries()
    expect(told.map(({ frameId, roundId }) => frameId ?? roundId)).toEqual([b.id, a.roundId])
  })

  it('says nothing when all were cancelled', async () => {
    const { store, tenant, openRound, roundOf, inStory, deliveries } = await voting('slack')
    const candidates = await openRound()
    for (const { id } of candidates) await store.frames.cancel(tenant.id, id)
    await store.rounds.closeDue(new Date())
    expect((await roundOf(candidates[0]!)).state).toBe('closed')
    expect([await inStory(), await deliveries()]).toEqual([[], []])
  })

  it('tells the candidates in order, and the choice once, after them', async () => {
    const { store, tenant, threadId, openRound, drawAll, roundOf, deliveries } =
      await voting('slack')
    const [a, b, c] = (await openRound()) as [Frame, Frame, Frame]
    const { id } = await roundOf(a)
    await drawAll([c, b])
    expect(await deliveries()).toEqual([])
    await drawAll([a])
    const claimed = (await store.deliveries.claimNext('slack'))!
    expect(claimed.frameId).toBe(a.id)
    await store.rounds.close(tenant.id, id)
    expect(await store.deliveries.claimNext('slack')).toBeUndefined()
    await store.deliveries.sent(claimed.id, undefined)
    expect(await deliveries()).toMatchObject([
      { tenantId: tenant.id, threadId, roundId: id, frameId: undefined, characterId: undefined },
    ])
    const [, , late] = (await openRound()) as [Frame, Frame, Frame]
    await drawAll((await store.frames.ofEpisode(tenant.id, late.episodeId)).slice(1))
    const told = await deliveries()
    expect(told.map(({ frameId }) => frameId)).toHaveLength(3)
  })

  it('is reached from its own workspace only', async () => {
    const { store, tenant, threadId, story, openRound, drawAll, roundOf } = await voting()
    const foreign = (await setting()).tenant.id
    const candidates = await openRound()
    const { id } = await roundOf(candidates[0]!)
    await drawAll(candidates)
    expect(await store.rounds.get(foreign, id)).toBeUndefined()
    expect(await store.rounds.openIn(foreign, story.id)).toBeUndefined()
    expect(await store.rounds.inThread(foreign, threadId)).toEqual([])
    expect(await store.rounds.vote(foreign, candidates[0]!.id, 'u1')).toBe(false)
    expect(await store.rounds.close(foreign, id)).toBe(false)
    expect((await store.rounds.get(tenant.id, id))?.state).toBe('open')
  })
}
