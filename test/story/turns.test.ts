import { describe, expect, it } from 'vitest'
import type { FrameState } from '../../story/frame.ts'
import { mayGoOn, type Skip, turnOf } from '../../story/turns.ts'

const start = Date.UTC(2026, 10, 24, 12)
const at = (minute: number) => new Date(start + minute * 60_000)
const person = (name: string) => ({ id: name.toLowerCase(), name })

/** `Ann 0, Bo 5` is a frame of Ann at once and one of Bo after five minutes. */
const told = (text: string) =>
  text
    .split(', ')
    .filter(Boolean)
    .map((one) => {
      const [name, minute, state = 'posted', redoOf] = one.split(' ')
      return {
        author: person(name!),
        createdAt: at(Number(minute)),
        state: state as FrameState,
        redoOf,
      }
    })
const passed = (text: string): Skip[] =>
  told(text).map(({ author, createdAt }) => ({ commandId: text, author, createdAt }))

const look = (frames: string, { skips = '', now = 0, minutes = 60 } = {}) =>
  turnOf(told(frames), passed(skips), minutes, at(now))
const who = (frames: string, more: Parameters<typeof look>[1] = {}) => {
  const { whose, free } = look(frames, more)
  return [whose?.name, free.map(({ name }) => name).join(' ')]
}

describe('whose turn it is', () => {
  it.each<[string, string, object, (string | undefined)[]]>([
    ['nobody has told', '', {}, [undefined, '']],
    ['one alone goes on and on', 'Ann 0, Ann 1, Ann 2', { now: 2 }, [undefined, 'Ann']],
    ['the other of two', 'Ann 0, Bo 5', { now: 6 }, ['Ann', 'Ann']],
    ['the next of three', 'Ann 0, Bo 5, Cy 6, Ann 7', { now: 8 }, ['Bo', 'Bo']],
    ['around', 'Ann 0, Bo 5, Cy 6', { now: 8 }, ['Ann', 'Ann']],
    ['by the last frame, whoever told it', 'Ann 0, Bo 5, Cy 6, Bo 80', { now: 81 }, ['Cy', 'Cy']],
    ['a minute before the end', 'Ann 0, Bo 0, Cy 0', { now: 59 }, ['Ann', 'Ann']],
    ['when time is up', 'Ann 0, Bo 0, Cy 0', { now: 60 }, ['Ann', 'Ann Bo']],
    ['when it is up twice', 'Ann 0, Bo 0, Cy 0', { now: 120 }, ['Ann', 'Ann Bo Cy']],
    ['and never more than all', 'Ann 0, Bo 0, Cy 0', { now: 9999 }, ['Ann', 'Ann Bo Cy']],
    ['in other minutes', 'Ann 0, Bo 0, Cy 0', { now: 5, minutes: 5 }, ['Ann', 'Ann Bo']],
    ['a clock that goes backwards', 'Ann 0, Bo 9', { now: 3 }, ['Ann', 'Ann']],
    ['a cancelled frame gives it back', 'Ann 0, Bo 5, Ann 6 cancelled', { now: 7 }, ['Ann', 'Ann']],
    ['a failed frame was a turn', 'Ann 0, Bo 5, Ann 6 failed', { now: 7 }, ['Bo', 'Bo']],
    ['redoing is no turn', 'Ann 0, Bo 5, Bo 6 drawn f1', { now: 7 }, ['Ann', 'Ann']],
    ['who only redoes takes no part', 'Ann 0, Bo 5 drawn f1', { now: 7 }, [undefined, 'Ann']],
    ['a skip passes it on', 'Ann 0, Bo 1, Cy 2', { skips: 'Ann 5', now: 6 }, ['Bo', 'Bo']],
    ['from then on', 'Ann 0, Bo 1, Cy 2', { skips: 'Ann 30', now: 61 }, ['Bo', 'Bo']],
    ['two skips', 'Ann 0, Bo 1, Cy 2', { skips: 'Ann 5, Bo 6', now: 7 }, ['Cy', 'Cy']],
    ['a skip twice', 'Ann 0, Bo 1, Cy 2', { skips: 'Ann 5, Ann 6', now: 7 }, ['Bo', 'Bo']],
    ['an old skip', 'Ann 0, Bo 1, Cy 6', { skips: 'Ann 5', now: 7 }, ['Ann', 'Ann']],
    ['a skip of nobody', 'Ann 0, Bo 1', { skips: 'Zoe 5', now: 7 }, ['Ann', 'Ann']],
  ])('%s', (_, frames, more, expected) => {
    expect(who(frames, more)).toEqual(expected)
  })

  it('tells whose time comes next, and when', () => {
    expect(look('Ann 0, Bo 0, Cy 0', { now: 10 }).upcoming).toEqual({
      who: person('Bo'),
      at: at(60),
    })
    expect(look('Ann 0, Bo 0, Cy 0', { now: 70 }).upcoming).toEqual({
      who: person('Cy'),
      at: at(120),
    })
    expect(look('Ann 0, Bo 0', { now: 500 }).upcoming).toBeUndefined()
  })

  it('keeps the order of first frames and the newest spelling of a name', () => {
    const frames = told('Bo 0, Ann 1, Bo 2')
    const renamed = [
      ...frames,
      { ...frames[0]!, createdAt: at(3), author: { id: 'bo', name: 'B' } },
    ]
    const { people } = turnOf(renamed.reverse(), [], 60, at(4))
    expect(people.map(({ name }) => name)).toEqual(['B', 'Ann'])
  })
})

describe('who may go on', () => {
  it.each<[string, string, number, boolean]>([
    ['anybody begins', '', 0, true],
    ['a second one joins at once', 'Ann 0', 0, true],
    ['a third waits for the turn of the next', 'Ann 0, Bo 0', 59, false],
    ['until it is over', 'Ann 0, Bo 0', 60, true],
  ])('%s', (_, frames, now, may) => {
    expect(mayGoOn(look(frames, { now }), person('Zoe'))).toBe(may)
  })

  it('not who has just told, until time has gone around', () => {
    const may = (now: number) => mayGoOn(look('Ann 0, Bo 0, Cy 0', { now }), person('Cy'))
    expect([0, 60, 119, 120].map(may)).toEqual([false, false, false, true])
  })
})
