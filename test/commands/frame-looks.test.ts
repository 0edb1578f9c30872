import { describe, expect, it } from 'vitest'
import { mira, tomas, world } from './world.ts'

const drawn = async () => {
  const here = world()
  await here.tell(mira, tomas, '/story start A day in the park')
  await here.ready('Mira', 'Tomas')
  await here.tell('/story next Mira sits', '/story next Tomas sits')
  await here.draw()
  return here
}

describe('/story edit', () => {
  it('draws the last frame in other words, with whom they name and the same seed', async () => {
    const here = await drawn()
    const answer = await here.tell('/story edit Mira and Tomas walk by the lake')
    const [, second, third] = await here.frames()
    expect(third).toMatchObject({
      prompt: 'Mira and Tomas walk by the lake',
      redoOf: second!.id,
      seed: second!.seed,
    })
    expect(third!.cast.map(({ name }) => name)).toEqual(['Mira', 'Tomas'])
    expect(answer.made.frameId).toBe(third!.id)
    expect(answer.text).toContain('Frame 2 in other words, with Mira and Tomas: Mira and Tomas')
    await here.draw()
    expect((await here.tell('/story show')).pictures.map(({ alt }) => alt)).toEqual([
      'Mira sits',
      'Mira and Tomas walk by the lake',
    ])
  })

  it('takes another frame, another seed, and says what means nothing', async () => {
    const here = await drawn()
    const answer = await here.tell('/story edit Mira sits under a dragon frame:1 seed:7')
    const [first, , third] = await here.frames()
    expect([third!.redoOf, third!.seed]).toEqual([first!.id, 7])
    expect(answer.text).toContain('Frame 1')
    expect(answer.text).toContain('does not know: dragon')
  })

  it('adds whom the words name to the cast of that episode', async () => {
    const here = await drawn()
    await here.tell('/character add Ann a woman', '/story edit Ann sits frame:2')
    const current = await here.store.stories.current((await here.home()).id, 'web:home:park')
    expect(current!.episode.cast).toHaveLength(3)
  })

  it.each([
    ['/story edit', 'bad-command', 'prompt is missing'],
    ['/story edit Boris walks', 'unknown-name', 'nobody called Boris'],
    ['/story edit a park by the lake', 'unknown-name', 'Who is in it?'],
    ['/story edit Mira walks frame:9', 'no-frame', 'There is no frame 9'],
  ])('%s', async (text, code, sentence) => {
    const here = await drawn()
    const answer = await here.say(text)
    expect(answer.error).toEqual({ code })
    expect(answer.text).toContain(sentence)
    expect(await here.frames()).toHaveLength(2)
  })

  it('refuses a frame that is not finished', async () => {
    const here = await drawn()
    await here.tell('/story next Mira walks')
    expect((await here.say('/story edit Mira sits frame:3')).text).toContain('no finished frame')
  })
})

describe('/story before', () => {
  it('shows the template of a drawn frame, to whoever asks', async () => {
    const here = await drawn()
    const [first, second] = await here.frames()
    const answer = await here.tell('/story before')
    expect(answer.private).toBe(true)
    expect(answer.pictures).toEqual([{ of: 'template', id: second!.id, alt: 'Before: Tomas sits' }])
    expect((await here.tell('/story before 1')).pictures[0]!.id).toBe(first!.id)
  })

  it('has nothing to show of what is not drawn', async () => {
    const here = await drawn()
    await here.tell('/story next Mira walks')
    expect((await here.say('/story before 3')).error?.code).toBe('no-frame')
    expect((await world().say('/story before')).error?.code).toBe('no-story')
  })
})

describe('/story info', () => {
  it('tells how a frame was drawn and how far portraits agree', async () => {
    const here = await drawn()
    const [first] = await here.frames()
    const answer = await here.tell('/story info 1')
    expect(answer.private).toBe(true)
    expect(answer.text.split('\n')).toEqual([
      'Frame 1, written by Ann: Mira sits',
      `With Mira. Seed ${first!.seed}.`,
      'Drawn by small: sampler euler, 2 steps, guidance 1, faces from step 0.',
      '1.5 seconds: template 1.2, decoding 0.3.',
      'Mira: its portraits agree with each other by .91 (1.00 is the same face).',
    ])
  })

  it('tells what there is of a frame that waits, failed, or shows somebody removed', async () => {
    const here = await drawn()
    await here.tell('/character add Ann a woman', '/story next Ann and Mira walk')
    const waiting = await here.tell('/story info')
    expect(waiting.text).toContain('It waits for its turn.\nAnn: a face is being found.')
    await here.tell('/character remove Ann')
    await here.store.frames.releaseDue()
    const failed = await here.tell('/story info')
    expect(failed.text).toContain('Ann was removed before the frame was drawn.')
    expect(failed.text).toContain('Ann: was removed since.')
  })
})

it('answers questions to whoever asks, and tells work to everybody', async () => {
  const here = await drawn()
  for (const line of [
    '/help',
    '/help story',
    '/help story next',
    '/status',
    '/story list',
    '/story show',
    '/character list',
    '/character show Mira',
    '/story before',
    '/story info',
  ]) {
    expect([line, (await here.tell(line)).private]).toEqual([line, true])
  }
  for (const line of ['/story next Mira walks', '/story redo 1', '/story edit Mira smiles']) {
    expect([line, (await here.tell(line)).private]).toEqual([line, false])
  }
})
