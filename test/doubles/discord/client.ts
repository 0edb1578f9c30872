import { Client, type ClientOptions, GatewayIntentBits } from 'discord.js'
import type { Discord } from './start.ts'

const usualIntents = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.DirectMessages,
]

/** A real discord.js client that is ready; it identifies again without discord.js's 5 seconds. */
export async function connect(
  { api, token }: Pick<Discord, 'api' | 'token'>,
  options: Partial<ClientOptions> = {},
): Promise<Client<true>> {
  const client = new Client({
    intents: usualIntents,
    ...options,
    rest: { api, ...options.rest },
    ws: { buildIdentifyThrottler: async () => ({ waitForIdentify: async () => {} }) },
  })
  const ready = new Promise<Client<true>>((resolve) => client.once('clientReady', resolve))
  try {
    await client.login(token)
    return await ready
  } catch (error) {
    await client.destroy()
    throw error
  }
}
