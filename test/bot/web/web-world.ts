import { createWebApp } from '../../../bot/web/app.ts'
import { listCommands } from '../../../bot/web/command-list.ts'
import type { Checks } from '../../../bot/web/health-routes.ts'
import { findPageFiles } from '../../../bot/web/page-routes.ts'
import { dispatch } from '../../../commands/dispatch.ts'
import { commandsFor } from '../../../commands/index.ts'
import type { Language } from '../../../story/artist.ts'
import { advancing } from '../../../story/conduct.ts'
import type { Languages } from '../../../story/languages.ts'
import { memoryChanges } from '../../fakes/memory-changes.ts'
import { memoryFrameStore } from '../../fakes/memory-frame-store.ts'
import { memoryQueue } from '../../fakes/memory-queue.ts'
import { memoryStore } from '../../fakes/memory-store.ts'
import { takerOf } from '../pose-taker.ts'

const commands = commandsFor(['storybook'])

const formula: Language = {
  model: 'formula',
  encoder: 'small',
  styles: [],
  classWords: ['woman', 'man'],
  drawsPoses: true,
  classWordOf: (text) => /\b(?:woman|man)\b/.exec(text)?.[0],
  unknownWords: () => [],
  readAs: () => [],
}

/** The web side on a store in memory, with the real commands. */
export async function webWorld({
  host = '127.0.0.1',
  store = memoryStore(),
  pictures = memoryFrameStore(),
  languages = [formula] as Languages,
  health = { parts: { store: async () => true } as Checks, signs: {} as Checks },
} = {}) {
  const changes = memoryChanges()
  const queue = memoryQueue()
  const advance = advancing(store, queue)
  const errors: unknown[] = []
  let seed = 0
  const app = createWebApp(
    {
      store,
      changes,
      pictures,
      say: (invocation) =>
        dispatch(invocation, {
          store,
          advance,
          changes,
          pictures,
          languages,
          commands,
          carrier: 'a bot',
          newSeed: () => seed++,
          newReference: () => 'ref1',
          log: { error: (_, error) => void errors.push(error) },
        }),
      poses: takerOf({ store, pictures, languages }),
      commands: listCommands(commands),
      health,
      host,
      log: { error: (details) => void errors.push(details) },
      newId: () => crypto.randomUUID(),
    },
    await findPageFiles(),
  )
  const get = (path: string, headers: Record<string, string> = {}) =>
    app.request(path, { headers: { host: 'localhost:4000', ...headers } })
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    app.request(path, {
      method: 'POST',
      headers: { host: 'localhost:4000', 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const say = async (text: string, more: object = {}) => {
    const response = await post('/api/commands', { thread: 't', user: 'Nora', text, ...more })
    return { status: response.status, body: JSON.parse(await response.text()) }
  }
  const thread = async (name = 't') => JSON.parse(await (await get(`/api/threads/${name}`)).text())
  return { app, store, changes, pictures, queue, errors, get, post, say, thread }
}

export type WebWorld = Awaited<ReturnType<typeof webWorld>>

/** Tells a one-frame story and draws it: the ids of its character and its frame. */
export async function drawnStory(world: WebWorld): Promise<{ character: string; frame: string }> {
  const added = await world.say('/character add Mira a young woman with red hair')
  const character: string = added.body.reply.made.characterId
  const { seed } = (await world.store.characters.byJob(character))!
  await world.pictures.put(`characters/${character}.png`, new Uint8Array([0x89, 1]))
  const identity = {
    embedding: new Float32Array(4),
    encoder: 'small',
    cohesion: 1,
    portraits: 4,
    survivors: [0],
  }
  await world.store.characters.discovered(character, seed, identity, `characters/${character}.png`)
  await world.say('/story start The lighthouse')
  const next = await world.say('/story next Mira in a library')
  const frame: string = next.body.reply.made.frameId
  await world.store.frames.releaseDue()
  const claim = await world.store.frames.claim(frame)
  await world.pictures.put(`frames/${frame}.png`, new Uint8Array([0x89, 2]))
  await world.pictures.put(`frames/${frame}-template.png`, new Uint8Array([0x89, 3]))
  await world.store.frames.drawn(frame, claim!.token, {
    image: `frames/${frame}.png`,
    template: `frames/${frame}-template.png`,
    settings: { bundle: 'b', sampler: 'euler', steps: 1, guidanceScale: 1, startStep: 1 },
    timings: {},
  })
  return { character, frame }
}
