/** Two workspaces with a story each; what is said in the one must never reach the other. */

import type { Store } from '../../../story/ports/store.ts'
import { encodeThreadId, type Platform } from '../../../story/thread-id.ts'
import type { world } from '../../commands/world.ts'
import type { Tables } from '../../fakes/memory-tables.ts'

/** Frames and commands of a workspace. */
export interface Ids {
  readonly frameIds: readonly string[]
  readonly commandIds: readonly string[]
}

/** Where a story is told. */
export interface Ground {
  readonly workspace: string
  readonly channelId: string
  /** Of the story; the channel, unless said otherwise. */
  readonly thread?: string
  readonly authorId: string
  /** Who is in it, and what it is called. */
  readonly name?: string
  readonly title?: string
}

/** A story whose words nobody elsewhere may read. */
export const foreignStory = { name: 'Xanthippe', title: 'The hidden well' } as const
export const secrets: readonly string[] = Object.values(foreignStory)

interface Here {
  readonly store: Store
  readonly troupe: ReturnType<typeof world>
  findFaces(): Promise<void>
}

export function openTenants(
  platform: Platform,
  { store, troupe, findFaces }: Here,
  tables: Tables,
) {
  async function idsOf(workspace: string): Promise<Ids> {
    const tenant = await store.tenant(platform, workspace)
    const commands = [...tables.commands.values()].filter(
      ({ record }) => record.tenantId === tenant.id,
    )
    const ids = new Set(commands.map(({ record }) => record.id))
    const frames = [...tables.frames.values()].filter(({ commandId }) => ids.has(commandId))
    return { frameIds: frames.map(({ frame }) => frame.id), commandIds: [...ids] }
  }

  return {
    /** Forgets everything; the adapter stays as it is. */
    async clear(): Promise<void> {
      for (const table of Object.values(tables)) {
        if (table instanceof Map || table instanceof Set) table.clear()
      }
      for (const key of troupe.pictures.keys) await troupe.pictures.remove(key)
      for (const list of [troupe.changes.published, troupe.queue.rings]) {
        // Doubles remember everything, which is too much here.
        ;(list as unknown[]).length = 0
      }
      while (troupe.queue.take() !== undefined);
    },

    /** Two characters, and a story with three frames in a channel. */
    async begin(ground: Ground): Promise<Ids> {
      const { workspace, channelId, thread = channelId, authorId } = ground
      const { name = 'Mira', title = 'The lighthouse' } = ground
      const threadId = encodeThreadId({ platform, workspace, thread })
      const where = { threadId, channelId, who: authorId }
      const add = (name: string, description: string) =>
        troupe.say(`/character add ${name} ${description}`, where)
      await add(name, 'young woman with long red hair')
      await add('Tomas', 'old man with short hair')
      await findFaces()
      await troupe.say(`/story start ${title}`, where)
      for (let i = 0; i < 3; i++) await troupe.say(`/story next ${name} in a park`, where)
      return idsOf(workspace)
    },

    /** Everything that belongs to a workspace, as text. */
    async everythingOf(workspace: string): Promise<string> {
      const { id } = await store.tenant(platform, workspace)
      const stories = new Set(
        [...tables.stories.values()].flatMap((story) => (story.tenantId === id ? [story.id] : [])),
      )
      const episodes = [...tables.episodes.values()].filter(({ episode }) =>
        stories.has(episode.storyId),
      )
      const own = new Set(episodes.map(({ episode }) => episode.id))
      return JSON.stringify([
        [...tables.commands.values()]
          .filter(({ record }) => record.tenantId === id)
          .map(({ record }) => record),
        [...tables.characters.values()].filter(({ tenantId }) => tenantId === id),
        [...tables.stories.values()].filter(({ tenantId }) => tenantId === id),
        episodes,
        [...tables.frames.values()].filter(({ frame }) => own.has(frame.episodeId)),
        tables.settings.get(id) ?? null,
      ])
    },
  }
}
