import { describe, expect, it } from 'vitest'
import { memoryStore } from '../fakes/memory-store.ts'
import { emptyTables } from '../fakes/memory-tables.ts'
import { mira, world } from './world.ts'

/** A story in turns, on a clock that only we move: each reading is a second later. */
async function inTurns(start = '/story start A day mode:turns') {
  let now = Date.UTC(2026, 10, 24, 12)
  const tick = () => {
    now += 1000
    return new Date(now)
  }
  const here = world(memoryStore(emptyTables(undefined, tick)))
  await here.tell(mira)
  await here.ready('Mira')
  await here.tell(start)
  return {
    ...here,
    pass: (minutes: number) => {
      now += minutes * 60_000
    },
    as: (who: string, text = '/story next Mira sits', more = {}) =>
      here.say(text, { who, ...more }),
  }
}

describe('/story start mode:turns', () => {
  it('keeps the mode and the minutes, and says so', async () => {
    const here = await inTurns()
    const current = async () =>
      (await here.store.stories.current((await here.home()).id, 'web:home:park'))!.story
    expect(await current()).toMatchObject({ mode: 'turns', minutes: 60 })
    const answer = await here.tell('/story start Another mode:turns minutes:5')
    expect(answer.text).toContain('You tell it in turns of 5 minutes.')
    expect(await current()).toMatchObject({ mode: 'turns', minutes: 5 })
    await here.tell('/story start Third mode:free')
    expect(await current()).toMatchObject({ mode: 'free', minutes: undefined })
  })

  it('names the modes in help', async () => {
    const { text } = await (await inTurns()).tell('/help story start')
    expect(text).toContain('[mode:free|turns|vote] [minutes:<number>]')
  })

  it.each([
    ['/story start A day mode:chaos', 'mode must be free'],
    ['/story start A day mode:turns minutes:0', 'minutes must be a whole number from 1 to 10080'],
    ['/story start A day mode:turns minutes:10081', 'minutes must be a whole number'],
    ['/story start A day minutes:5', 'minutes is the time of a turn'],
    ['/story start A day mode:free minutes:5', 'minutes is the time of a turn'],
  ])('%s', async (text, sentence) => {
    const answer = await (await inTurns()).say(text)
    expect(answer.error?.code).toBe('bad-command')
    expect(answer.text).toContain(sentence)
  })
})

