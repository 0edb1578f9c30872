/** Discord's gateway as what the fuzzer sends to. */

import { discordThreadId } from '../../../../bot/discord/said.ts'
import { createRandom } from '../../../../training/random.ts'
import type { Interaction } from '../../../doubles/discord/world.ts'
import { memoryStore } from '../../../fakes/memory-store.ts'
import { emptyTables } from '../../../fakes/memory-tables.ts'
import type { Json } from '../../fuzz/mutate.ts'
import { type FuzzOptions, type FuzzResult, fuzz, type Target } from '../../fuzz/rounds.ts'
import { type Expected, wrongRows } from '../../fuzz/stored.ts'
import { openStream } from '../../fuzz/stream.ts'
import { foreignStory, openTenants } from '../../fuzz/tenants.ts'
import { troupeOnDiscord } from '../troupe.ts'
import { managesWith, type Scene } from './envelope.ts'
import { discordSource } from './source.ts'

export const fuzzDiscord = (options: FuzzOptions): Promise<FuzzResult> =>
  fuzz(options, () => openTarget(options.seed))

async function openTarget(seed: number): Promise<Target<Scene>> {
  const tables = emptyTables()
  // Discord's three seconds are measured elsewhere: here a slow machine must not change the outcome.
  let time = Date.parse('2026-11-24T12:00:00Z')
  const now = (): number => (time += 0.001)
  const here = await troupeOnDiscord({ now }, memoryStore(tables))
  const { discord, guild, channel, troupe } = here
  const tenants = openTenants('discord', here, tables)
  const other = discord.guild({ name: 'Elsewhere' })
  const otherChannel = other.channel({ name: 'elsewhere' })
  const channels = [channel, guild.channel({ name: 'second' }), guild.channel({ name: 'third' })]
  const people = Array.from({ length: 12 }, (_, i) => guild.member({ name: `Ann ${i}` }))
  const random = createRandom(seed)
  const authorId = people[0]!.id

  return {
    tables,
    stream: openStream(discordSource(discord.commands(), random), random),
    complaints: here.complaints,
    logged: troupe.logged,
    violations: () => discord.violations.splice(0),
    requests: discord.requests,
    // The other server hears of its own frames from the same bot.
    told: () =>
      discord.requests.filter(({ path }) => !path.startsWith(`/channels/${otherChannel.id}/`)),
    idOf: ({ id }) => id,
    deliver(payload) {
      const interaction = discord.deliver(payload)
      return () => outcomeOf(interaction)
    },
    aboutPayload: ({ details }) =>
      'reference' in details && 'interaction' in details ? { id: details.interaction } : undefined,
    async reset() {
      discord.forget()
      await tenants.clear()
      const ids = await tenants.begin({ workspace: guild.id, channelId: channel.id, authorId })
      const ground = { workspace: other.id, channelId: otherChannel.id, authorId }
      const foreign = await tenants.begin({ ...ground, ...foreignStory })
      return {
        ...ids,
        botId: discord.botId,
        guildId: guild.id,
        channelIds: channels.map(({ id }) => id),
        people,
        foreign: { ...foreign, guildId: other.id, channelId: otherChannel.id },
      }
    },
    elsewhere: () => tenants.everythingOf(other.id),
    wrong: (sent) =>
      wrongRows(tables, { platform: 'discord', workspace: /^\d{1,20}$/, sent, expected }),
    close: here.close,
  }
}

function expected(payload: Json): Expected {
  const { guild_id: workspace, channel, member, user } = payload as Record<string, Json>
  const channelId = String(channel?.id)
  const who = (user ?? member?.user) as Json | undefined
  return {
    workspace,
    threadId: discordThreadId(String(workspace), channelId),
    channelId,
    authorId: who?.id,
    manages: managesWith(member?.permissions),
  }
}

const answers: Readonly<Record<number, string>> = {
  4: 'message',
  5: 'deferred',
  8: 'choices',
  9: 'form',
}

/** The kind of the answer; nothing while the bot is thinking. */
function outcomeOf(interaction: Interaction | undefined): string | undefined {
  if (interaction?.answer === undefined) return undefined
  const { answer, original } = interaction
  return original?.loading && !original.deleted ? undefined : answers[answer]
}
