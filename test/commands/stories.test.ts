import { describe, expect, it } from 'vitest'
import { commandsFor } from '../../commands/index.ts'
import { mira, tomas, world } from './world.ts'

const commands = commandsFor(['storybook'])

describe('/story start, list, continue', () => {
  it('starts with a style and a cast, or with nobody', async () => {
    const here = world()
    await here.tell(mira, tomas)
    const answer = await here.tell('/story start A day style:watercolor with:"Mira, Tomas"')
    const { story, episode } = (await here.store.stories.current(
      (
        await here.home()
      ).id,
      'web:home:park',
    ))!
    expect([story.title, story.style, episode.cast.length]).toEqual(['A day', 'watercolor', 2])
    expect(answer.made).toEqual({ storyId: story.id, episodeId: episode.id })
    expect((await here.tell('/story start Another')).text).toContain('“Another” begins.')
    expect((await here.tell('/story list')).text).toContain('2 stories:')
  })

  it('refuses a cast that is not here, and a title that is missing or too long', async () => {
    const here = world()
    expect((await here.say('/story start A day with:Mira')).error?.code).toBe('unknown-name')
    expect((await here.say('/story start')).text).toContain('title is missing.')
    expect((await here.say(`/story start ${'a'.repeat(101)}`)).text).toContain('up to 100')
    expect((await here.say('/story list')).text).toContain('No stories yet.')
  })

  it('opens the next episode with the same cast, but no empty ones', async () => {
    const here = world()
    await here.tell(mira, '/story start A day with:Mira')
    expect((await here.tell('/story continue')).text).toContain('Episode 1')
    await here.tell('/story next Mira sits')
    const answer = await here.tell('/story continue')
    expect(answer.text).toContain('Episode 2 of “A day” begins. With Mira.')
    expect((await here.tell('/story show')).text).toContain('episode 2: 0 frames')
    expect((await world().say('/story continue')).error?.code).toBe('no-story')
  })
})

describe('/story show', () => {
  it('shows the last ten takes and how many came before', async () => {
    const here = world()
    await here.tell(mira, '/story start A day')
    for (let i = 0; i < 12; i++) await here.tell('/story next Mira sits')
    const { text, pictures, choices } = await here.tell('/story show')
    expect(text).toContain('12 frames')
    expect(text).toContain('… 2 earlier\n3. Mira sits (waiting)')
    expect([pictures, choices]).toEqual([[], []])
  })
})

describe('/story cast', () => {
  it('adds and removes', async () => {
    const here = world()
    await here.tell(mira, tomas, '/story start A day')
    expect((await here.tell('/story cast add Mira and tomas')).text).toBe(
      'Mira and Tomas are in the cast now: Mira and Tomas.',
    )
    expect((await here.tell('/story cast remove Mira')).text).toContain('In it: Tomas.')
    expect((await here.say('/story cast remove Mira')).error?.code).toBe('unknown-name')
    expect((await here.say('/story cast add Bo')).error?.code).toBe('unknown-name')
    expect((await world().say('/story cast add Mira')).error?.code).toBe('no-story')
  })
})

describe('/help', () => {
  it('shows every command and what the model draws', async () => {
    const { text } = await world().tell('/help')
    for (const { name, summary } of commands) expect(text).toContain(`/${name}: ${summary}`)
    expect(text).toContain('storybook draws man, woman, boy and girl')
    expect(text.length).toBeLessThan(2000)
  })

  it.each(commands.map(({ name }) => name))('explains %s', async (name) => {
    const { text } = await world().tell(`/help ${name}`)
    expect(text).toContain(`/${name}`)
    expect(text).toContain('Example: /')
  })

  it('prints options and limits from the zod object', async () => {
    const { text } = await world().tell('/help character add')
    expect(text).toContain('/character add <name> <description> [seed:<number>]')
    expect(text).toContain('seed: the same seed gives the same picture (may be left out)')
  })

  it('explains a group and suggests', async () => {
    const here = world()
    expect((await here.tell('/help character')).text.split('\n')).toHaveLength(6)
    const answer = await here.say('/help stroy next')
    expect(answer.error?.code).toBe('unknown-command')
    expect(answer.text).toContain('Did you mean story next')
  })
})
