import { describe, expect, it } from 'vitest'
import { forgetLeft } from '../../story/forgetting.ts'
import { mira, world } from './world.ts'

const bea = { who: 'Bea', manages: false }
const ann = { who: 'Ann', manages: false }

/** Ann's Mira in Ann's story with a drawn frame, all with pictures; Bea told the second frame. */
async function told() {
  const here = world()
  await here.tell(mira)
  await here.ready('Mira')
  await here.tell('/story start Lanterns with:Mira', '/story next Mira sits')
  await here.say('/story next Mira walks', bea)
  await here.draw()
  for (const { image } of await here.frames()) await here.pictures.put(image!, new Uint8Array(1))
  return here
}

describe('/story delete', () => {
  it('asks first, only whoever wants it, and deletes nothing', async () => {
    const here = await told()
    const answer = await here.say('/story delete', ann)
    expect(answer).toMatchObject({ private: true })
    expect(answer.text).toContain('“Lanterns”')
    expect(answer.text).toContain('1 episode and 2 drawn frames')
    expect(await here.frames()).toHaveLength(2)
  })

  it('deletes the story, its frames, their pictures and what was said, by the choice it gave', async () => {
    const here = await told()
    const { choices } = await here.say('/story delete', ann)
    const answer = await here.say(choices[0]!.command, ann)
    expect(answer.error).toBeUndefined()
    expect(JSON.stringify(answer)).not.toMatch(/Lanterns/)
    expect(await here.frames()).toEqual([])
    expect((await here.say('/story list')).text).toContain('No stories yet')
    expect(here.pictures.keys).toEqual([`portraits/${(await here.character('Mira')).id}`])
    const records = await here.store.commands.inThread((await here.home()).id, 'web:home:park')
    expect(JSON.stringify(records)).not.toMatch(/Lanterns|sits|walks/)
    expect(await here.character('Mira')).toMatchObject({ state: 'ready' })
  })

  it('is for who began it, and managers', async () => {
    const here = await told()
    for (const line of ['/story delete', '/story delete Lanterns confirm:yes']) {
      const refused = await here.say(line, bea)
      expect(refused.error?.code).toBe('not-yours')
      expect(refused.text).toContain('“Lanterns” was begun by Ann')
    }
    expect(await here.frames()).toHaveLength(2)
    const managing = { ...bea, manages: true, threadId: 'web:home:office' }
    expect((await here.say('/story delete lanterns confirm:yes', managing)).error).toBeUndefined()
    expect(await here.frames()).toEqual([])
  })

  it('finds no story that is not there, and does not guess among several', async () => {
    const here = await told()
    expect((await here.say('/story delete Nights')).error?.code).toBe('no-story')
    await here.say('/story start Lanterns', { threadId: 'web:home:office' })
    const elsewhere = await here.say('/story delete Lanterns', { threadId: 'web:home:lake' })
    expect(elsewhere.error?.code).toBe('no-story')
    expect(elsewhere.text).toContain('There are 2 stories')
    expect((await here.say('/story delete Lanterns')).text).toContain('2 drawn frames')
    expect((await here.say('/story delete confirm:no')).text).toContain('confirm must be yes')
  })

  it('takes the story before it only when asked', async () => {
    const here = await told()
    await here.tell('/story start Another', '/story delete confirm:yes')
    expect((await here.tell('/story show')).text).toContain('“Lanterns”')
  })
})

describe('/troupe forget-me', () => {
  it('asks first, and says what it will delete', async () => {
    const here = await told()
    const { text, private: isPrivate, choices } = await here.say('/troupe forget-me', ann)
    expect(isPrivate).toBe(true)
    expect(text).toContain('1 character that you added')
    expect(text).toContain('your name on 1 frame')
    expect(choices.map(({ command }) => command)).toEqual(['/troupe forget-me confirm:yes'])
    expect(await here.character('Mira')).toBeDefined()
  })

  it('deletes characters, portraits and words, and leaves the frames to somebody', async () => {
    const here = await told()
    const { id } = await here.character('Mira')
    const answer = await here.say('/troupe forget-me confirm:yes', ann)
    expect(answer).toMatchObject({ private: true, made: {} })
    expect(await here.character('Mira')).toBeUndefined()
    expect(here.pictures.keys).not.toContain(`portraits/${id}`)
    expect(here.pictures.keys).toHaveLength(2)
    expect((await here.frames()).map(({ author }) => author.name)).toEqual(['somebody', 'Bea'])
    const records = await here.store.commands.inThread((await here.home()).id, 'web:home:park')
    expect(JSON.stringify(records)).not.toMatch(/Ann|red hair|sits/)
    expect(JSON.stringify(records)).toMatch(/Mira walks/)
    expect((await here.say('/story delete', ann)).error?.code).toBe('not-yours')
  })

  it('fails what waits for a character that is forgotten, with a sentence', async () => {
    const here = await told()
    await here.tell('/character retry Mira')
    await here.say('/story next Mira sits under a tree', bea)
    await here.say('/troupe forget-me confirm:yes', ann)
    const frame = (await here.frames()).at(-1)
    expect(frame).toMatchObject({ state: 'failed', problem: expect.stringMatching(/^Mira was /) })
  })

  it('is carried out again after a crash, and answers', async () => {
    const here = await told()
    const lost = { ...here.store, commands: { ...here.store.commands, answer: async () => {} } }
    const cut = world(lost)
    await cut.say('/troupe forget-me confirm:yes', { ...ann, sourceId: 'same' })
    const again = await here.say('/troupe forget-me confirm:yes', { ...ann, sourceId: 'same' })
    expect(again.text).toContain('You are forgotten here')
  })
})

describe('a workspace that the bot left', () => {
  const day = 86_400_000
  const ago = (days: number) => new Date(Date.now() - days * day)

  it('is deleted with all pictures when its time is over', async () => {
    const here = await told()
    const tenant = await here.home()
    await here.store.tenants.left(tenant.id, ago(31))
    await forgetLeft(here.store, here.pictures, ago(32))
    expect(await here.frames()).toHaveLength(2)
    await forgetLeft(here.store, here.pictures, ago(30))
    expect(here.pictures.keys).toEqual([])
    expect((await here.home()).id).not.toBe(tenant.id)
  })

  it('keeps everything when somebody speaks to the bot again', async () => {
    const here = await told()
    await here.store.tenants.left((await here.home()).id, ago(31))
    await here.tell('/help')
    await forgetLeft(here.store, here.pictures, ago(30))
    expect(await here.frames()).toHaveLength(2)
    expect((await here.home()).leftAt).toBeUndefined()
  })

  it('goes on removing pictures after it was cut off', async () => {
    const here = await told()
    await here.store.tenants.left((await here.home()).id, ago(31))
    let isBroken = true
    const pictures = {
      async remove(key: string) {
        if (isBroken && here.pictures.keys.length === 1) throw new Error('disk trouble')
        await here.pictures.remove(key)
      },
    }
    await expect(forgetLeft(here.store, pictures, ago(30))).rejects.toThrow('disk trouble')
    expect(here.pictures.keys).toHaveLength(1)
    isBroken = false
    await forgetLeft(here.store, pictures, ago(30))
    expect(here.pictures.keys).toEqual([])
  })
})
