import { dispatch } from '../../commands/dispatch.ts'
import { commandsFor } from '../../commands/index.ts'
import type { Reply } from '../../commands/reply.ts'
import type { Language } from '../../story/artist.ts'
import type { Character } from '../../story/character.ts'
import { advancing } from '../../story/conduct.ts'
import type { Frame } from '../../story/frame.ts'
import { type Languages, languageOf } from '../../story/languages.ts'
import type { Store } from '../../story/ports/store.ts'
import { memoryChanges } from '../fakes/memory-changes.ts'
import { memoryFrameStore } from '../fakes/memory-frame-store.ts'
import { memoryQueue } from '../fakes/memory-queue.ts'
import { memoryStore } from '../fakes/memory-store.ts'

const vocabulary = new Set(
  `a an the and in on at of with to is are man woman boy girl old young long short red blue hair park
  sits sit walk walks waves together under tree bench reading while he she they it by lake smiles
  s watercolor lady`.split(/\s+/),
)
const synonyms: Record<string, string> = { lady: 'woman' }
const nearest = new Map([
  ['meadow', 'park'],
  ['pond', 'lake'],
])
const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []

/** A model that knows forty words. */
export const smallLanguage: Language = {
  model: 'storybook',
  encoder: 'small',
  styles: ['ink', 'watercolor'],
  classWords: ['man', 'woman', 'boy', 'girl'],
  drawsPoses: true,
  classWordOf: (text) =>
    wordsOf(text)
      .map((word) => synonyms[word] ?? word)
      .find((word) => smallLanguage.classWords.includes(word)),
  unknownWords: (text) => [
    ...new Set(wordsOf(text).filter((word) => !vocabulary.has(word) && !nearest.has(word))),
  ],
  readAs: (text) =>
    [...new Set(wordsOf(text))].flatMap((written) => {
      const as = nearest.get(written)
      return as === undefined ? [] : [{ written, as }]
    }),
}

export const mira = '/character add Mira young woman with long red hair'
export const tomas = '/character add Tomas old man with short hair'

/** One Troupe in memory, and people who talk to it. */
export function world(
  store: Store = memoryStore(),
  language: Language = smallLanguage,
  ...others: readonly Language[]
) {
  const languages: Languages = [language, ...others]
  const queue = memoryQueue()
  const changes = memoryChanges()
  const logged: { reference: string; error: unknown }[] = []
  let count = 0
  const pictures = memoryFrameStore()
  const deps = {
    store,
    pictures,
    queue,
    advance: advancing(store, queue),
    changes,
    languages,
    commands: commandsFor(languages.map(({ model }) => model)),
    carrier: 'a bot',
    newSeed: () => 1000 + count++,
    newReference: () => `ref${count++}`,
    log: { error: (reference: string, error: unknown) => void logged.push({ reference, error }) },
  }
  const say = (
    text: string,
    {
      threadId = 'web:home:park',
      sourceId = `said-${count++}`,
      who = 'Ann',
      channelId = undefined as string | undefined,
      manages = true,
    } = {},
  ): Promise<Reply> =>
    dispatch({ text, sourceId, threadId, channelId, author: { id: who, name: who }, manages }, deps)
  const home = () => store.tenant('web', 'home')

  return {
    ...deps,
    logged,
    say,
    home,
    /** Says one line after the other and gives the last reply. */
    async tell(...lines: string[]): Promise<Reply> {
      let last: Reply | undefined
      for (const line of lines) {
        last = await say(line)
        if (last.error) throw new Error(`${line}: ${last.text}`)
      }
      return last!
    },
    async character(name: string): Promise<Character> {
      return (await store.characters.findByName((await home()).id, name))!
    },
    async ready(...names: string[]): Promise<void> {
      for (const name of names) {
        const { id, seed, model } = (await store.characters.findByName((await home()).id, name))!
        const identity = {
          embedding: new Float32Array(2),
          encoder: languageOf(languages, model).encoder,
          cohesion: 0.91,
          portraits: 4,
          survivors: [0, 2, 3],
        }
        await pictures.put(`portraits/${id}`, new Uint8Array(1))
        await store.characters.discovered(id, seed, identity, `portraits/${id}`)
      }
      await store.frames.releaseDue()
    },
    async frames(threadId = 'web:home:park'): Promise<Frame[]> {
      return store.frames.inThread((await home()).id, threadId)
    },
    /** Draws everything that is queued. */
    async draw(): Promise<void> {
      const settings = {
        bundle: 'small',
        sampler: 'euler',
        steps: 2,
        guidanceScale: 1,
        startStep: 0,
      }
      const timings = { template: 1200, decoding: 300 }
      await store.frames.releaseDue()
      for (
        let due = await store.frames.pending();
        due.length > 0;
        due = await store.frames.pending()
      ) {
        for (const { id, pool } of due) {
          const { token } = (await store.frames.claim(id, pool))!
          await store.frames.drawn(id, token, { image: id, template: id, settings, timings })
        }
        await store.frames.releaseDue()
      }
    },
  }
}
