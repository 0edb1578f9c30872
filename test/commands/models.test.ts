import { describe, expect, it } from 'vitest'
import { complete } from '../../commands/complete.ts'
import type { Language } from '../../story/artist.ts'
import { conduct } from '../../story/conduct.ts'
import { memoryStore } from '../fakes/memory-store.ts'
import { emptyTables } from '../fakes/memory-tables.ts'
import { mira, smallLanguage, tomas, world } from './world.ts'

/** Knows every word, women and dragons, and no poses. */
const grand: Language = {
  model: 'grand',
  encoder: 'grand-1',
  classWords: ['woman', 'dragon'],
  styles: ['oil'],
  drawsPoses: false,
  classWordOf: (text) => /woman|dragon/.exec(text)?.[0],
  unknownWords: () => [],
  readAs: () => [],
}

const both = () =>
  world(memoryStore(emptyTables(undefined, undefined, ['grand'])), smallLanguage, grand)
type Here = ReturnType<typeof both>

/** What rings for frames, and for whose workers. */
const ringsFor = ({ queue }: Here, kind: 'draw-frame' | 'discover-identity') =>
  queue.rings.filter((job) => job.kind === kind).map(({ pool }) => pool)

/** Mira has a face of storybook's and stands in a story. */
async function told(): Promise<Here> {
  const here = both()
  await here.tell(`${mira} seed:7`)
  await here.ready('Mira')
  await here.tell('/story start The lighthouse')
  return here
}

describe('where one model draws', () => {
  it('nothing speaks of a choice', async () => {
    const here = world()
    const { text } = await here.tell('/troupe settings')
    expect(text).not.toContain('model')
    expect((await here.say('/troupe settings model:storybook')).error?.code).toBe('bad-command')
    expect((await here.say('/troupe settings reset:model')).error?.code).toBe('bad-command')
    expect((await here.say('/help troupe settings')).text).not.toContain('model')
  })
})

describe('/troupe settings model', () => {
  it('chooses among those there are, and forgets the choice', async () => {
    const here = both()
    expect((await here.tell('/troupe settings')).text).toContain('• model: storybook.')
    const { text } = await here.tell('/troupe settings model:grand')
    expect(text).toContain('• model: grand. It finds the faces anew that another one found')
    const wrong = await here.say('/troupe settings model:vast')
    expect(wrong.text).toContain('model must be storybook or grand.')
    expect((await here.tell('/troupe settings reset:model')).text).toContain('• model: storybook.')
  })

  it('says so where what was chosen is no longer there; the first one draws', async () => {
    const here = await told()
    const tenant = await here.home()
    await here.store.settings.change(tenant, { model: 'vast' })
    expect((await here.tell('/troupe settings')).text).toContain(
      '• model: storybook, since vast is no longer here.',
    )
    await here.tell('/story next Mira in a park')
    expect(ringsFor(here, 'draw-frame')).toEqual([undefined])
  })

  it('decides which words, styles and poses are understood', async () => {
    const here = both()
    expect((await here.say('/character add Rex big red dragon')).text).toContain(
      'man, woman, boy, girl',
    )
    const start = here.commands.find(({ name }) => name === 'story start')!
    const place = { ...here, tenant: await here.home(), threadId: 'web:home:park' }
    const styles = async () => (await complete(start, 'style', '', place)).map(({ value }) => value)
    expect(await styles()).toEqual(['ink', 'watercolor'])
    await here.tell('/troupe settings model:grand')
    expect(await styles()).toEqual(['oil'])
    expect((await here.say('/help')).text).toContain('grand draws woman and dragon')
    await here.tell('/character add Rex big red dragon')
    expect((await here.say('/character add Ann old lady')).text).toContain('woman, dragon')
    await here.tell('/story start The cave')
    const posed = await here.say('/story next Rex in a park pose:00c0ffee0001')
    expect(posed.text).toContain('grand, the model that draws here, draws no poses')
  })
})

