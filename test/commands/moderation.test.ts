import { describe, expect, it } from 'vitest'
import { mira, world } from './world.ts'

const guest = { who: 'Bea', manages: false }
const inChat = { threadId: 'discord:home:park', channelId: '12345678', manages: false }
const drawing = ['/story next Mira sits', '/story redo', '/story edit Mira walks']

describe('/troupe settings', () => {
  it('shows what holds, only to whoever asks', async () => {
    const here = world()
    const answer = await here.say('/troupe settings', guest)
    expect(answer.private).toBe(true)
    expect(answer.text).toContain('• person: no limit a day for each; you have drawn 0 today')
    expect(answer.text).toContain('• channels: everywhere')
    const chat = await here.say('/troupe settings', inChat)
    expect(chat.text).toContain('• person: 100 frames a day for each')
  })

  it('is changed only by those who manage', async () => {
    const here = world()
    const refused = await here.say('/troupe settings person:2', guest)
    expect(refused.error?.code).toBe('not-allowed')
    const { text } = await here.say('/troupe settings person:2 style:watercolor cooldown:30')
    expect(text).toContain('• person: 2 frames a day')
    expect(text).toContain('• style: watercolor')
    expect((await here.say('/troupe settings characters:managers')).text).toContain(
      'cooldown: 30 s',
    )
  })

  it('takes single values back', async () => {
    const here = world()
    const chat = { ...inChat, manages: true }
    await here.say('/troupe settings person:2 style:pencil workspace:0 channels:here', chat)
    const { text } = await here.say('/troupe settings style:none channels:everywhere', chat)
    expect(text).toContain('• style: none')
    expect(text).toContain('• channels: everywhere')
    expect(text).toContain('• workspace: no limit')
    expect((await here.say('/troupe settings reset:person', chat)).text).toContain(
      '• person: 100 frames',
    )
    expect((await here.say('/troupe settings reset:all', chat)).text).toContain(
      '• workspace: 1,000 frames',
    )
  })

  it.each([
    ['channels:<#12345678>, #23456789', '<#12345678> and <#23456789>'],
    ['channels:"<#C0123456|stories>"', '<#C0123456>'],
    ['channels:here', '<#12345678>'],
  ])('reads %s', async (text, shown) => {
    const answer = await world().say(`/troupe settings ${text}`, { ...inChat, manages: true })
    expect(answer.text).toContain(`• channels: ${shown}`)
  })

  it.each([
    ['/troupe settings person:-1', 'person must be a whole number from 0 to'],
    ['/troupe settings person:many', 'person must be a whole number'],
    ['/troupe settings characters:nobody', 'characters must be everyone or managers.'],
    ['/troupe settings reset:frames', 'reset must be all, characters,'],
    ['/troupe settings channels:#stories', 'no channel that I can find by its name'],
    ['/troupe settings stories', 'belongs to no option'],
  ])('%s says what is wrong', async (text, sentence) => {
    const answer = await world().say(text, { ...inChat, manages: true })
    expect([answer.error?.code, answer.text]).toEqual([
      'bad-command',
      expect.stringContaining(sentence),
    ])
  })

  it('knows no channels on the page', async () => {
    const answer = await world().say('/troupe settings channels:here')
    expect(answer.error?.code).toBe('bad-command')
  })

  it('gives new stories a style, unless they have one', async () => {
    const here = world()
    await here.tell('/troupe settings style:watercolor')
    expect((await here.tell('/story start One')).text).toContain('Drawn in watercolor.')
    expect((await here.tell('/story start Two style:pencil')).text).toContain('Drawn in pencil.')
  })
})

describe('channels', () => {
  it('keeps stories in them, and lets settings and help be said everywhere', async () => {
    const here = world()
    await here.say('/troupe settings channels:here', { ...inChat, manages: true })
    const elsewhere = { ...inChat, channelId: '99999999', manages: true }
    for (const text of [mira, '/story start A day', '/status', '/character list']) {
      const answer = await here.say(text, elsewhere)
      expect(answer.error?.code).toBe('wrong-channel')
      expect(answer.text).toContain('<#12345678>')
      expect((await here.say(text, inChat)).error).toBeUndefined()
    }
    expect((await here.say(mira, { ...inChat, channelId: undefined })).error?.code).toBe(
      'wrong-channel',
    )
    for (const text of ['/help', '/troupe settings', '/troupe settings channels:everywhere']) {
      expect((await here.say(text, elsewhere)).error).toBeUndefined()
    }
  })
})

