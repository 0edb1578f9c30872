/** Stories in the public benchmark's JSON form (ConsiStory-Human). */

import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { z } from 'zod'

export interface StoryCharacter {
  readonly classWord: string
  /** "young Asian woman with long, straight black hair", without an article. */
  readonly description: string
}

export interface Story {
  /** Its file below the folder, without `.json`: "single/story_000". */
  readonly name: string
  readonly characters: readonly StoryCharacter[]
  readonly frames: readonly {
    /** The whole scene. */
    readonly prompt: string
    /** Each character's own prompt, in the order of `characters`. */
    readonly ownPrompts: readonly string[]
  }[]
}

const text = z.string().trim().min(1)
const oneOrMore = z.union([text.transform((one) => [one]), z.array(text).min(1)])

const storySchema = z
  .object({
    prompts: z.array(text).min(1),
    token: oneOrMore,
    character: oneOrMore,
    settings: z.array(text),
    style: z.string().trim(),
  })
  .superRefine(({ prompts, settings, token, character }, { addIssue }) => {
    const differ = (path: string, found: number, wanted: number, what: string) =>
      found === wanted ||
      addIssue({ code: 'custom', path: [path], message: `${found} of them, but ${wanted} ${what}` })
    differ('settings', settings.length, prompts.length, 'prompts')
    differ('character', character.length, token.length, 'tokens')
  })

const article = (description: string) => (/^[aeiou]/i.test(description) ? 'an' : 'a')

/**
 * Every `*.json` below `dir`, by name. Error with file and field when one is malformed or asks for
 * a class word that the model does not know.
 */
export async function readStories(dir: string, classWords: readonly string[]): Promise<Story[]> {
  const found = await readdir(dir, { recursive: true }).catch((cause) => {
    throw new Error(`${dir}: the folder of stories cannot be read`, { cause })
  })
  const files = found.filter((file) => file.endsWith('.json')).sort()
  if (files.length === 0) throw new Error(`${dir}: there is no story (*.json) in it`)
  return Promise.all(files.map((file) => readStory(join(dir, file), dir, classWords)))
}

async function readStory(path: string, dir: string, classWords: readonly string[]): Promise<Story> {
  const parsed = storySchema.safeParse(await readJson(path))
  if (!parsed.success) {
    const [{ path: field, message }] = parsed.error.issues
    throw new Error(`${path}: ${field.length === 0 ? 'the story' : field.join('.')}: ${message}`)
  }
  const { prompts, settings, token, character, style } = parsed.data
  const stranger = token.find((word) => !classWords.includes(word))
  if (stranger !== undefined) {
    throw new Error(`${path}: token: "${stranger}" is none of ${classWords.join(', ')}`)
  }
  return {
    name: relative(dir, path).replace(/\.json$/, ''),
    characters: character.map((description, k) => ({ classWord: token[k], description })),
    frames: prompts.map((prompt, i) => ({
      prompt,
      ownPrompts: character.map((description) =>
        `${style} ${article(description)} ${description}, ${settings[i]}`.trim(),
      ),
    })),
  }
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (cause) {
    throw new Error(`${path}: ${(cause as Error).message}`, { cause })
  }
}
