import { describe, expect, it } from 'vitest'
import { roundResult, votesNote } from '../../commands/vote.ts'
import { conduct } from '../../story/conduct.ts'
import { mira, world } from './world.ts'

const minute = 60_000

/** A vote story with one frame that is not voted on, and a round on frame 2. */
async function voting({ draw = true } = {}) {
  const here = world()
  await here.tell(mira, '/story start A day')
  await here.ready('Mira')
  await here.tell('/story start A day mode:vote minutes:20', '/story next Mira sits')
  const sweep = (minutes: number) =>
    conduct(here.store, here.queue, new Date(Date.now() + minutes * minute))
  const round = async () =>
    (await here.store.rounds.inThread((await here.home()).id, 'web:home:park')).at(-1)!
  const as = (who: string, text: string, more = {}) =>
    here.say(text, { who, manages: false, ...more })
  if (draw) {
    await here.draw()
    await sweep(0)
  }
  const told = async () => {
    const texts: string[] = []
    for (;;) {
      const next = await here.store.deliveries.claimNext('web')
      if (next === undefined) return texts
      if (next.roundId !== undefined) {
        const closed = await here.store.rounds.get(next.tenantId, next.roundId)
        texts.push(roundResult(closed!).text)
      }
      await here.store.deliveries.sent(next.id, undefined)
    }
  }
  return { ...here, as, sweep, round, told }
}

describe('/story next in a vote story', () => {
  it('draws three candidates of one frame with three seeds', async () => {
    const here = await voting({ draw: false })
    const frames = await here.frames()
    expect(frames.map(({ position, prompt }) => [position, prompt])).toEqual(
      Array(3).fill([1, 'Mira sits']),
    )
    expect(new Set(frames.map(({ seed }) => seed)).size).toBe(3)
    expect(frames.map(({ author }) => author.name)).toEqual(['Ann', 'Ann', 'Ann'])
    expect(here.queue.jobs.filter(({ kind }) => kind === 'draw-frame')).toHaveLength(3)
    const status = await here.tell('/status')
    expect(status.text).toContain('Frame 1, candidate B (Mira sits): 1 before it.')
  })

  it('says how it goes on', async () => {
    const here = world()
    await here.tell(mira)
    const start = await here.tell('/story start A day mode:vote')
    expect(start.text).toContain('Each frame is drawn three times, and all vote for 10 minutes.')
    const answer = await here.tell('/story next Mira sits')
    expect(answer.text).toContain('Frame 1, with Mira: Mira sits.')
    expect(answer.text).toContain('It is drawn three times; then everybody votes for 10 minutes.')
    expect(answer.made.frameId).toBe((await here.frames())[0]!.id)
  })

  it('is refused until one is chosen', async () => {
    const here = await voting({ draw: false })
    const early = await here.as('Bo', '/story next Mira walks')
    expect(early.error).toEqual({ code: 'vote-open' })
    expect(early.text).toContain('Candidates of frame 1 are still being drawn; the vote ends 20')
    await here.draw()
    await here.sweep(0)
    const open = await here.as('Bo', '/story next Mira walks')
    expect(open.text).toMatch(
      /^Frame 1 is voted on until .* UTC \(in (19|20) minutes\)\. The story/,
    )
    await here.tell('/story continue')
    expect((await here.as('Bo', '/story next Mira walks')).error?.code).toBe('vote-open')
    await here.sweep(21)
    expect((await here.as('Bo', '/story next Mira walks')).error).toBeUndefined()
  })

  it('answers a repeated command with its round', async () => {
    const here = await voting()
    await here.sweep(21)
    const { answer } = here.store.commands
    here.store.commands.answer = () => Promise.reject(new Error('gone'))
    const first = await here.as('Bo', '/story next Mira walks', { sourceId: 'same' })
    here.store.commands.answer = answer
    const second = await here.as('Bo', '/story next Mira walks', { sourceId: 'same' })
    expect(second.error).toBeUndefined()
    expect(second.made).toEqual(first.made)
    expect(await here.frames()).toHaveLength(4)
  })

  it('gives every round one number', async () => {
    const here = await voting()
    await here.sweep(21)
    expect((await here.tell('/story next Mira walks')).text).toContain('Frame 2,')
    await here.draw()
    const shown = await here.tell('/story show')
    expect(shown.text).toContain('2 frames')
    expect(shown.text.split('\n').slice(2)).toEqual([
      '1. Mira sits',
      '2A. Mira walks',
      '2B. Mira walks',
      '2C. Mira walks',
    ])
    expect(shown.choices.map(({ label }) => label)).toEqual([
      'Vote for A',
      'Vote for B',
      'Vote for C',
    ])
    await here.sweep(0)
    await here.sweep(21)
    await here.tell('/story redo 1', '/story next Mira smiles')
    const numbers = (await here.frames()).map(({ position }) => position)
    expect(numbers).toEqual([1, 2, 3, 4, 4, 4])
  })
})

