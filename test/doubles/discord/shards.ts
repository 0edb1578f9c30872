/** Which of several connections hears of what: https://discord.com/developers/docs/events/gateway#sharding */

/** Connection `id` of `count`. */
export interface Shard {
  readonly id: number
  readonly count: number
}

export const onlyShard: Shard = { id: 0, count: 1 }

/** The shard as a client names it, `[id, count]`; undefined when there is none of that kind. */
export function readShard(given: unknown): Shard | undefined {
  if (given === undefined) return onlyShard
  const [id, count, ...rest] = Array.isArray(given) ? given : []
  const isOne = Number.isInteger(id) && Number.isInteger(count) && rest.length === 0
  return isOne && id >= 0 && id < count ? { id, count } : undefined
}

/** Whether a shard hears of a guild; direct messages, which have none, are shard 0's. */
export const hears = ({ id, count }: Shard, guildId: string | undefined): boolean =>
  shardOf(guildId, count) === id

/** The shard of a guild among so many. */
export const shardOf = (guildId: string | undefined, count: number): number =>
  guildId === undefined ? 0 : Number((BigInt(guildId) >> 22n) % BigInt(count))

/** The guild that an event is about; what no guild could be called counts as none. */
export function guildOf(event: string, data: unknown): string | undefined {
  const isGuild = event === 'GUILD_CREATE' || event === 'GUILD_DELETE'
  const known = data as { readonly id?: unknown; readonly guild_id?: unknown } | null
  const found = isGuild ? known?.id : known?.guild_id
  return typeof found === 'string' && /^\d{1,20}$/.test(found) ? found : undefined
}
