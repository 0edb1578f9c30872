import { may, permissionsIn } from '../permissions.ts'
import type { Command } from '../rules/commands.ts'
import { type Option, optionType } from '../rules/options.ts'
import type { Channel, User, World } from '../world.ts'

export interface FoundCommand {
  readonly command: Command
  /** Group and subcommand, outermost first. */
  readonly path: readonly Option[]
  /** What can be filled in. */
  readonly options: readonly Option[]
}

/** What somebody who types `story next` gets to, among what the bot registered; throws if nothing. */
export function findCommand(
  world: World,
  channel: Channel,
  user: User,
  typed: string,
): FoundCommand {
  const [name, ...words] = typed.replace(/^\//, '').split(' ')
  const offered = offeredIn(world, channel, user)
  const command = offered.find((one) => one.name === name)
  if (command === undefined) {
    const names = offered.map((one) => `/${one.name}`).join(' ') || 'none'
    throw new Error(`${user.name} is offered no command /${name}; there are ${names}`)
  }
  const path: Option[] = []
  let options = command.options ?? []
  while (options.some(isNesting)) {
    const word = words.shift()
    const next = options.find((one) => one.name === word)
    if (next === undefined) {
      const names = options.map((one) => one.name).join(' ')
      throw new Error(`/${typed} is not whole: after /${name} comes one of ${names}`)
    }
    path.push(next)
    options = next.options ?? []
  }
  if (words.length > 0) throw new Error(`/${typed} goes on after the command: ${words.join(' ')}`)
  return { command, path, options }
}

const isNesting = ({ type }: Option): boolean =>
  type === optionType.subcommand || type === optionType.group

/** Slash commands that Discord offers somebody in a channel; a guild's own win over global ones. */
function offeredIn(world: World, channel: Channel, user: User): Command[] {
  const { guildId } = channel
  if (!may(world, channel, user.id, 'UseApplicationCommands')) return []
  const own = guildId === undefined ? [] : (world.commands.get(guildId) ?? [])
  const context = guildId === undefined ? 1 : 0
  const held = permissionsIn(world, channel, user.id)
  return [...own, ...(world.commands.get('') ?? [])].filter((command) => {
    const { type, contexts, dm_permission, default_member_permissions: needed } = command
    if ((type ?? 1) !== 1) return false
    if (contexts && !contexts.includes(context)) return false
    if (context === 1) return dm_permission !== false
    if (needed === undefined || needed === null) return true
    const wanted = BigInt(needed) || 1n << 3n
    return (held & wanted) === wanted
  })
}