describe('a workspace that chose another model', () => {
  it('asks it from then on; what was asked for before stays where it is', async () => {
    const here = await told()
    await here.tell(tomas)
    await here.ready('Tomas')
    await here.tell('/story next Mira in a park', '/troupe settings model:grand')
    await here.tell('/character add Rex big red dragon')
    await here.tell('/story start The cave', '/story next Rex in a park')
    await here.ready('Rex')
    const due = await here.store.frames.pending()
    expect(due.map(({ pool }) => pool)).toEqual([undefined, 'grand'])
    expect(ringsFor(here, 'discover-identity')).toEqual([undefined, undefined, 'grand'])
    const before = here.queue.rings.length
    await conduct(here.store, here.queue)
    expect(here.queue.rings.slice(before).map(({ pool }) => pool)).toEqual([undefined, 'grand'])
  })

  it('has faces found anew before they are drawn, and the same ones when it comes back', async () => {
    const here = await told()
    await here.tell('/story next Mira in a park')
    await here.draw()
    await here.tell('/troupe settings model:grand')
    const answer = await here.tell('/story next Mira by a lake')
    expect(answer.text).toContain('It waits for Mira, whose face is found anew by grand.')
    const anew = await here.character('Mira')
    expect(anew).toMatchObject({ state: 'discovering', model: 'grand', portrait: undefined })
    expect(anew.seed).not.toBe(7)
    expect(anew.seed).toBeGreaterThanOrEqual(0)
    expect(here.queue.rings.at(-1)).toEqual({
      kind: 'discover-identity',
      characterId: anew.id,
      pool: 'grand',
    })
    await here.ready('Mira')
    await here.draw()
    expect((await here.frames()).map(({ state }) => state)).toEqual(['drawn', 'drawn'])
    expect((await here.tell('/story next Mira on a bench')).text).not.toContain('anew')
    await here.draw()
    await here.tell('/troupe settings model:storybook', '/story redo 2')
    expect(await here.character('Mira')).toMatchObject({ model: 'storybook', seed: 7 })
  })

  it('edits a frame of the other model with a face of its own', async () => {
    const here = await told()
    await here.tell('/story next Mira in a park')
    await here.draw()
    await here.tell('/troupe settings model:grand', '/story edit Mira by a lake')
    expect(await here.character('Mira')).toMatchObject({ state: 'discovering', model: 'grand' })
  })

  it('leaves faces alone that frames of the other model need', async () => {
    const here = await told()
    await here.tell('/story next Mira in a park', '/troupe settings model:grand')
    for (const text of ['/story next Mira by a lake', '/character retry Mira']) {
      const refused = await here.say(text)
      expect(refused.error?.code).toBe('too-late')
      expect(refused.text).toContain("need Mira's face as it is: wait for them (/status)")
    }
    expect(await here.character('Mira')).toMatchObject({ state: 'ready', seed: 7 })
    await here.draw()
    await here.tell('/story next Mira by a lake')
  })

  it('waits for a face that the other model is finding', async () => {
    const here = await told()
    await here.tell(tomas, '/troupe settings model:grand')
    const refused = await here.say('/story next Tomas in a park')
    expect(refused.text).toBe('A face for Tomas is being found by storybook; wait for it first.')
  })

  it('says what to do about somebody whom it cannot draw', async () => {
    const here = await told()
    await here.tell('/character add Ann old girl with short hair')
    await here.ready('Ann')
    await here.tell('/troupe settings model:grand')
    for (const text of ['/story next Ann in a park', '/character retry Ann']) {
      const refused = await here.say(text)
      expect(refused.error?.code).toBe('cannot-draw')
      expect(refused.text).toContain('does not know what Ann is: it knows woman and dragon.')
    }
  })

  it('finds another face by its own means and words', async () => {
    const here = await told()
    await here.tell('/troupe settings model:grand', '/character retry Mira seed:9')
    expect(await here.character('Mira')).toMatchObject({
      model: 'grand',
      classWord: 'woman',
      seed: 9,
    })
    expect(ringsFor(here, 'discover-identity').at(-1)).toBe('grand')
  })
})
