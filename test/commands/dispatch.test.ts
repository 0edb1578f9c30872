import { describe, expect, it } from 'vitest'
import { commandsFor } from '../../commands/index.ts'
import { replySchema } from '../../commands/reply.ts'
import type { Store } from '../../story/ports/store.ts'
import { memoryStore } from '../fakes/memory-store.ts'
import { mira, tomas, world } from './world.ts'

const commands = commandsFor(['storybook'])

/** The same store, whose answers are lost while `isDown` says so: a crash in the middle. */
function forgetful(store: Store, isDown: () => boolean): Store {
  const answer: Store['commands']['answer'] = async (id, reply) => {
    if (isDown()) throw new Error('Connection terminated unexpectedly')
    await store.commands.answer(id, reply)
  }
  return { ...store, commands: { ...store.commands, answer } }
}

describe('the command log', () => {
  it('stores what was said and what was answered, and tells that something moved', async () => {
    const here = world()
    const answer = await here.say(mira)
    const [record] = await here.store.commands.inThread((await here.home()).id, 'web:home:park')
    expect(record!.text).toBe(mira)
    expect(replySchema.parse(record!.reply)).toEqual(answer)
    expect(here.changes.published).toEqual([
      { kind: 'command', id: record!.id, threadId: 'web:home:park' },
    ])
  })

  it('answers the same source id with the stored reply and does nothing twice', async () => {
    const here = world()
    const first = await here.say(mira, { sourceId: 'same' })
    const second = await here.say(mira, { sourceId: 'same' })
    expect(second).toEqual(first)
    expect(here.changes.published).toHaveLength(1)
    const bad = await here.say('/nonsense', { sourceId: 'bad' })
    expect(await here.say('/nonsense', { sourceId: 'bad' })).toEqual(bad)
  })
})

describe('a crash in the middle', () => {
  it.each([
    mira,
    '/story start A day style:pencil',
    '/story next Ann walks in a park',
    '/story redo',
    '/story edit Ann walks',
    '/story continue',
    '/story cast add Bo',
    '/story cast remove Ann',
    '/character rename Bo Bob',
    '/character remove Bo',
    '/character retry Bo',
    '/status',
  ])('%s is carried out again harmlessly', async (text) => {
    let isDown = false
    const here = world(forgetful(memoryStore(), () => isDown))
    await here.tell('/character add Ann old woman', '/character add Bo old man')
    await here.ready('Ann', 'Bo')
    await here.tell('/story start A story with:Ann', '/story next Ann sits')
    await here.draw()
    const tenantId = (await here.home()).id
    isDown = true
    const first = await here.say(text, { sourceId: 'same' })
    const count = async () => [
      (await here.store.characters.list(tenantId)).length,
      (await here.store.stories.list(tenantId)).map(({ episodes }) => episodes),
      (await here.frames()).map(({ id }) => id),
    ]
    const before = await count()
    isDown = false
    const second = await here.say(text, { sourceId: 'same' })
    expect(second.error).toBeUndefined()
    // Of a character that is gone nothing is left to name.
    if (text !== '/character remove Bo') expect(second.made).toEqual(first.made)
    expect(await count()).toEqual(before)
    expect(await here.say(text, { sourceId: 'same' })).toEqual(second)
  })

  it.each(['/story undo', '/story cancel', '/story undo 1'])(
    '%s would reach another frame, so it asks to look first',
    async (text) => {
      let isDown = false
      const here = world(forgetful(memoryStore(), () => isDown))
      await here.tell(mira, '/story start A day', '/story next Mira sits', '/story next Mira walks')
      isDown = true
      await here.say(text, { sourceId: 'same' })
      isDown = false
      const answer = await here.say(text, { sourceId: 'same' })
      expect(answer.error?.code).toBe('try-again')
      const left = (await here.frames()).filter(({ state }) => state !== 'cancelled')
      expect(left).toHaveLength(1)
    },
  )
})

