import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readStories } from '../../bench/stories/read.ts'

const classWords = ['woman', 'man', 'boy']

/** The published form of a story of one person. */
const single = {
  prompts: ['A photo of an old woman with gray hair, in a park', 'A photo of her, at a desk'],
  token: 'woman',
  character: 'old woman with gray hair',
  settings_types: ['background', 'action'],
  settings: ['in a park', 'at a desk'],
  style: 'A photo of',
}

/** And of two. */
const pair = {
  ...single,
  token: ['woman', 'man'],
  character: ['old woman with gray hair', 'young man with a beard'],
}

let dir: string

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'troupe-stories-'))
})

afterEach(() => rm(dir, { recursive: true, force: true }))

async function write(file: string, content: unknown): Promise<string> {
  const path = join(dir, file)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

/** The sentence that a story file is refused with, after its path. */
async function refusal(content: unknown): Promise<string> {
  const path = await write('single/story.json', content)
  const { message } = await readStories(dir, classWords).then(
    () => expect.fail('the story was taken'),
    (error: Error) => error,
  )
  expect(message.startsWith(`${path}: `), message).toBe(true)
  return message.slice(path.length + 2)
}

describe('readStories', () => {
  it('reads a person who stands alone', async () => {
    await write('story.json', single)
    const [story] = await readStories(dir, classWords)
    expect(story.name).toBe('story')
    expect(story.characters).toEqual([
      { classWord: 'woman', description: 'old woman with gray hair' },
    ])
    expect(story.frames).toEqual([
      {
        prompt: single.prompts[0],
        ownPrompts: ['A photo of an old woman with gray hair, in a park'],
      },
      {
        prompt: single.prompts[1],
        ownPrompts: ['A photo of an old woman with gray hair, at a desk'],
      },
    ])
  })

  it('reads lists of people, each with a prompt of their own in every frame', async () => {
    await write('story.json', pair)
    const [story] = await readStories(dir, classWords)
    expect(story.characters.map((one) => one.classWord)).toEqual(['woman', 'man'])
    expect(story.frames[1].ownPrompts).toEqual([
      'A photo of an old woman with gray hair, at a desk',
      'A photo of a young man with a beard, at a desk',
    ])
  })

  it('reads a list of one as the person alone, and a story without a style', async () => {
    await write('a.json', { ...single, token: ['woman'], character: [single.character] })
    await write('b.json', { ...single, style: ' ' })
    const [list, plain] = await readStories(dir, classWords)
    expect(list.characters).toHaveLength(1)
    expect(plain.frames[0].ownPrompts).toEqual(['an old woman with gray hair, in a park'])
  })

  it('goes by the files below the folder, in order, and by nothing but *.json', async () => {
    await write('single/story_007.json', single)
    await write('multi-2/story_000.json', pair)
    await write('single/story_000.json', single)
    await write('single/README.md', 'not a story')
    const stories = await readStories(dir, classWords)
    expect(stories.map((story) => story.name)).toEqual([
      'multi-2/story_000',
      'single/story_000',
      'single/story_007',
    ])
  })
})

describe('what readStories says of', () => {
  it('a folder without stories', async () => {
    await write('README.md', 'nothing')
    await expect(readStories(dir, classWords)).rejects.toThrow(
      `${dir}: there is no story (*.json) in it`,
    )
  })

  it('malformed JSON', async () => {
    expect(await refusal('{ "prompts": [')).toMatch(/JSON/)
    expect(await refusal('[]')).toMatch(/^the story: .*expected object/)
  })

  it.each(['prompts', 'token', 'character', 'settings', 'style'])(
    'a missing field: %s',
    async (field) => {
      expect(await refusal({ ...single, [field]: undefined })).toMatch(
        new RegExp(`^${field}: Invalid input`),
      )
    },
  )

  it.each([
    ['prompts', [], /^prompts: /],
    ['prompts', ['fine', 3], /^prompts\.1: .*expected string/],
    ['character', [], /^character: /],
    ['token', ' ', /^token: /],
    ['settings', 'in a park', /^settings: .*expected array/],
    ['settings', ['in a park', ''], /^settings\.1: /],
  ])('a field of another shape: %s %j', async (field, value, sentence) => {
    expect(await refusal({ ...single, [field]: value })).toMatch(sentence)
  })

  it('counts that differ', async () => {
    expect(await refusal({ ...single, settings: ['in a park'] })).toBe(
      'settings: 1 of them, but 2 prompts',
    )
    expect(await refusal({ ...pair, token: ['woman', 'man', 'boy'] })).toBe(
      'character: 2 of them, but 3 tokens',
    )
    expect(await refusal({ ...pair, token: 'woman' })).toBe('character: 2 of them, but 1 tokens')
  })

  it('a class word that the model does not know', async () => {
    expect(await refusal({ ...pair, token: ['woman', 'robot'] })).toBe(
      'token: "robot" is none of woman, man, boy',
    )
  })
})

it('names a folder that is not there', async () => {
  await expect(readStories('/no/such/stories', ['woman'])).rejects.toThrow(
    '/no/such/stories: the folder of stories cannot be read',
  )
})
