import { expect, it } from 'vitest'
import { author, type Setting } from './store-scene.ts'

export function tenantsContract(setting: Setting): void {
  it('makes a workspace once', async () => {
    const { store, tenant } = await setting()
    const workspace = `${tenant.workspace}-new`
    const meet = () => store.tenant('discord', workspace)
    const met = await Promise.all([meet(), meet(), meet()])
    expect(new Set(met.map(({ id }) => id)).size).toBe(1)
    expect(met[0]).toMatchObject({ platform: 'discord', workspace })
    expect((await store.tenant('slack', workspace)).id).not.toBe(met[0]!.id)
  })

  it('never reaches anything with the id of another workspace', async () => {
    const { store, tenant, threadId, readyCharacter, newStory, newFrame, draw } = await setting()
    const foreign = (await setting()).tenant.id
    const fen = await readyCharacter('Fen')
    const { story, episode } = await newStory([fen])
    const [drawn, waiting] = [await newFrame(episode, [fen]), await newFrame(episode, [fen])]
    await draw(drawn)
    const { commands, characters, stories, frames } = store

    expect(await commands.inThread(foreign, threadId)).toEqual([])
    expect(await commands.threads(foreign)).toEqual([])
    expect(await characters.get(foreign, fen.id)).toBeUndefined()
    expect(await characters.list(foreign)).toEqual([])
    expect(await characters.findByName(foreign, 'Fen')).toBeUndefined()
    expect(await characters.rename(foreign, fen.id, 'Stolen')).toBe(false)
    expect(await characters.retry(foreign, fen.id, 1)).toBe(false)
    expect(await characters.frameCount(foreign, fen.id)).toBe(0)
    expect(await characters.remove(foreign, fen.id)).toBe(false)
    expect(await stories.current(foreign, threadId)).toBeUndefined()
    expect(await stories.list(foreign)).toEqual([])
    expect(await stories.episodes(foreign, story.id)).toEqual([])
    await expect(stories.continueStory(foreign, story.id)).rejects.toMatchObject({
      code: 'no-story',
    })
    expect(await frames.get(foreign, drawn.id)).toBeUndefined()
    expect(await frames.ofEpisode(foreign, episode.id)).toEqual([])
    expect(await frames.inThread(foreign, threadId)).toEqual([])
    expect(await frames.undo(foreign, drawn.id)).toBe(false)
    expect(await frames.cancel(foreign, waiting.id)).toBe(false)
    expect(await stories.remove(foreign, story.id)).toBe(false)
    const nothing = { characters: 0, frames: 0, commands: 0 }
    expect(await store.people.stored(foreign, author.id)).toEqual(nothing)
    await store.people.forget(foreign, author.id, 'none')

    expect(await characters.get(tenant.id, fen.id)).toEqual(fen)
    expect(await frames.ofEpisode(tenant.id, episode.id)).toHaveLength(2)
    expect((await frames.get(tenant.id, waiting.id))?.state).toBe('waiting')
  })

  it('casts nobody of another workspace', async () => {
    const [own, other] = [await setting(), await setting()]
    const stranger = await other.newCharacter('Fen')
    await expect(own.newStory([stranger])).rejects.toMatchObject({ code: 'unknown-name' })
    const { episode } = await own.newStory()
    await expect(own.store.stories.addToCast(episode.id, stranger.id)).rejects.toMatchObject({
      code: 'unknown-name',
    })
    expect((await own.store.stories.current(own.tenant.id, own.threadId))?.episode.cast).toEqual([])
  })
}