describe('failures', () => {
  it('gives a bug a reference, logs it, and hides its message', async () => {
    const store = memoryStore()
    const bug = new RangeError('secret detail')
    const list = () => Promise.reject(bug)
    const here = world({ ...store, stories: { ...store.stories, list } })
    const answer = await here.say('/story list')
    const [{ reference } = { reference: '' }] = here.logged
    expect(answer.error).toEqual({ code: 'unexpected', reference })
    expect(answer.text).toBe(
      `Something went wrong here, not with what you wrote. Reference: ${reference}`,
    )
    expect(here.logged).toEqual([{ reference, error: bug }])
  })

  it('says try again when the store cannot be reached, and does it when said again', async () => {
    const store = memoryStore()
    let isDown = true
    const receive: Store['commands']['receive'] = async (said) => {
      const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })
      if (isDown) throw new Error('query failed', { cause: new AggregateError([cause]) })
      return store.commands.receive(said)
    }
    const here = world({ ...store, commands: { ...store.commands, receive } })
    const answer = await here.say(mira, { sourceId: 'same' })
    expect(answer.error?.code).toBe('try-again')
    expect(answer.text).toContain('Please try again')
    isDown = false
    expect((await here.say(mira, { sourceId: 'same' })).text).toContain('Mira is added')
  })

  it('does not store an outage as the answer', async () => {
    const store = memoryStore()
    let isDown = true
    const list: Store['stories']['list'] = async (tenantId) => {
      if (isDown) throw Object.assign(new Error('gone'), { code: '57P01' })
      return store.stories.list(tenantId)
    }
    const here = world({ ...store, stories: { ...store.stories, list } })
    const answer = await here.say('/story list', { sourceId: 'same' })
    expect(answer.error?.code).toBe('try-again')
    expect(answer.text).toContain('What you said is kept')
    isDown = false
    expect((await here.say('/story list', { sourceId: 'same' })).text).toContain('No stories yet')
  })

  it('keeps the work when the queue is down: a sweep rings again', async () => {
    const here = world()
    here.queue.ring = () => Promise.reject(new Error('ECONNREFUSED'))
    const answer = await here.say(mira)
    expect(answer.error).toBeUndefined()
    expect(here.logged).toHaveLength(1)
    expect((await here.character('Mira')).state).toBe('discovering')
  })
})

it('answers even when the thread is none', async () => {
  const answer = await world().say(mira, { threadId: 'nowhere' })
  expect(answer.error?.code).toBe('unexpected')
})

describe('what people may write', () => {
  it.each(['', '\0', '\ud800 \0', 'x'.repeat(10_000), `/story next ${'🙂'.repeat(5000)}`])(
    'stores and refuses %.12j',
    async (text) => {
      const here = world()
      const answer = await here.say(text)
      expect(answer.error).toBeDefined()
      expect(answer.text.length).toBeLessThan(300)
      const [record] = await here.store.commands.inThread((await here.home()).id, 'web:home:park')
      expect(record!.text).not.toMatch(/[\0\p{Surrogate}]/u)
      expect(record!.text.length).toBeLessThan(2100)
      expect(here.logged).toEqual([])
    },
  )

  it('pings nobody', async () => {
    const here = world()
    await here.tell(mira, '/story start @everyone <b> & @here')
    const lines = [
      '/story show',
      '/story list',
      '@everyone',
      '/@here',
      '/story next Mira @everyone',
    ]
    for (const line of lines) {
      expect((await here.say(line)).text).not.toMatch(/@(everyone|here)/)
    }
    expect((await here.say('/story show')).text).toContain('<b> &')
  })
})

describe('another workspace', () => {
  it('reaches nothing of this one with any command', async () => {
    const here = world()
    await here.tell(
      '/character add Mira woman under a tree',
      tomas,
      '/story start Secret with:Mira',
    )
    await here.ready('Mira', 'Tomas')
    await here.tell('/story next Mira sits by the lake')
    await here.draw()
    await here.tell('/story next Mira walks')
    const [frame] = await here.frames()
    const { id } = await here.character('Mira')
    const before = JSON.stringify([await here.frames(), await here.character('Mira')])
    const foreign = { threadId: 'web:elsewhere:park' }
    const alike = { threadId: 'web:elsewhere:lake' }
    await here.say('/story start Ours', alike)
    const lines = commands.flatMap(({ name, positional }) => [
      `/${name}`,
      ...['Mira', 'Mira sits in a park', 'Mira to:Boris', id, frame!.id, `frame:${frame!.id}`].map(
        (rest) => (positional.length > 0 ? `/${name} ${rest}` : `/${name}`),
      ),
    ])
    const adding = /^\/(character add|help|story start)/
    for (const line of lines.filter((one) => !adding.test(one))) {
      for (const where of [foreign, alike]) {
        const answer = await here.say(line, where)
        const seen = JSON.stringify(answer)
        expect(seen).not.toMatch(/Tomas|under a tree|Secret|by the lake/)
        expect(answer.made.characterId ?? answer.made.frameId).toBeUndefined()
        expect(answer.pictures).toEqual([])
      }
    }
    expect(JSON.stringify([await here.frames(), await here.character('Mira')])).toBe(before)
  })
})