describe('/story vote', () => {
  it('counts one ballot a person, by letter or by id, and tells only the voter', async () => {
    const here = await voting()
    const [a, b] = await here.frames()
    const answer = await here.as('Ann', '/story vote B')
    expect(answer.private).toBe(true)
    expect(answer.text).toContain('Your vote for candidate B of frame 1 counts.')
    expect(answer.text).toContain('1 vote so far.')
    expect(answer.choices.map(({ label }) => label)).toEqual(['Vote for A', 'Vote for C'])
    expect((await here.as('Ann', '/story vote 1b')).text).toContain('1 vote so far')
    expect((await here.as('Bo', `/story vote frame:${b!.id}`)).text).toContain('2 votes so far')
    expect((await here.as('Ann', `/story vote ${a!.id}`)).text).toContain('2 votes so far')
    await here.sweep(21)
    expect((await here.round()).winner).toMatchObject({ frameId: a!.id, votes: 1 })
  })

  it.each([
    ['/story vote', 'bad-command', 'frame is missing'],
    [
      '/story vote 1',
      'no-frame',
      'Frame 1 has A, B and C to vote for. Say which: /story vote frame:1A',
    ],
    ['/story vote 7B', 'vote-closed', 'The vote on frame 7 is closed.'],
    ['/story vote nothing', 'no-frame', 'That frame is not in this thread.'],
  ])('%s', async (text, code, sentence) => {
    const here = await voting()
    const answer = await here.as('Bo', text)
    expect(answer.error?.code).toBe(code)
    expect(answer.text).toContain(sentence)
  })

  it('takes only what is drawn', async () => {
    const here = await voting({ draw: false })
    const frames = await here.frames()
    expect((await here.as('Bo', '/story vote A')).text).toBe(
      'No candidate of frame 1 is drawn yet.',
    )
    const byId = await here.as('Bo', `/story vote ${frames[2]!.id}`)
    expect(byId.text).toBe('There is no picture of candidate C of frame 1 to vote for.')
  })

  it('is refused when the vote is over, for those chosen and for those not', async () => {
    const here = await voting()
    const [a, , c] = await here.frames()
    await here.sweep(21)
    for (const id of [a!.id, c!.id]) {
      const answer = await here.as('Bo', `/story vote ${id}`)
      expect(answer.error).toEqual({ code: 'vote-closed' })
      expect(answer.text).toBe('The vote on frame 1 is closed.')
    }
    expect((await here.as('Bo', '/story vote A')).text).toBe('No frame is voted on.')
    const free = await here.as('Bo', '/story vote A', { threadId: 'web:home:lake' })
    expect(free.error?.code).toBe('no-story')
    const elsewhere = await here.as('Bo', `/story vote ${a!.id}`, { threadId: 'web:home:lake' })
    expect(elsewhere.error?.code).toBe('no-frame')
  })
})

