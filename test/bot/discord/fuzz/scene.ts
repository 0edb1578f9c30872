/** Two servers with a story each; what is said in the one must never reach the other. */

import { discordThreadId } from '../../../../bot/discord/said.ts'
import type { Tables } from '../../../fakes/memory-tables.ts'
import type { TroupeOnDiscord } from '../troupe.ts'
import type { Scene } from './envelope.ts'

export function openScene(here: TroupeOnDiscord, tables: Tables) {
  const { discord, guild, channel, store, troupe } = here
  const other = discord.guild({ name: 'Elsewhere' })
  const otherChannel = other.channel({ name: 'elsewhere' })
  const channels = [channel, guild.channel({ name: 'second' }), guild.channel({ name: 'third' })]
  const people = Array.from({ length: 12 }, (_, i) => guild.member({ name: `Ann ${i}` }))

  async function begin(guildId: string, channelId: string): Promise<void> {
    const where = { threadId: discordThreadId(guildId, channelId), channelId, who: people[0]!.id }
    const add = async (name: string, description: string) =>
      troupe.say(`/character add ${name} ${description}`, where)
    await add('Mira', 'young woman with long red hair')
    await add('Tomas', 'old man with short hair')
    await here.findFaces()
    await troupe.say('/story start The lighthouse', where)
    for (let i = 0; i < 3; i++) await troupe.say('/story next Mira in a park', where)
  }

  const idsOf = async (guildId: string) => {
    const tenant = await store.tenant('discord', guildId)
    const commands = [...tables.commands.values()].filter(
      ({ record }) => record.tenantId === tenant.id,
    )
    const ids = new Set(commands.map(({ record }) => record.id))
    const frames = [...tables.frames.values()].filter(({ commandId }) => ids.has(commandId))
    return { frameIds: frames.map(({ frame }) => frame.id), commandIds: [...ids] }
  }

  return {
    /** Forgets everything and begins anew, with the same client and the same adapter. */
    async reset(): Promise<Scene> {
      discord.forget()
      for (const table of Object.values(tables)) {
        if (table instanceof Map || table instanceof Set) table.clear()
      }
      for (const key of troupe.pictures.keys) await troupe.pictures.remove(key)
      for (const list of [troupe.changes.published, troupe.queue.rings]) {
        // Doubles remember everything, which is too much here.
        ;(list as unknown[]).length = 0
      }
      while (troupe.queue.take() !== undefined);
      await begin(guild.id, channel.id)
      await begin(other.id, otherChannel.id)
      return {
        botId: discord.botId,
        guildId: guild.id,
        channelIds: channels.map(({ id }) => id),
        people,
        ...(await idsOf(guild.id)),
        foreign: {
          guildId: other.id,
          channelId: otherChannel.id,
          ...(await idsOf(other.id)),
        },
      }
    },
    /** Everything that belongs to the other server, as text. */
    async elsewhere(): Promise<string> {
      const { id } = await store.tenant('discord', other.id)
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
