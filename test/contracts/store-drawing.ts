import { expect, it } from 'vitest'
import { idsOf, result, type Setting } from './store-scene.ts'

export function drawingContract(setting: Setting): void {
  it('hands out all that a worker needs', async () => {
    const { store, tenant, readyCharacter, newStory, newFrame } = await setting()
    const [fen, mira] = [await readyCharacter('Fen'), await readyCharacter('Mira')]
    const { story, episode } = await newStory([fen, mira])
    const frame = await newFrame(episode, [mira, fen])
    expect(await store.frames.claim(frame.id)).toBeUndefined()
    await store.frames.releaseDue()
    await store.characters.remove(tenant.id, fen.id)
    const claim = await store.frames.claim(frame.id)
    expect(claim?.job).toMatchObject({ story, tenantId: tenant.id })
    expect(claim?.job.frame).toEqual({ ...frame, state: 'drawing' })
    expect(claim?.job.characters).toEqual([mira, undefined])
    expect(await idsOf(store.frames.pending())).toContain(frame.id)
  })

  it('keeps what was drawn', async () => {
    const { store, tenant, newStory, newFrame } = await setting()
    const { episode } = await newStory()
    const frame = await newFrame(episode)
    await store.frames.releaseDue()
    const { token } = (await store.frames.claim(frame.id))!
    expect(await store.frames.drawn(frame.id, token, result)).toBe(true)
    expect(await store.frames.drawn(frame.id, token, result)).toBe(false)
    expect(await store.frames.get(tenant.id, frame.id)).toEqual({
      ...frame,
      ...result,
      state: 'drawn',
    })
    expect(await store.frames.claim(frame.id)).toBeUndefined()
  })

  it('fences off whoever claimed before', async () => {
    const { store, tenant, newStory, newFrame } = await setting()
    const { episode } = await newStory()
    const frame = await newFrame(episode)
    await store.frames.releaseDue()
    const first = (await store.frames.claim(frame.id))!
    const second = (await store.frames.claim(frame.id))!
    expect(second.token).not.toBe(first.token)
    expect(await store.frames.drawn(frame.id, first.token, result)).toBe(false)
    expect(await store.frames.failed(frame.id, first.token, 'Old.')).toBe(false)
    expect(await store.frames.failed(frame.id, second.token, 'It broke.')).toBe(true)
    expect(await store.frames.get(tenant.id, frame.id)).toMatchObject({
      state: 'failed',
      problem: 'It broke.',
    })
  })

  it('does not claim while one of the people is discovered again', async () => {
    const { store, tenant, readyCharacter, newStory, newFrame } = await setting()
    const fen = await readyCharacter('Fen')
    const { episode } = await newStory([fen])
    const frame = await newFrame(episode, [fen])
    await store.frames.releaseDue()
    await store.characters.retry(tenant.id, fen.id, 11)
    expect(await store.frames.claim(frame.id)).toBeUndefined()
    await store.characters.failed(fen.id, 11, 'Nobody could be drawn.')
    expect((await store.frames.claim(frame.id))?.job.characters[0]?.state).toBe('failed')
  })

  it('refuses what was cancelled under the worker', async () => {
    const { store, tenant, newStory, newFrame } = await setting()
    const { episode } = await newStory()
    const [cancelled, undone] = [await newFrame(episode), await newFrame(episode)]
    await store.frames.releaseDue()
    const first = (await store.frames.claim(cancelled.id))!
    expect(await store.frames.cancel(tenant.id, cancelled.id)).toBe(true)
    expect(await store.frames.drawn(cancelled.id, first.token, result)).toBe(false)
    await store.frames.releaseDue()
    const second = (await store.frames.claim(undone.id))!
    expect(await store.frames.undo(tenant.id, undone.id)).toBe(true)
    expect(await store.frames.drawn(undone.id, second.token, result)).toBe(false)
  })
}
