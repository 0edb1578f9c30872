import { openGuild } from '../access.ts'
import { DiscordError, refuse } from '../errors.ts'
import {
  type Command,
  type CommandBody,
  checkCommand,
  checkCommands,
  commandLimit,
} from '../rules/commands.ts'
import type { Wire } from '../wire/users.ts'
import type { World } from '../world.ts'
import { type Answer, type Call, created, done, ok, type Route } from './route.ts'

const everywhere = '/applications/{application_id}/commands'
const inGuild = '/applications/{application_id}/guilds/{guild_id}/commands'

/** Registering commands, for all guilds and for one. */
export const commandRoutes: readonly Route[] = [everywhere, inGuild].flatMap((path): Route[] => [
  { method: 'GET', path, handle: (call) => ok(listOf(call).map(commandJson(call.world))) },
  { method: 'PUT', path, handle: replaceAll },
  { method: 'POST', path, handle: addOne },
  {
    method: 'GET',
    path: `${path}/{command_id}`,
    handle: (call) => ok(commandJson(call.world)(oneOf(call))),
  },
  { method: 'PATCH', path: `${path}/{command_id}`, handle: changeOne },
  { method: 'DELETE', path: `${path}/{command_id}`, handle: removeOne },
])

/** The guild's id, or `''`; throws when it is not the bot's business. */
function scopeOf({ world, params }: Call): string {
  if (params.application_id !== world.bot.id) throw new DiscordError(50001)
  return params.guild_id === undefined ? '' : openGuild(world, params.guild_id).id
}

const listOf = (call: Call): Command[] => call.world.commands.get(scopeOf(call)) ?? []

function oneOf(call: Call): Command {
  const found = listOf(call).find(({ id }) => id === call.params.command_id)
  if (found === undefined) throw new DiscordError(10063)
  return found
}

const sameCommand = (a: CommandBody, b: CommandBody): boolean =>
  a.name === b.name && (a.type ?? 1) === (b.type ?? 1)

function keep(call: Call, body: CommandBody, before: Command | undefined): Command {
  const { newId } = call.world
  const id = before?.id ?? newId()
  return { ...body, id, version: newId(), guildId: call.params.guild_id }
}

function store(call: Call, commands: Command[]): void {
  for (const type of [1, 2, 3]) {
    const limit = type === 1 ? commandLimit : 15
    if (commands.filter((one) => (one.type ?? 1) === type).length > limit) {
      throw new DiscordError(30032)
    }
  }
  call.world.commands.set(scopeOf(call), commands)
}

function replaceAll(call: Call): Answer {
  const before = listOf(call)
  const bodies = (call.body ?? []) as readonly CommandBody[]
  refuse(checkCommands(bodies))
  const after = bodies.map((body) =>
    keep(
      call,
      body,
      before.find((one) => sameCommand(one, body)),
    ),
  )
  store(call, after)
  return ok(after.map(commandJson(call.world)))
}

function addOne(call: Call): Answer {
  const body = call.body as CommandBody
  refuse(checkCommand(body))
  const before = listOf(call)
  const same = before.find((one) => sameCommand(one, body))
  const command = keep(call, body, same)
  store(call, [...before.filter((one) => one !== same), command])
  return (same ? ok : created)(commandJson(call.world)(command))
}

function changeOne(call: Call): Answer {
  const before = oneOf(call)
  const command = { ...keep(call, { ...before, ...(call.body as object) }, before) }
  refuse(checkCommand(command))
  store(
    call,
    listOf(call).map((one) => (one === before ? command : one)),
  )
  return ok(commandJson(call.world)(command))
}

function removeOne(call: Call): Answer {
  const gone = oneOf(call)
  store(
    call,
    listOf(call).filter((one) => one !== gone),
  )
  return done
}

const commandJson =
  ({ bot }: World) =>
  ({ guildId, ...command }: Command): Wire => ({
    name_localizations: null,
    description_localizations: null,
    dm_permission: true,
    contexts: null,
    integration_types: [0],
    nsfw: false,
    ...command,
    type: command.type ?? 1,
    description: command.description ?? '',
    default_member_permissions:
      command.default_member_permissions == null
        ? null
        : String(command.default_member_permissions),
    application_id: bot.id,
    ...(guildId ? { guild_id: guildId } : {}),
  })