describe('/story next in turns', () => {
  it('says who is next, and refuses whoever is not', async () => {
    const here = await inTurns()
    expect((await here.as('Ann')).text).toContain('Anybody may go on.')
    expect((await here.as('Ann')).error).toBeUndefined()
    expect((await here.as('Bo')).text).toContain('Ann is next.')
    const answer = await here.as('Bo')
    expect(answer.error).toEqual({ code: 'not-your-turn' })
    expect(answer.text).toMatch(
      /^It is Ann’s turn until 13:00 UTC \(in 60 minutes\); then Bo may go on too, and so may whoever is new\.$/,
    )
    expect(await here.frames()).toHaveLength(3)
    expect((await here.as('Ann')).text).toContain('Bo is next.')
  })

  it('lets the next one and whoever is new go on when time is up', async () => {
    const here = await inTurns()
    for (const who of ['Ann', 'Bo']) await here.as(who)
    expect((await here.as('Cy')).error?.code).toBe('not-your-turn')
    here.pass(60)
    expect((await here.as('Cy')).text).toContain('Ann is next.')
    here.pass(60)
    expect((await here.as('Cy')).text).toContain(
      'It has been Ann’s turn for long; Bo may go on too, and so may whoever is new. Cy from',
    )
    expect((await here.as('Bo')).text).toContain('Cy is next.')
  })

  it('goes on through episodes', async () => {
    const here = await inTurns()
    for (const who of ['Ann', 'Bo']) await here.as(who)
    await here.tell('/story continue')
    expect((await here.as('Bo')).error?.code).toBe('not-your-turn')
    expect((await here.as('Ann')).error).toBeUndefined()
  })

  it('gives the turn back with a frame that was taken out or cancelled', async () => {
    const here = await inTurns()
    for (const who of ['Ann', 'Bo', 'Ann']) await here.as(who)
    await here.as('Ann', '/story cancel')
    expect((await here.as('Ann')).text).toContain('Bo is next.')
    await here.as('Bo', '/story undo')
    expect((await here.as('Bo')).error?.code).toBe('not-your-turn')
    expect((await here.as('Ann')).error).toBeUndefined()
  })

  it('leaves redoing and editing to everybody', async () => {
    const here = await inTurns()
    for (const who of ['Ann', 'Bo']) await here.as(who)
    await here.draw()
    expect((await here.as('Bo', '/story redo 1')).error).toBeUndefined()
    expect((await here.as('Cy', '/story edit Mira walks frame:2')).error).toBeUndefined()
    expect((await here.as('Bo', '/story turn')).text).toContain('It is Ann’s turn')
  })

  it('answers a repeated command with its frame, and two at once with one', async () => {
    const here = await inTurns()
    for (const who of ['Ann', 'Bo']) await here.as(who)
    const said = { sourceId: 'same' }
    const { answer } = here.store.commands
    here.store.commands.answer = () => Promise.reject(new Error('gone'))
    const first = await here.as('Ann', undefined, said)
    here.store.commands.answer = answer
    const second = await here.as('Ann', undefined, said)
    expect(second.error).toBeUndefined()
    expect(second.made).toEqual(first.made)
    await here.as('Bo')
    const both = await Promise.all([here.as('Ann'), here.as('Ann')])
    expect(both.filter(({ error }) => error?.code === 'not-your-turn')).toHaveLength(1)
    expect(await here.frames()).toHaveLength(5)
  })
})

describe('/story turn and /story skip', () => {
  it('tells whose turn it is, to whoever asks', async () => {
    const here = await inTurns()
    expect((await here.as('Ann', '/story turn')).text).toContain('anybody may begin')
    await here.as('Ann')
    expect((await here.as('Ann', '/story turn')).text).toContain('Ann tells it alone so far')
    await here.as('Bo')
    const [ann, bo] = [await here.as('Ann', '/story turn'), await here.as('Bo', '/story turn')]
    expect(ann.private).toBe(true)
    expect(ann.text).toMatch(/It is Ann’s turn until .*\nIn turn: Ann and Bo\.$/)
    expect(ann.choices).toEqual([{ label: 'Pass', command: '/story skip' }])
    expect(bo.choices).toEqual([])
  })

  it('passes the turn on, once a command', async () => {
    const here = await inTurns()
    for (const who of ['Ann', 'Bo']) await here.as(who)
    here.pass(60)
    await here.as('Cy')
    const { answer } = here.store.commands
    here.store.commands.answer = () => Promise.reject(new Error('gone'))
    await here.as('Ann', '/story skip', { sourceId: 'same' })
    here.store.commands.answer = answer
    const again = await here.as('Ann', '/story skip', { sourceId: 'same' })
    expect(again.text).toBe('Ann passes. Bo is next.')
    expect(again.private).toBe(false)
    expect((await here.as('Ann', '/story skip')).error?.code).toBe('not-your-turn')
    expect((await here.as('Ann')).error?.code).toBe('not-your-turn')
    expect((await here.as('Bo')).text).toContain('Cy is next.')
  })

  it('is for stories told in turns', async () => {
    const here = await inTurns('/story start A day')
    expect((await here.as('Ann', '/story turn')).text).toContain('is not told in turns')
    expect((await here.as('Ann', '/story skip')).error?.code).toBe('not-allowed')
    expect((await here.as('Ann')).text).not.toContain('next.')
    const alone = await inTurns()
    await alone.as('Ann')
    expect((await alone.as('Ann', '/story skip')).error?.code).toBe('not-your-turn')
    expect((await world().say('/story turn')).error?.code).toBe('no-story')
  })
})
