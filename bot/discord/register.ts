/** Registers the slash commands: only what changed. */

import { type REST, type RESTPostAPIChatInputApplicationCommandsJSONBody, Routes } from 'discord.js'

type SlashCommand = RESTPostAPIChatInputApplicationCommandsJSONBody
type Registered = SlashCommand & { readonly id: string }

/** What was done to each command, by name. */
export interface Registration {
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly removed: readonly string[]
  readonly kept: readonly string[]
}

/** Brings the commands of an application, or of one server (`guildId`), to what is wanted. */
export async function registerCommands(
  rest: REST,
  applicationId: string,
  wanted: readonly SlashCommand[],
  guildId?: string,
): Promise<Registration> {
  const all = (
    guildId === undefined
      ? Routes.applicationCommands(applicationId)
      : Routes.applicationGuildCommands(applicationId, guildId)
  ) as `/${string}`
  const query = new URLSearchParams({ with_localizations: 'true' })
  const there = (await rest.get(all, { query })) as Registered[]
  const added: string[] = []
  const changed: string[] = []
  const kept: string[] = []
  for (const body of wanted) {
    const known = there.find(({ name }) => name === body.name)
    if (known !== undefined && same(known, body)) {
      kept.push(body.name)
      continue
    }
    // The same name again is an update.
    await rest.post(all, { body })
    ;(known === undefined ? added : changed).push(body.name)
  }
  const gone = there.filter(({ name }) => !wanted.some((body) => body.name === name))
  for (const { id } of gone) await rest.delete(`${all}/${id}`)
  return { added, changed, removed: gone.map(({ name }) => name), kept }
}

/** Whether Discord has all that is wanted; what it adds on its own does not count. */
function same(there: unknown, wanted: unknown): boolean {
  if (wanted === undefined || wanted === false)
    return there === undefined || there === false || there === null
  if (Array.isArray(wanted)) {
    const found = Array.isArray(there) ? there : []
    return wanted.length === found.length && wanted.every((one, i) => same(found[i], one))
  }
  if (typeof wanted === 'object' && wanted !== null) {
    const found = (there ?? {}) as Record<string, unknown>
    return Object.entries(wanted).every(([key, value]) => same(found[key], value))
  }
  return there === wanted
}
