import { expect, test } from 'vitest'
import { fairOrder, framesInLine, type Served, type Waiting } from '../../story/fair-order.ts'

/** Numbers that look like chance and are the same every time (Park and Miller's generator). */
function chance(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 48271) % 2147483647
    return state % below
  }
}

interface Line {
  readonly waiting: readonly Waiting[]
  readonly served: readonly Served[]
}

/** Up to five workspaces with up to five people each; one in three frames follows another one. */
function someLine(seed: number): Line {
  const below = chance(seed)
  const waiting: Waiting[] = []
  for (let since = 0; since < 1 + below(40); since++) {
    const tenantId = `t${below(5)}`
    const own = waiting.filter((one) => one.tenantId === tenantId)
    const after = own.length > 0 && below(3) === 0 ? [own[below(own.length)]!.id] : []
    waiting.push({ id: `j${since}`, tenantId, authorId: `p${below(5)}`, since, after })
  }
  const served = waiting
    .filter(() => below(3) === 0)
    .map(({ tenantId, authorId }, i) => ({ tenantId, authorId, at: -1000 + i }))
  return { waiting, served }
}

const seeds = Array.from({ length: 500 }, (_, i) => i + 1)
const placesOf = (order: readonly Waiting[]) => new Map(order.map(({ id }, i) => [id, i]))

test('everybody is in it once, and nobody before what must be drawn before', () => {
  for (const seed of seeds) {
    const { waiting, served } = someLine(seed)
    const order = fairOrder(waiting, served)
    expect(order.toSorted((a, b) => a.since - b.since)).toEqual(waiting)
    const places = placesOf(order)
    for (const { id, after } of waiting) {
      for (const earlier of after) expect(places.get(earlier)).toBeLessThan(places.get(id)!)
    }
  }
})

test('while something of two can be drawn, neither is served twice before the other is once', () => {
  for (const seed of seeds) {
    const { waiting, served } = someLine(seed)
    const free = waiting.map((one) => ({ ...one, after: [] }))
    const order = fairOrder(free, served)
    expectTurns(order, ({ tenantId }) => tenantId)
    for (const tenantId of new Set(order.map((one) => one.tenantId))) {
      const own = order.filter((one) => one.tenantId === tenantId)
      expectTurns(own, ({ authorId }) => authorId)
      for (const authorId of new Set(own.map((one) => one.authorId))) {
        const asked = own.filter((one) => one.authorId === authorId).map(({ since }) => since)
        expect(asked).toEqual(asked.toSorted((a, b) => a - b))
      }
    }
  }
})

/** Between two that one is served, everybody who comes again later is served once. */
function expectTurns(order: readonly Waiting[], keyOf: (one: Waiting) => string): void {
  order.forEach((one, i) => {
    const again = order.findIndex((other, j) => j > i && keyOf(other) === keyOf(one))
    if (again < 0) return
    const between = order.slice(i + 1, again).map(keyOf)
    const later = new Set(order.slice(again).map(keyOf))
    later.delete(keyOf(one))
    for (const key of later) expect(between.filter((other) => other === key)).toHaveLength(1)
  })
}

test('what comes first is what comes first after each step: position and drawing agree', () => {
  for (const seed of seeds.slice(0, 100)) {
    const { waiting, served } = someLine(seed)
    const order = fairOrder(waiting, served)
    let left = waiting
    let known = served
    for (const [i, { id }] of order.entries()) {
      const [next] = fairOrder(left, known)
      expect(next!.id).toBe(id)
      left = left.filter((one) => one !== next)
      known = [...known, { ...next!, at: i }]
    }
  }
})

test("somebody new comes next, whatever ten or a thousand of another's wait", () => {
  const many = Array.from({ length: 1000 }, (_, since): Waiting => {
    return { id: `a${since}`, tenantId: 't', authorId: 'ann', since, after: [] }
  })
  const late = { id: 'late', tenantId: 't', authorId: 'ben', since: 5000, after: [] }
  const served = [{ tenantId: 't', authorId: 'ann', at: 4000 }]
  expect(fairOrder([...many, late], served)[0]).toBe(late)
  const elsewhere = { ...late, tenantId: 'u' }
  expect(fairOrder([...many, elsewhere], served)[0]).toBe(elsewhere)
})

test('a circle is an error', () => {
  const one = { tenantId: 't', authorId: 'ann', since: 0 }
  const circle = [
    { ...one, id: 'a', after: ['b'] },
    { ...one, id: 'b', after: ['a'] },
  ]
  expect(() => fairOrder(circle, [])).toThrow(RangeError)
})

test('a frame waits for the nearest frames before it, and candidates for none of each other', () => {
  const frame = { tenantId: 't', authorId: 'ann', since: 0, episodeId: 'e', cast: ['mira'] }
  const after = framesInLine([
    { ...frame, id: 'f1', position: 1 },
    { ...frame, id: 'f3a', position: 3 },
    { ...frame, id: 'f3b', position: 3 },
    { ...frame, id: 'f4', position: 4 },
    { ...frame, id: 'other', position: 9, episodeId: 'f' },
  ]).map((one) => [one.id, ...one.after])
  expect(after).toEqual([
    ['f1', 'mira'],
    ['f3a', 'f1', 'mira'],
    ['f3b', 'f1', 'mira'],
    ['f4', 'f3a', 'f3b', 'mira'],
    ['other', 'mira'],
  ])
})