describe('the end of a vote', () => {
  it('comes when its time is up, once, and is told', async () => {
    const here = await voting()
    for (const [who, letter] of Object.entries({ Ann: 'C', Bo: 'C', Cy: 'A' })) {
      await here.as(who, `/story vote ${letter}`)
    }
    expect(await here.told()).toEqual([])
    await Promise.all([here.sweep(21), here.sweep(21), here.sweep(21)])
    const [only, ...more] = await here.frames()
    expect([only!.candidate, only!.author.name, more]).toEqual([2, 'Ann', []])
    expect(await here.told()).toEqual(['Frame 1 is chosen with 2 of 3 votes: candidate C.'])
    expect(votesNote(await here.round())).toBe('with 2 of 3 votes')
    await here.sweep(99)
    expect(await here.told()).toEqual([])
    const shown = await here.tell('/story show')
    expect(shown.text).toContain('1 frame.')
    expect(shown.choices.map(({ label }) => label)).toContain('Redo the last')
    expect((await here.tell('/story redo')).text).toContain('frame 1 again')
  })

  it('keeps the first when nobody votes', async () => {
    const here = await voting()
    await here.sweep(21)
    expect(await here.told()).toEqual(['Nobody voted on frame 1, so candidate A stays.'])
  })

  it('fails with a sentence when nothing could be drawn', async () => {
    const here = await voting({ draw: false })
    for (const { id } of await here.frames()) {
      await here.store.frames.move(id, 'queued', 'failed', 'It broke.')
    }
    await here.sweep(0)
    expect(await here.told()).toEqual([
      'Frame 1 could not be drawn: none of its candidates came out.',
    ])
    expect(roundResult(await here.round()).choices[0]?.command).toBe('/story redo frame:1')
    expect((await here.tell('/story redo 1')).text).toContain('frame 1 again')
    expect((await here.tell('/story next Mira walks')).error).toBeUndefined()
  })

  it('comes early when whoever told the frame says so, or a manager', async () => {
    const here = await voting()
    const refused = await here.as('Bo', '/story close-vote')
    expect(refused.error).toEqual({ code: 'not-yours' })
    expect(refused.text).toContain('Frame 1 is by Ann; only they and those who manage')
    const answer = await here.as('Ann', '/story close-vote')
    expect([answer.text, answer.private]).toEqual(['The vote on frame 1 is closed.', true])
    expect((await here.as('Ann', '/story close-vote')).error?.code).toBe('vote-closed')
    expect(await here.told()).toHaveLength(1)
    await here.tell('/story next Mira walks')
    await here.draw()
    expect((await here.say('/story close-vote', { who: 'Zoe' })).text).toContain(
      'frame 2 is closed',
    )
  })

  it('cannot come before anything is drawn, and a repeated command closes nothing else', async () => {
    const here = await voting({ draw: false })
    const early = await here.tell('/status').then(() => here.as('Ann', '/story close-vote'))
    expect(early.error?.code).toBe('vote-open')
    expect(early.text).toContain('To stop it: /story cancel frame:1')
    await here.draw()
    const { answer } = here.store.commands
    here.store.commands.answer = () => Promise.reject(new Error('gone'))
    await here.as('Ann', '/story close-vote', { sourceId: 'same' })
    here.store.commands.answer = answer
    await here.tell('/story next Mira walks')
    await here.draw()
    const again = await here.as('Ann', '/story close-vote', { sourceId: 'same' })
    expect(again.error).toBeUndefined()
    expect((await here.round()).state).toBe('open')
  })
})

describe('a frame that is voted on', () => {
  it.each([
    '/story redo',
    '/story redo 1B',
    '/story edit Mira walks',
    '/story undo',
    '/story undo 1',
  ])('%s waits for the choice', async (text) => {
    const answer = await (await voting()).say(text)
    expect(answer.error).toEqual({ code: 'vote-open' })
    expect(answer.text).toContain('Frame 1 is voted on. First choose: /story vote 1A')
  })

  it('is looked behind one candidate at a time', async () => {
    const here = await voting()
    const frames = await here.frames()
    expect((await here.tell('/story info 1B')).text).toContain(
      'Frame 1, candidate B, written by Ann',
    )
    expect((await here.tell('/story before 1a')).pictures[0]!.id).toBe(frames[0]!.id)
    expect((await here.say('/story info 2B')).text).toContain('There is no frame 2B')
    expect((await here.tell('/status')).text).toContain('Frame 1 is voted on until')
    expect((await here.tell('/story turn')).text).toContain(
      'anybody may go on. Frame 1 is voted on',
    )
  })

  it('is cancelled as a whole', async () => {
    const here = await voting({ draw: false })
    expect((await here.tell('/story cancel')).text).toBe('Frame 1 is cancelled (Mira sits).')
    expect(await here.frames()).toEqual([])
    expect((await here.round()).state).toBe('closed')
    expect(await here.told()).toEqual([])
    expect((await here.tell('/story next Mira walks')).text).toContain('Frame 2')
  })

  it('keeps what is drawn already when the rest is cancelled', async () => {
    const here = await voting({ draw: false })
    const [first] = await here.frames()
    const { token } = (await here.store.frames.claim(first!.id))!
    await here.store.frames.drawn(first!.id, token, {
      image: 'i',
      template: 't',
      settings: { bundle: 'small', sampler: 'euler', steps: 1, guidanceScale: 1, startStep: 0 },
      timings: {},
    })
    expect((await here.tell('/story cancel 1')).text).toContain(
      'What is drawn of it is still voted on',
    )
    await here.sweep(0)
    await here.sweep(21)
    expect((await here.round()).winner?.frameId).toBe(first!.id)
  })
})