describe('limits', () => {
  /** A story with one drawn frame of Ann's. */
  async function story() {
    const here = world()
    await here.tell(mira)
    await here.ready('Mira')
    await here.tell('/story start A day', '/story next Mira sits')
    await here.draw()
    return here
  }

  it.each([...drawing, '/character add Bo old man', '/character retry Mira'])(
    '%s counts as one frame',
    async (text) => {
      const here = await story()
      await here.tell('/troupe settings person:3')
      expect((await here.say(text)).error).toBeUndefined()
      const refused = await here.say(drawing[0]!)
      expect(refused.error?.code).toBe('over-limit')
      expect(refused.text).toMatch(/^You have drawn 3 of 3 frames today; .* 00:00 UTC \(in .*\)\.$/)
      expect((await here.say(drawing[0]!, guest)).error).toBeUndefined()
    },
  )

  it.each([...drawing, '/character add Bo old man', '/character retry Mira'])(
    '%s is refused when the workspace has drawn enough, and changes nothing',
    async (text) => {
      const here = await story()
      await here.tell('/troupe settings workspace:2')
      const before = [await here.frames(), await here.character('Mira')]
      expect((await here.say(text)).error?.code).toBe('over-limit')
      expect([await here.frames(), await here.character('Mira')]).toEqual(before)
      expect(await here.character('Bo')).toBeUndefined()
    },
  )

  it('counts nothing for a command that was refused', async () => {
    const here = await story()
    await here.tell('/troupe settings person:3')
    expect((await here.say(mira)).error?.code).toBe('name-taken')
    expect((await here.say('/story next Nobody sits')).error).toBeDefined()
    expect((await here.say(drawing[0]!)).error).toBeUndefined()
  })

  it('gives a cancelled frame back', async () => {
    const here = await story()
    await here.tell('/troupe settings person:3', drawing[0]!, '/story cancel', drawing[0]!)
    expect((await here.say(drawing[0]!)).error?.code).toBe('over-limit')
  })

  it('lets one of ten frames through when one is left', async () => {
    const here = await story()
    await here.tell('/troupe settings person:3')
    const said = await Promise.all(Array.from({ length: 10 }, () => here.say(drawing[0]!)))
    expect(said.filter(({ error }) => error === undefined)).toHaveLength(1)
    expect(await here.frames()).toHaveLength(2)
  })

  it('lets a command that was cut off finish, though its own frame was the last one', async () => {
    const here = await story()
    await here.tell('/troupe settings person:3')
    const lost = { ...here.store, commands: { ...here.store.commands, answer: async () => {} } }
    const first = await world(lost).say(drawing[0]!, { sourceId: 'same' })
    const again = await here.say(drawing[0]!, { sourceId: 'same' })
    expect(again.error).toBeUndefined()
    expect(again.made).toEqual(first.made)
    expect(await here.frames()).toHaveLength(2)
  })

  it('counts the candidates of a vote as one frame', async () => {
    const here = await story()
    await here.tell('/troupe settings person:3', '/story start Voyage mode:vote', drawing[0]!)
    const { text } = await here.tell('/troupe settings')
    expect(text).toContain('you have drawn 3 today')
    expect(await here.frames()).toHaveLength(4)
  })

  it('makes people wait between two frames', async () => {
    const here = await story()
    await here.tell('/troupe settings cooldown:600')
    expect((await here.say(drawing[0]!)).text).toMatch(/your next is possible in \d+ min\./)
    expect((await here.say(drawing[0]!, guest)).error).toBeUndefined()
  })
})

describe('who may', () => {
  it('add characters, when only managers may', async () => {
    const here = world()
    await here.tell('/troupe settings characters:managers')
    expect((await here.say(mira, guest)).error?.code).toBe('not-allowed')
    expect((await here.say(mira)).error).toBeUndefined()
  })

  it.each(['/character remove Mira', '/character rename Mira Mina', '/character retry Mira'])(
    '%s: who added her, and managers',
    async (text) => {
      const cases = [
        [{ who: 'Ann', manages: false }, undefined],
        [{ who: 'Bea', manages: true }, undefined],
        [{ who: 'Bea', manages: false }, 'not-yours'],
      ] as const
      for (const [asker, code] of cases) {
        const here = world()
        await here.tell(mira)
        await here.ready('Mira')
        const answer = await here.say(text, asker)
        expect(answer.error?.code).toBe(code)
        if (code !== undefined) {
          expect(answer.text).toContain('Mira was added by Ann')
          expect(await here.character('Mira')).toMatchObject({ state: 'ready' })
        }
      }
    },
  )

  it.each(['/story cancel 1', '/story undo'])('%s: its author, and managers', async (text) => {
    const cases = [
      [{ who: 'Ann', manages: false }, undefined],
      [{ who: 'Bea', manages: true }, undefined],
      [{ who: 'Bea', manages: false }, 'not-yours'],
    ] as const
    for (const [asker, code] of cases) {
      const here = world()
      await here.tell(mira, '/story start A day', '/story next Mira sits')
      const answer = await here.say(text, asker)
      expect(answer.error?.code).toBe(code)
      const state = (await here.frames())[0]?.state
      expect(state).toBe(
        code === undefined ? (text.includes('undo') ? undefined : 'cancelled') : 'waiting',
      )
    }
  })

  it('cancel without a number: the last of one’s own', async () => {
    const here = world()
    await here.tell(mira, '/story start A day')
    await here.say('/story next Mira sits', guest)
    await here.tell('/story next Mira walks')
    expect((await here.say('/story cancel', guest)).text).toContain('Frame 1 is cancelled')
    expect((await here.say('/story cancel', guest)).error?.code).toBe('no-frame')
    expect((await here.say('/story cancel 2', guest)).error?.code).toBe('not-yours')
  })
})
