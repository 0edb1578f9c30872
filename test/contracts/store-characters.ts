import { expect, it } from 'vitest'
import { UserError } from '../../story/errors.ts'
import { identity, idsOf, type Setting } from './store-scene.ts'

export function charactersContract(setting: Setting): void {
  it('gives a name to one of two who ask at the same time', async () => {
    const { store, tenant, newCharacter } = await setting()
    const asked = await Promise.allSettled([newCharacter('Fen'), newCharacter('FEN')])
    const refused = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    expect(refused).toHaveLength(1)
    expect(refused[0]).toBeInstanceOf(UserError)
    expect(refused[0]).toMatchObject({ code: 'name-taken' })
    expect(await store.characters.list(tenant.id)).toHaveLength(1)
    expect((await store.characters.findByName(tenant.id, 'fEn'))?.name).toMatch(/^Fen$/i)
  })

  it('lists them in the order of arrival', async () => {
    const { store, tenant, newCharacter } = await setting()
    for (const name of ['Zoe', 'Émile', 'Ada']) await newCharacter(name)
    const names = (await store.characters.list(tenant.id)).map(({ name }) => name)
    expect(names).toEqual(['Zoe', 'Émile', 'Ada'])
    expect(await store.characters.names(tenant.id)).toEqual(names)
    expect(await store.characters.names('nobody')).toEqual([])
    expect((await store.characters.findByName(tenant.id, 'éMILE'))?.name).toBe('Émile')
  })

  it('renames, but not to the name of another', async () => {
    const { store, tenant, newCharacter } = await setting()
    const fen = await newCharacter('Fen')
    await newCharacter('Mira')
    expect(await store.characters.rename(tenant.id, fen.id, 'FEN')).toBe(true)
    await expect(store.characters.rename(tenant.id, fen.id, 'mira')).rejects.toMatchObject({
      code: 'name-taken',
    })
    expect((await store.characters.get(tenant.id, fen.id))?.name).toBe('FEN')
    expect(await store.characters.rename(tenant.id, 'nobody', 'Otto')).toBe(false)
  })

  it('keeps an identity bit for bit', async () => {
    const { store, tenant, newCharacter } = await setting()
    const { id, seed } = await newCharacter('Fen')
    expect(await store.characters.pending()).toContainEqual({ id, pool: undefined })
    expect(await store.characters.pending([id])).toEqual([{ id, pool: undefined }])
    expect(await store.characters.discovered(id, seed, identity, 'portrait.png')).toBe(true)
    const found = await store.characters.get(tenant.id, id)
    expect(found).toMatchObject({ state: 'ready', portrait: 'portrait.png', problem: undefined })
    expect(found?.identity).toEqual(identity)
    expect(await store.characters.pending([id])).toEqual([])
    expect(await idsOf(store.characters.pending())).not.toContain(id)
    expect(await store.characters.byJob(id)).toEqual(found)
    expect(await store.characters.discovered(id, seed, identity, 'again.png')).toBe(false)
    expect(await store.characters.failed(id, seed, 'No.')).toBe(false)
  })

  it('forgets a discovery whose seed changed meanwhile', async () => {
    const { store, tenant, newCharacter } = await setting()
    const { id, seed } = await newCharacter('Fen')
    expect(await store.characters.retry(tenant.id, id, seed + 1)).toBe(false)
    await store.characters.failed(id, seed, 'Nobody could be drawn.')
    expect((await store.characters.get(tenant.id, id))?.problem).toBe('Nobody could be drawn.')
    expect(await store.characters.retry(tenant.id, id, seed + 1)).toBe(true)
    expect(await store.characters.discovered(id, seed, identity, 'old.png')).toBe(false)
    expect(await store.characters.failed(id, seed, 'Old.')).toBe(false)
    const again = await store.characters.get(tenant.id, id)
    expect(again).toMatchObject({ state: 'discovering', seed: seed + 1, problem: undefined })
    expect(await store.characters.discovered(id, seed + 1, identity, 'new.png')).toBe(true)
  })

  it('retries a ready one without its old identity', async () => {
    const { store, tenant, readyCharacter } = await setting()
    const { id } = await readyCharacter('Fen')
    expect(await store.characters.retry(tenant.id, id, 99)).toBe(true)
    const again = await store.characters.get(tenant.id, id)
    expect(again).toMatchObject({ state: 'discovering', identity: undefined, portrait: undefined })
  })

  it('removes a character with its identity; frames keep the name', async () => {
    const { store, tenant, readyCharacter, newStory, newFrame, draw } = await setting()
    const fen = await readyCharacter('Fen')
    const { story, episode } = await newStory([fen])
    const frame = await newFrame(episode, [fen])
    await draw(frame)
    expect(await store.characters.frameCount(tenant.id, fen.id)).toBe(1)
    expect(await store.characters.remove(tenant.id, fen.id)).toBe(true)
    expect(await store.characters.remove(tenant.id, fen.id)).toBe(false)
    expect(await store.characters.get(tenant.id, fen.id)).toBeUndefined()
    expect(await store.characters.byJob(fen.id)).toBeUndefined()
    expect((await store.stories.episodes(tenant.id, story.id))[0]?.cast).toEqual([])
    expect((await store.frames.get(tenant.id, frame.id))?.cast[0]?.name).toBe('Fen')
    expect((await readyCharacter('fen')).id).not.toBe(fen.id)
  })

  it('counts the drawn frames that show a character', async () => {
    const { store, tenant, readyCharacter, newStory, newFrame, draw } = await setting()
    const [fen, mira] = [await readyCharacter('Fen'), await readyCharacter('Mira')]
    const { episode } = await newStory([fen, mira])
    const together = await newFrame(episode, [fen, mira])
    await draw(together)
    await draw(await newFrame(episode, [mira]))
    await newFrame(episode, [fen])
    expect(await store.characters.frameCount(tenant.id, fen.id)).toBe(1)
    expect(await store.characters.frameCount(tenant.id, mira.id)).toBe(2)
    await store.frames.undo(tenant.id, together.id)
    expect(await store.characters.frameCount(tenant.id, fen.id)).toBe(0)
  })
}
