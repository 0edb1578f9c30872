import { expect, it } from 'vitest'
import { identity, idsOf, type Setting } from './store-scene.ts'

export function releaseContract(setting: Setting): void {
  it('releases the frames of an episode in order', async () => {
    const { store, newStory, newFrame, draw, stateOf } = await setting()
    const { episode } = await newStory()
    const [first, second] = [await newFrame(episode), await newFrame(episode)]
    await Promise.all([store.frames.releaseDue(), store.frames.releaseDue()])
    expect(await stateOf(first)).toBe('queued')
    expect(await stateOf(second)).toBe('waiting')
    const pending = await idsOf(store.frames.pending())
    expect(pending).toContain(first.id)
    expect(pending).not.toContain(second.id)
    await draw(first)
    await store.frames.releaseDue()
    expect(await stateOf(second)).toBe('queued')
  })

  it('lets episodes run side by side', async () => {
    const { store, newStory, newFrame, stateOf } = await setting()
    const [one, other] = [await newStory(), await newStory()]
    const frames = [await newFrame(one.episode), await newFrame(other.episode)]
    await store.frames.releaseDue()
    expect(await Promise.all(frames.map(stateOf))).toEqual(['queued', 'queued'])
  })

  it('waits for characters that are being discovered', async () => {
    const { store, readyCharacter, newCharacter, newStory, newFrame, stateOf } = await setting()
    const [fen, mira] = [await readyCharacter('Fen'), await newCharacter('Mira')]
    const { episode } = await newStory([fen, mira])
    const frame = await newFrame(episode, [fen, mira])
    await store.frames.releaseDue()
    expect(await stateOf(frame)).toBe('waiting')
    await store.characters.discovered(mira.id, mira.seed, identity, 'mira.png')
    await store.frames.releaseDue()
    expect(await stateOf(frame)).toBe('queued')
  })

  it('fails frames that wait for somebody who cannot be drawn or was removed', async () => {
    const { store, tenant, newCharacter, newStory, newFrame, stateOf } = await setting()
    const [fen, mira] = [await newCharacter('Fen'), await newCharacter('Mira')]
    const { episode } = await newStory([fen, mira])
    const frames = [await newFrame(episode, [fen]), await newFrame(episode, [mira])]
    const after = await newFrame(episode)
    await store.characters.failed(fen.id, fen.seed, 'Nobody could be drawn.')
    await store.characters.remove(tenant.id, mira.id)
    await store.frames.releaseDue()
    const failed = await Promise.all(frames.map(({ id }) => store.frames.get(tenant.id, id)))
    expect(failed.map((frame) => frame?.state)).toEqual(['failed', 'failed'])
    expect(failed[0]?.problem).toMatch(/Fen.*\.$/)
    expect(failed[1]?.problem).toMatch(/Mira.*removed.*\.$/)
    await store.frames.releaseDue()
    expect(await stateOf(after)).toBe('queued')
  })

  it('goes on after frames that were cancelled, undone or failed', async () => {
    const { store, tenant, newStory, newFrame, stateOf } = await setting()
    const { episode } = await newStory()
    const frames = [
      await newFrame(episode),
      await newFrame(episode),
      await newFrame(episode),
      await newFrame(episode),
    ] as const
    await store.frames.cancel(tenant.id, frames[0].id)
    await store.frames.undo(tenant.id, frames[1].id)
    await store.frames.move(frames[2].id, 'waiting', 'failed', 'It broke.')
    await store.frames.releaseDue()
    expect(await stateOf(frames[3])).toBe('queued')
  })
}
