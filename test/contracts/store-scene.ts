import { randomUUID } from 'node:crypto'
import type { Author, Character, Identity } from '../../story/character.ts'
import type { Episode, Story } from '../../story/episode.ts'
import type { Frame } from '../../story/frame.ts'
import type { Due } from '../../story/pools.ts'
import type { LeftBehind } from '../../story/ports/command-log.ts'
import type { Store, Tenant } from '../../story/ports/store.ts'
import { encodeThreadId, type Platform } from '../../story/thread-id.ts'

export const author = { id: 'u1', name: 'Ada' }

/** What an ordinary person in an ordinary thread says things with, and the process that hears it. */
export const rights = { channelId: undefined, manages: false, carrier: 'a bot' }

export const identity: Identity = {
  embedding: Float32Array.from([0.25, -1.5, 3.125]),
  encoder: 'storybook/id-encoder-1',
  cohesion: 0.75,
  portraits: 6,
  survivors: [0, 2, 3, 5],
}

/** All that was said so far, as if it were left behind. */
export const saidSoFar = (): LeftBehind => ({
  before: new Date(Date.now() + 60_000),
  carriers: [],
})

export const result = {
  image: 'frames/a.png',
  template: 'frames/a-template.png',
  settings: { bundle: 'storybook', sampler: 'euler', steps: 20, guidanceScale: 0, startStep: 4 },
  timings: { layout: 12.5, denoise: 340 },
}

/** A workspace, a thread and a few verbs, fresh for every test: the suite may share one database. */
export interface Scene {
  readonly store: Store
  readonly tenant: Tenant
  readonly threadId: string
  newCharacter(name: string): Promise<Character>
  readyCharacter(name: string): Promise<Character>
  newStory(cast?: readonly Character[]): Promise<{ story: Story; episode: Episode }>
  /** Stores a command and gives its id. */
  say(text: string, who?: Author): Promise<string>
  newFrame(
    episode: Episode,
    cast?: readonly Character[],
    redoOf?: string,
    commandId?: string,
  ): Promise<Frame>
  /** Releases, claims and finishes a frame. */
  draw(frame: Frame): Promise<void>
  stateOf(frame: Frame): Promise<string | undefined>
}

/** A fresh scene on the store under test. */
export type Setting = () => Promise<Scene>

export async function newScene(store: Store, platform: Platform = 'web'): Promise<Scene> {
  const workspace = randomUUID()
  const tenant = await store.tenant(platform, workspace)
  const threadId = encodeThreadId({ platform, workspace, thread: 'evening' })
  const tenantId = tenant.id

  const newCharacter = (name: string) =>
    store.characters.add({
      tenantId,
      name,
      description: 'a small red fox with a scarf',
      classWord: 'fox',
      seed: 7,
      author,
      threadId,
    })
  const say = async (text: string, who: Author = author) => {
    const said = { tenantId, sourceId: randomUUID(), threadId, ...rights, author: who, text }
    return (await store.commands.receive(said)).record.id
  }

  return {
    store,
    tenant,
    threadId,
    newCharacter,
    say,

    async readyCharacter(name) {
      const { id, seed } = await newCharacter(name)
      await store.characters.discovered(id, seed, identity, `characters/${id}.png`)
      return (await store.characters.get(tenantId, id))!
    },

    newStory: (cast = []) =>
      store.stories.start({
        tenantId,
        threadId,
        title: 'The lighthouse',
        style: 'watercolour',
        cast: cast.map(({ id }) => id),
      }),

    newFrame: async (episode, cast = [], redoOf = undefined, commandId = undefined) =>
      store.frames.add({
        episodeId: episode.id,
        commandId: commandId ?? (await say('/story next')),
        prompt: 'on the beach',
        cast: cast.map(({ id, name }) => ({ characterId: id, name })),
        seed: 42,
        author,
        redoOf,
      }),

    async draw(frame) {
      await store.frames.releaseDue()
      const claim = await store.frames.claim(frame.id)
      await store.frames.drawn(frame.id, claim!.token, result)
    },

    stateOf: async (frame) => (await store.frames.get(tenantId, frame.id))?.state,
  }
}

/** Only which ones are due. */
export const idsOf = async (due: Promise<readonly Due[]>): Promise<string[]> =>
  (await due).map(({ id }) => id)

/** A scene alone in the lines that all scenes share: whoever was there before leaves them. */
export async function alone(setting: Setting): Promise<Scene> {
  const scene = await setting()
  const { frames, characters } = scene.store
  await frames.releaseDue()
  for (const { frame, tenantId } of await frames.unfinished('web')) {
    await frames.cancel(tenantId, frame.id)
  }
  for (const { id, seed } of await characters.discovering('web')) {
    await characters.failed(id, seed, 'Nobody could be drawn.')
  }
  return scene
}
