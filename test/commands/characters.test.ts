import { describe, expect, it } from 'vitest'
import { mira, tomas, world } from './world.ts'

describe('/character add', () => {
  it('adds one, rings the worker and says what comes', async () => {
    const here = world()
    const answer = await here.say(`${mira} seed:7`)
    const { id, seed, classWord, state, threadId } = await here.character('mira')
    expect(answer.error).toBeUndefined()
    expect(answer.made.characterId).toBe(id)
    expect(answer.text).toContain('Mira is added')
    expect({ seed, classWord, state, threadId }).toEqual({
      seed: 7,
      classWord: 'woman',
      state: 'discovering',
      threadId: 'web:home:park',
    })
    expect(here.queue.jobs).toEqual([{ kind: 'discover-identity', characterId: id }])
  })

  it('tells how nearly known words were read', async () => {
    const answer = await world().say('/character add Ann old woman by a pond')
    expect(answer.text).toContain('takes a little while. I read "pond" as "lake".')
    expect(answer.text).not.toContain('does not know')
  })

  it('chooses a seed, takes synonyms, tells unknown words', async () => {
    const here = world()
    const answer = await here.say('/character add Ann old lady with a dragon and a castle')
    expect(answer.text).toContain('storybook does not know: dragon, castle.')
    const { seed, classWord } = await here.character('Ann')
    expect(seed).toBeGreaterThanOrEqual(1000)
    expect(classWord).toBe('woman')
  })

  it.each([
    ['/character add Rex big red dragon', 'bad-command', 'man, woman, boy, girl'],
    ['/character add Woman a woman', 'bad-command', 'a kind of person'],
    ['/character add Lady a woman', 'bad-command', 'a kind of person'],
    ['/character add Everyone a woman', 'bad-command', 'cannot be a name'],
    ['/character add here a woman', 'bad-command', 'cannot be a name'],
    ['/character add @everyone a woman', 'bad-command', 'name may have letters'],
    ['/character add MIRA a woman', 'name-taken', 'Mira'],
  ])('%s', async (text, code, sentence) => {
    const here = world()
    await here.tell(mira)
    const answer = await here.say(text)
    expect(answer.error).toEqual({ code })
    expect(answer.text).toContain(sentence)
    expect(here.logged).toEqual([])
  })
})

describe('/character list and show', () => {
  it('starts with nobody', async () => {
    const answer = await world().say('/character list')
    expect(answer.text).toContain('/character add')
  })

  it('says who is here and how far they are', async () => {
    const here = world()
    await here.tell(mira, tomas, '/character add "Old Ann" old woman')
    await here.ready('Mira')
    await here.store.characters.failed(
      (await here.character('Tomas')).id,
      (await here.character('Tomas')).seed,
      'No two portraits agree.',
    )
    const { text, choices } = await here.tell('/character list')
    expect(text.split('\n')).toEqual([
      '3 characters:',
      '• Mira: young woman with long red hair',
      '• Tomas (no face found): old man with short hair',
      '• Old Ann (finding a face): old woman',
    ])
    expect(choices.map(({ command }) => command)).toContain('/character show name:"Old Ann"')
    expect((await here.tell('/character show name:"Old Ann"')).text).toContain(
      'waiting for its turn',
    )
    expect((await here.tell('/character show Tomas')).text).toContain('No two portraits agree.')
  })

  it('shows portrait, cohesion, frames', async () => {
    const here = world()
    await here.tell(mira, '/story start A day', '/story next Mira sits in the park')
    await here.ready('Mira')
    await here.draw()
    const answer = await here.tell('/character show MIRA')
    const { id } = await here.character('Mira')
    expect(answer.text).toContain('Cohesion 0.91 (3 of 4 portraits agree')
    expect(answer.text).toContain('In 1 frame.')
    expect(answer.pictures).toEqual([
      { of: 'portrait', id, alt: 'Mira: young woman with long red hair' },
    ])
  })

  it('shows the step of a running search', async () => {
    const here = world()
    await here.tell(mira)
    const { id } = await here.character('Mira')
    await here.store.progress.set(id, { phase: 'portraits', step: 3, steps: 8, preview: undefined })
    expect((await here.tell('/character show Mira')).text).toContain(
      'drawing portraits, step 3 of 8',
    )
  })

  it('lists who exists when the name is unknown', async () => {
    const here = world()
    await here.tell(mira, tomas)
    const answer = await here.say('/character show Bo')
    expect(answer.error).toEqual({ code: 'unknown-name' })
    expect(answer.text).toContain('Here are: Mira and Tomas.')
  })
})

describe('/character rename, remove, retry', () => {
  it('renames, and refuses a name that is taken or none', async () => {
    const here = world()
    await here.tell(mira, tomas, '/character rename Mira "Old Mira"')
    expect((await here.character('Old Mira')).description).toContain('red hair')
    expect((await here.say('/character rename Tomas "old mira"')).error?.code).toBe('name-taken')
    expect((await here.say('/character rename Tomas girl')).error?.code).toBe('bad-command')
    expect((await here.say('/character rename Bo Bob')).error?.code).toBe('unknown-name')
    expect((await here.tell('/character rename Tomas TOMAS')).text).toContain('TOMAS')
  })

  it('removes for good', async () => {
    const here = world()
    await here.tell(mira, '/character remove mira')
    expect((await here.say('/character show Mira')).error?.code).toBe('unknown-name')
    expect((await here.say('/character remove Mira')).error?.code).toBe('unknown-name')
  })

  it.each(['/character remove Mira', '/character retry Mira'])(
    'leaves no portrait behind: %s',
    async (text) => {
      const here = world()
      await here.tell(mira)
      await here.ready('Mira')
      expect(here.pictures.keys).toHaveLength(1)
      await here.tell(text)
      expect(here.pictures.keys).toEqual([])
    },
  )

  it('finds another face once the first search has ended', async () => {
    const here = world()
    await here.tell(mira)
    expect((await here.say('/character retry Mira')).error?.code).toBe('too-late')
    await here.ready('Mira')
    await here.tell('/character retry Mira seed:12')
    const { state, seed } = await here.character('Mira')
    expect({ state, seed }).toEqual({ state: 'discovering', seed: 12 })
  })
})
