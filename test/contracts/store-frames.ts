import { expect, it } from 'vitest'
import { author, type Setting } from './store-scene.ts'

export function framesContract(setting: Setting): void {
  it('gives 50 frames added at once the positions 1 to 50', async () => {
    const { store, tenant, newStory, newFrame } = await setting()
    const { episode } = await newStory()
    const added = await Promise.all(Array.from({ length: 50 }, () => newFrame(episode)))
    const positions = added.map(({ position }) => position).sort((a, b) => a - b)
    expect(positions).toEqual(Array.from({ length: 50 }, (_, index) => index + 1))
    const listed = await store.frames.ofEpisode(tenant.id, episode.id)
    expect(listed.map(({ position }) => position)).toEqual(positions)
  })

  it('adds one frame for one command', async () => {
    const { store, tenant, newStory, say } = await setting()
    const { episode } = await newStory()
    const wanted = {
      episodeId: episode.id,
      commandId: await say('/story next'),
      prompt: 'at dawn',
      cast: [],
      seed: 2 ** 32 - 1,
      author,
      redoOf: undefined,
    }
    const added = await Promise.all([1, 2, 3].map(() => store.frames.add(wanted)))
    expect(new Set(added.map(({ id }) => id)).size).toBe(1)
    expect(added[0]).toMatchObject({ position: 1, state: 'waiting', seed: 2 ** 32 - 1 })
    expect(await store.frames.get(tenant.id, added[0]!.id)).toEqual(added[0])
    const next = await store.frames.add({ ...wanted, commandId: await say('/story next') })
    expect(next.position).toBe(2)
  })

  it('keeps the cast in its order and what a frame draws again', async () => {
    const { readyCharacter, newStory, newFrame } = await setting()
    const [fen, mira] = [await readyCharacter('Fen'), await readyCharacter('Mira')]
    const { episode } = await newStory([fen, mira])
    const first = await newFrame(episode, [mira, fen])
    expect(first.cast.map(({ name }) => name)).toEqual(['Mira', 'Fen'])
    expect((await newFrame(episode, [fen], first.id)).redoOf).toBe(first.id)
  })

  it('never uses a position again', async () => {
    const { store, tenant, newStory, newFrame } = await setting()
    const { episode } = await newStory()
    const [first, second] = [await newFrame(episode), await newFrame(episode)]
    expect(await store.frames.undo(tenant.id, second.id)).toBe(true)
    expect(await store.frames.undo(tenant.id, second.id)).toBe(false)
    expect((await newFrame(episode)).position).toBe(3)
    const left = await store.frames.ofEpisode(tenant.id, episode.id)
    expect(left.map(({ position }) => position)).toEqual([1, 3])
    expect(left[0]?.id).toBe(first.id)
  })

  it('moves a frame from the state it is in, once', async () => {
    const { store, tenant, newStory, newFrame, stateOf } = await setting()
    const { episode } = await newStory()
    const frame = await newFrame(episode)
    expect(await store.frames.move(frame.id, 'queued', 'drawing')).toBe(false)
    const moved = await Promise.all(
      [1, 2, 3].map(() => store.frames.move(frame.id, 'waiting', 'queued')),
    )
    expect(moved.filter(Boolean)).toHaveLength(1)
    expect(await store.frames.move(frame.id, 'queued', 'failed', 'It broke twice.')).toBe(true)
    expect(await stateOf(frame)).toBe('failed')
    expect((await store.frames.get(tenant.id, frame.id))?.problem).toBe('It broke twice.')
    expect(await store.frames.move('no-such-frame', 'waiting', 'queued')).toBe(false)
  })

  it('cancels what is not finished, and undoes drawn frames without drawing them again', async () => {
    const { store, tenant, newStory, newFrame, draw, stateOf } = await setting()
    const { episode } = await newStory()
    const [drawn, queued, waiting] = [
      await newFrame(episode),
      await newFrame(episode),
      await newFrame(episode),
    ]
    await draw(drawn)
    await store.frames.releaseDue()
    expect(await store.frames.cancel(tenant.id, drawn.id)).toBe(false)
    expect(await store.frames.cancel(tenant.id, queued.id)).toBe(true)
    expect(await store.frames.undo(tenant.id, waiting.id)).toBe(true)
    expect(await store.frames.undo(tenant.id, drawn.id)).toBe(true)
    expect(await stateOf(queued)).toBe('cancelled')
    expect(await stateOf(waiting)).toBe('cancelled')
    const left = await store.frames.ofEpisode(tenant.id, episode.id)
    expect(left.map(({ id }) => id)).toEqual([queued.id])
  })

  it('reads a thread through all its stories and episodes, oldest first', async () => {
    const { store, tenant, threadId, newStory, newFrame } = await setting()
    const first = await newStory()
    const second = await newStory()
    const third = await store.stories.continueStory(tenant.id, first.story.id)
    const frames = [
      await newFrame(second.episode),
      await newFrame(third),
      await newFrame(first.episode),
    ]
    const read = await store.frames.inThread(tenant.id, threadId)
    expect(read.map(({ id }) => id)).toEqual([frames[2]!.id, frames[1]!.id, frames[0]!.id])
  })
}
