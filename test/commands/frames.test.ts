import { describe, expect, it } from 'vitest'
import { mira, tomas, world } from './world.ts'

const told = async (...lines: string[]) => {
  const here = world()
  await here.tell(mira, tomas, '/story start A day in the park', ...lines)
  return here
}

describe('/story next', () => {
  it('finds its people in the prompt and adds them to the cast', async () => {
    const here = await told()
    await here.ready('Mira', 'Tomas')
    const answer = await here.tell("/story next tomas walks with Mira's hat in a park")
    const [frame] = await here.frames()
    expect(frame!.cast.map(({ name }) => name)).toEqual(['Tomas', 'Mira'])
    expect(frame!.state).toBe('queued')
    expect(answer.made.frameId).toBe(frame!.id)
    expect(answer.text).toContain('Frame 1, with Tomas and Mira')
    expect(here.queue.jobs).toContainEqual({ kind: 'draw-frame', frameId: frame!.id })
    const current = await here.store.stories.current((await here.home()).id, 'web:home:park')
    expect(current!.episode.cast).toHaveLength(2)
  })

  it('takes more people from with:, each once', async () => {
    const here = await told('/story next Mira sits in a park with:"Mira and tomas"')
    const [frame] = await here.frames()
    expect(frame!.cast.map(({ name }) => name)).toEqual(['Mira', 'Tomas'])
  })

  it('waits for people without a face and says so', async () => {
    const here = await told()
    await here.ready('Mira')
    const answer = await here.tell('/story next Mira and Tomas in a park')
    expect(answer.text).toContain('It waits for Tomas, whose face is still being found.')
    expect((await here.frames())[0]!.state).toBe('waiting')
  })

  it('tells which words mean nothing to the model', async () => {
    const here = await told()
    const answer = await here.tell('/story next Mira sits under a dragon')
    expect(answer.text).toContain('storybook does not know: dragon.')
    expect(answer.text).not.toContain('I read')
  })

  it('tells how words were read that are only nearly known', async () => {
    const here = await told()
    const answer = await here.tell('/story next Mira walks by a pond in a meadow with a dragon')
    expect(answer.text).toContain(
      'I read "pond" as "lake" and "meadow" as "park". storybook does not know: dragon.',
    )
  })

  it('takes a nearly known word with a capital for a name', async () => {
    const answer = await (await told()).say('/story next Mira and Meadow in a park')
    expect(answer.text).toContain('nobody called Meadow')
  })

  it.each([
    ['/story next Mira and Boris in a park', 'unknown-name', 'nobody called Boris'],
    ['/story next Boris walks in a park', 'unknown-name', '/character add Boris'],
    ['/story next Mira in a park with:Boris', 'unknown-name', 'Here are: Mira and Tomas'],
    ['/story next a park by the lake', 'unknown-name', 'Who is in it?'],
  ])('%s', async (text, code, sentence) => {
    const here = await told()
    const answer = await here.say(text)
    expect(answer.error).toEqual({ code })
    expect(answer.text).toContain(sentence)
    expect(await here.frames()).toEqual([])
  })

  it('refuses a crowd, the removed, the faceless, and a thread without a story', async () => {
    const here = await told('/character add Ann a woman', '/character add Bo a boy')
    const crowd = await here.say('/story next Mira, Tomas, Ann and Bo in a park')
    expect(crowd.error?.code).toBe('cannot-draw')
    expect(crowd.text).toContain('Up to 3 people fit in one frame; this has 4')
    await here.tell('/character remove Bo')
    expect((await here.say('/story next Mira and Bo in a park')).error?.code).toBe('unknown-name')
    const ann = await here.character('Ann')
    await here.store.characters.failed(ann.id, ann.seed, 'No two portraits agree.')
    const faceless = await here.say('/story next Ann in a park')
    expect(faceless.text).toContain('(No two portraits agree). Try another: /character retry')
    const elsewhere = await here.say('/story next Mira in a park', { threadId: 'web:home:lake' })
    expect(elsewhere.error?.code).toBe('no-story')
  })
})

describe('/story redo, undo, cancel', () => {
  const drawn = async () => {
    const here = await told()
    await here.ready('Mira', 'Tomas')
    await here.tell('/story next Mira sits', '/story next Tomas sits')
    await here.draw()
    return here
  }

  it('draws the last frame again, or another, with another seed', async () => {
    const here = await drawn()
    expect((await here.tell('/story redo')).text).toContain('frame 2 again')
    await here.tell('/story redo 1 seed:7')
    const [first, second, third, fourth] = await here.frames()
    expect([third!.redoOf, third!.prompt]).toEqual([second!.id, 'Tomas sits'])
    expect([fourth!.redoOf, fourth!.seed]).toEqual([first!.id, 7])
    expect(third!.seed).not.toBe(second!.seed)
    await here.draw()
    const shown = await here.tell('/story show')
    expect(shown.text).toContain('2 frames')
    expect(shown.pictures.map(({ id }) => id)).toEqual([fourth!.id, third!.id])
    expect((await here.tell(`/story redo ${third!.id}`)).text).toContain('frame 2 again')
  })

  it('refuses to redraw what is not there, not finished, or shows somebody removed', async () => {
    const here = await drawn()
    expect((await here.say('/story redo 9')).error?.code).toBe('no-frame')
    expect((await here.say('/story redo frame:nothing')).error?.code).toBe('no-frame')
    await here.tell('/story next Mira walks')
    expect((await here.say('/story redo 3')).text).toContain('no finished frame')
    await here.tell('/character remove Tomas')
    expect((await here.say('/story redo 2')).text).toContain('Tomas was removed')
  })

  it('undoes the last, and the earlier take comes back', async () => {
    const here = await drawn()
    await here.tell('/story redo 1')
    await here.draw()
    expect((await here.tell('/story undo')).text).toContain('The earlier take is back.')
    expect((await here.tell('/story undo')).text).toContain('Frame 2 is out')
    expect((await here.tell('/story undo 1')).text).toContain('Frame 1 is out')
    expect((await here.say('/story undo')).error?.code).toBe('no-frame')
    expect(await here.frames()).toEqual([])
  })

  it('cancels the last unfinished frame, or the one named', async () => {
    const here = await drawn()
    const a = await here.tell('/story next Mira walks')
    await here.tell('/story next Mira smiles')
    expect((await here.tell('/story cancel')).text).toContain('Frame 4 is cancelled')
    expect((await here.tell(`/story cancel frame:${a.made.frameId}`)).text).toContain('Frame 3')
    expect((await here.say('/story cancel')).error?.code).toBe('no-frame')
    expect((await here.say('/story cancel 1')).error?.code).toBe('no-frame')
  })
})

describe('/status', () => {
  it('says what is drawn, what waits for whom, and who is next', async () => {
    const here = await told()
    await here.ready('Mira')
    await here.tell('/story next Mira sits', '/story next Mira walks', '/story next Tomas sits')
    const [first] = await here.frames()
    await here.store.frames.claim(first!.id)
    await here.store.progress.set(first!.id, {
      phase: 'template',
      step: 3,
      steps: 20,
      preview: undefined,
    })
    expect((await here.tell('/status')).text.split('\n')).toEqual([
      'Tomas: waits for a face.',
      'Frame 1 (Mira sits): sketching the scene, step 3 of 20.',
      'Frame 2 (Mira walks): 1 before it.',
      'Frame 3 (Tomas sits): waits for Tomas.',
    ])
    const elsewhere = await here.say('/status', { threadId: 'web:home:lake' })
    expect(elsewhere.text).toContain('Nothing is waiting')
  })
})
