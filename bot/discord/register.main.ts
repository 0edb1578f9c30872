/** `npm run discord:register [-- --guild SERVER_ID] [--remove]`: brings the slash commands up to date. */

import { parseArgs } from 'node:util'
import { REST, Routes } from 'discord.js'
import { config as loadDotenv } from 'dotenv'
import { commandsFor } from '../../commands/index.ts'
import { listed } from '../../commands/words.ts'
import { bundlesNamed } from '../../models/bundles/named.ts'
import { configFromEnvironment } from '../config.ts'
import { applicationCommands } from './application-commands.ts'
import { registerCommands } from './register.ts'
import { translations } from './translations/index.ts'

async function main(): Promise<void> {
  const { guild, remove } = parseArgs({
    options: { guild: { type: 'string' }, remove: { type: 'boolean', default: false } },
  }).values
  const { BUNDLE, DISCORD_TOKEN, DISCORD_API_URL } = configFromEnvironment()
  if (DISCORD_TOKEN === undefined) throw new RangeError('DISCORD_TOKEN is not set')
  if (guild !== undefined && !/^\d{15,21}$/.test(guild)) {
    throw new RangeError('--guild takes the id of a server: a number of about 18 digits')
  }
  const options = DISCORD_API_URL === undefined ? {} : { api: DISCORD_API_URL }
  const rest = new REST(options).setToken(DISCORD_TOKEN)
  const application = (await rest.get(Routes.currentApplication())) as { id: string; name: string }
  const commands = commandsFor(bundlesNamed(BUNDLE).map(({ name }) => name))
  const wanted = remove ? [] : applicationCommands(commands, translations)
  const done = await registerCommands(rest, application.id, wanted, guild)
  const place = guild === undefined ? 'all servers' : `server ${guild}`
  const lines = Object.entries(done).flatMap(([what, names]) =>
    names.length === 0 ? [] : [`${what}: ${listed(names.map((name: string) => `/${name}`))}`],
  )
  console.log([`${application.name}, ${place}`, ...lines].join('\n'))
}

loadDotenv({ quiet: true })
try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
