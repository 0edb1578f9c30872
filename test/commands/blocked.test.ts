import { describe, expect, it } from 'vitest'
import { mira, world } from './world.ts'

const guest = { who: 'Bea', manages: false }
const blocking = '/troupe settings blocked:"bench, Café, under a tree"'

describe('blocked words', () => {
  it.each([
    '/character add Bo man on a bench',
    '/character add Bench old man',
    '/character rename Mira Bench',
    '/story start A day in the CAFE',
    '/story start A day style:bench',
    '/story next Mira sits on a BENCH',
    '/story next Mira sits under  a tree',
    '/story edit Mira walks by a bénch',
  ])('refuse %s', async (line) => {
    const here = world()
    await here.tell(mira, '/story start One')
    await here.ready('Mira')
    await here.tell('/story next Mira sits')
    await here.draw()
    await here.tell(blocking)
    const before = await here.frames()
    const { error, text, private: isPrivate } = await here.say(line, guest)
    expect(error?.code).toBe('blocked-word')
    expect(text).toMatch(/^“(?:bench|Café|under a tree)” is not wanted here: whoever manages/)
    expect(isPrivate).toBe(false)
    expect(await here.frames()).toEqual(before)
    expect((await here.say('/story next Mira walks in the park', guest)).error).toBeUndefined()
  })

  it('refuse another take of what was said before, and let it be taken out', async () => {
    const here = world()
    await here.tell(mira, '/story start One')
    await here.ready('Mira')
    await here.tell('/story next Mira on a bench')
    await here.draw()
    await here.tell(blocking)
    expect((await here.say('/story redo 1')).error?.code).toBe('blocked-word')
    expect((await here.say('/story undo 1')).error).toBeUndefined()
  })

  it('let a character who has one be removed', async () => {
    const here = world()
    await here.tell('/character add Bench old man', blocking, '/character remove Bench')
  })

  it('hold in their workspace only', async () => {
    const here = world()
    await here.tell(blocking)
    const elsewhere = { threadId: 'web:other:park' }
    expect((await here.say('/character add Bo man on a bench', elsewhere)).error).toBeUndefined()
  })

  it('cost nothing of what may be drawn', async () => {
    const here = world()
    await here.tell(mira, '/story start One', '/troupe settings person:5', blocking)
    await here.say('/story next Mira on a bench', guest)
    expect((await here.say('/troupe settings', guest)).text).toContain('you have drawn 0 today')
  })
})

describe('the list of blocked words', () => {
  it('is set, shown to those who manage and counted for others, and taken back', async () => {
    const here = world()
    expect((await here.say('/troupe settings')).text).toContain('• blocked: none')
    expect((await here.say(blocking, guest)).error?.code).toBe('not-allowed')
    expect((await here.say(blocking)).text).toContain('• blocked: bench, Café, under a tree')
    expect((await here.say('/troupe settings', guest)).text).toContain('• blocked: 3 words')
    expect((await here.say('/troupe settings blocked:none')).text).toContain('• blocked: none')
    await here.tell(blocking)
    expect((await here.say('/troupe settings reset:blocked')).text).toContain('• blocked: none')
  })

  it.each(['!', ',', `${'a'.repeat(61)}`, Array.from({ length: 201 }, (_, i) => i).join(',')])(
    'refuses %.20s',
    async (list) => {
      const { error, text } = await world().say(`/troupe settings blocked:"${list}"`)
      expect(error?.code).toBe('bad-command')
      expect(text).toContain('blocked takes 1 to 200 words')
    },
  )
})
