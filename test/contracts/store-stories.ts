import { expect, it } from 'vitest'
import type { Setting } from './store-scene.ts'

export function storiesContract(setting: Setting): void {
  it('continues the newest story of a thread in its newest episode', async () => {
    const { store, tenant, threadId, newCharacter, newStory } = await setting()
    expect(await store.stories.current(tenant.id, threadId)).toBeUndefined()
    const [fen, mira] = [await newCharacter('Fen'), await newCharacter('Mira')]
    await newStory([mira])
    const { story, episode } = await newStory([mira, fen])
    expect(story).toMatchObject({ title: 'The lighthouse', style: 'watercolour', threadId })
    expect(episode).toMatchObject({ number: 1, storyId: story.id, cast: [mira.id, fen.id] })
    expect(await store.stories.current(tenant.id, threadId)).toEqual({ story, episode })
    const second = await store.stories.continueStory(tenant.id, story.id)
    expect(second).toMatchObject({ number: 2, cast: [mira.id, fen.id] })
    expect((await store.stories.current(tenant.id, threadId))?.episode).toEqual(second)
    expect(await store.stories.episodes(tenant.id, story.id)).toEqual([episode, second])
  })

  it('numbers episodes that begin at the same time', async () => {
    const { store, tenant, newStory } = await setting()
    const { story } = await newStory()
    const begin = () => store.stories.continueStory(tenant.id, story.id)
    const begun = await Promise.all([begin(), begin(), begin()])
    expect(begun.map(({ number }) => number).sort()).toEqual([2, 3, 4])
  })

  it('changes the cast of one episode only', async () => {
    const { store, tenant, newCharacter, newStory } = await setting()
    const [fen, mira] = [await newCharacter('Fen'), await newCharacter('Mira')]
    const { story, episode } = await newStory([fen])
    const second = await store.stories.continueStory(tenant.id, story.id)
    await store.stories.addToCast(second.id, mira.id)
    await store.stories.addToCast(second.id, mira.id)
    expect(await store.stories.removeFromCast(second.id, fen.id)).toBe(true)
    expect(await store.stories.removeFromCast(second.id, fen.id)).toBe(false)
    await store.stories.addToCast(second.id, fen.id)
    const casts = (await store.stories.episodes(tenant.id, story.id)).map(({ cast }) => cast)
    expect(casts).toEqual([episode.cast, [mira.id, fen.id]])
  })

  it('lists stories with their episodes and the frames that people can see', async () => {
    const { store, tenant, newStory, newFrame, draw } = await setting()
    const { story, episode } = await newStory()
    await draw(await newFrame(episode))
    await newFrame(episode)
    const second = await store.stories.continueStory(tenant.id, story.id)
    await draw(await newFrame(second))
    const empty = await newStory()
    expect(await store.stories.list(tenant.id)).toEqual([
      { story, episodes: 2, frames: 2 },
      { story: empty.story, episodes: 1, frames: 0 },
    ])
  })

  it('finds the stories of a thread, and what the newest of each thread is called', async () => {
    const { store, tenant, threadId, newStory } = await setting()
    const [first, second] = [await newStory(), await newStory()]
    const wanted = { tenantId: tenant.id, style: undefined, cast: [] }
    const elsewhere = threadId.replace('evening', 'morning')
    for (const title of ['A park', 'A beach']) {
      await store.stories.start({ ...wanted, threadId: elsewhere, title })
    }
    expect(await store.stories.inThread(tenant.id, threadId)).toEqual([first.story, second.story])
    const titles = await store.stories.titles(tenant.id)
    expect(new Set(titles)).toEqual(
      new Set([
        { threadId, title: second.story.title },
        { threadId: elsewhere, title: 'A beach' },
      ]),
    )
    const foreign = (await setting()).tenant.id
    expect(await store.stories.inThread(foreign, threadId)).toEqual([])
    expect(await store.stories.titles(foreign)).toEqual([])
  })

  it('moves a story to the thread that was opened for it', async () => {
    const { store, tenant, threadId, newStory, newFrame, draw } = await setting()
    const { story, episode } = await newStory()
    const opened = threadId.replace('evening', 'lighthouse')
    expect(await store.stories.moveTo((await setting()).tenant.id, story.id, opened)).toBe(false)
    expect(await store.stories.moveTo(tenant.id, story.id, opened)).toBe(true)
    expect(await store.stories.current(tenant.id, threadId)).toBeUndefined()
    expect((await store.stories.current(tenant.id, opened))?.episode).toEqual(episode)
    const frame = await newFrame(episode)
    await draw(frame)
    expect(await store.frames.inThread(tenant.id, opened)).toMatchObject([{ id: frame.id }])
  })

  it('knows the message that shows a frame', async () => {
    const { store, threadId, newStory, newFrame } = await setting()
    const { id } = await newFrame((await newStory()).episode)
    expect(await store.messages.find(id)).toBeUndefined()
    await store.messages.set(id, { threadId, messageId: '1', shown: undefined })
    await store.messages.set(id, { threadId, messageId: '2', shown: 'it' })
    expect(await store.messages.find(id)).toEqual({ threadId, messageId: '2', shown: 'it' })
  })

  it('knows what of a platform is not finished', async () => {
    const { store, tenant, threadId, newCharacter, newStory, newFrame, draw } = await setting()
    const fen = await newCharacter('Fen')
    const { episode } = await newStory()
    await draw(await newFrame(episode))
    const frame = await newFrame(episode)
    const here = (one: { tenantId: string }) => one.tenantId === tenant.id
    const frames = await store.frames.unfinished('web')
    expect(frames.filter(here)).toEqual([{ frame, tenantId: tenant.id, threadId }])
    expect((await store.characters.discovering('web')).filter(here)).toEqual([fen])
    expect((await store.frames.unfinished('discord')).filter(here)).toEqual([])
    expect((await store.characters.discovering('discord')).filter(here)).toEqual([])
  })

  it('knows how long a frame takes, once one was drawn', async () => {
    const { store, newStory, newFrame, draw } = await setting()
    await draw(await newFrame((await newStory()).episode))
    expect(await store.frames.typicalTime()).toBeCloseTo(352.5)
  })

  it('keeps progress until it is cleared', async () => {
    const { store, newCharacter } = await setting()
    const { id } = await newCharacter('Fen')
    expect(await store.progress.get(id)).toBeUndefined()
    const progress = { phase: 'portraits', step: 3, steps: 20, preview: undefined } as const
    await store.progress.set(id, progress)
    expect(await store.progress.get(id)).toEqual(progress)
    const next = { ...progress, step: 4, preview: Uint8Array.from([1, 2, 255]) }
    await store.progress.set(id, next)
    expect(await store.progress.get(id)).toEqual(next)
    await store.progress.clear(id)
    await store.progress.clear(id)
    expect(await store.progress.get(id)).toBeUndefined()
  })
}
