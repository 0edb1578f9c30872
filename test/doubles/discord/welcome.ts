import { gatewayUrl } from './routes/about.ts'
import type { Welcome } from './sessions.ts'
import { hears } from './shards.ts'
import { guildsIntent } from './threads.ts'
import { guildCreateJson } from './wire/guilds.ts'
import { userJson } from './wire/users.ts'
import type { World } from './world.ts'

/** READY, and the guilds that the bot is in. */
export const welcomeTo = (world: World): Welcome =>
  function* (session_id, intents, shard) {
    const { bot } = world
    const guilds = [...world.guilds.values()].filter(
      ({ id, members }) => members.has(bot.id) && hears(shard, id),
    )
    const ready = {
      v: 10,
      user: userJson(bot),
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id,
      session_type: 'normal',
      resume_gateway_url: gatewayUrl(world),
      application: { id: bot.id, flags: 0 },
      shard: [shard.id, shard.count],
    }
    yield { event: 'READY', data: ready }
    if ((intents & guildsIntent) === 0) return
    for (const guild of guilds) yield { event: 'GUILD_CREATE', data: guildCreateJson(world, guild) }
  }
