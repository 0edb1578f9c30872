import type { Problem } from '../errors.ts'
import { checkOptions, isSlashName, type Option } from './options.ts'

/** A command as Discord keeps it. */
export interface Command extends CommandBody {
  readonly id: string
  readonly version: string
  readonly guildId: string | undefined
}

/** A command as bots send it; its shape was checked at the door. */
export interface CommandBody {
  readonly name: string
  /** 1 slash command, 2 and 3 in the menu of a user or message. */
  readonly type?: number | null
  readonly description?: string | null
  readonly options?: readonly Option[] | null
  readonly contexts?: readonly number[] | null
  readonly integration_types?: readonly number[] | null
  readonly default_member_permissions?: string | number | null
  readonly dm_permission?: boolean | null
}

export const commandLimit = 100
const charactersLimit = 8000
const charactersOf = ({ name, description, options, choices }: Option): number =>
  name.length +
  description.length +
  (choices ?? []).reduce((sum, one) => sum + one.name.length + String(one.value).length, 0) +
  (options ?? []).reduce((sum, one) => sum + charactersOf(one), 0)

/** What Discord refuses in a command although its description of the API allows it. */
export function checkCommand(command: CommandBody): Problem[] {
  const { name, description, options } = command
  if ((command.type ?? 1) !== 1) {
    if (description) return [{ at: 'description', message: 'only slash commands have one' }]
    return options?.length ? [{ at: 'options', message: 'only slash commands have them' }] : []
  }
  const problems = checkOptions(options ?? [], 'options')
  if (!isSlashName(name)) {
    problems.push({ at: 'name', message: `${name} is not 1 to 32 lower-case letters or digits` })
  }
  if (!description) problems.push({ at: 'description', message: 'This field is required' })
  const characters = charactersOf({
    type: 1,
    name,
    description: description ?? '',
    options: options ?? [],
  })
  if (characters > charactersLimit) {
    const message = `${characters} characters are more than ${charactersLimit}`
    problems.push({ at: '', message })
  }
  return problems
}

/** What Discord refuses in the list of all commands. */
export function checkCommands(commands: readonly CommandBody[]): Problem[] {
  const problems = commands.flatMap((command, index) =>
    checkCommand(command).map(({ at, message }) => ({ at: `${index}.${at}`, message })),
  )
  const seen = new Set<string>()
  for (const [index, { name, type }] of commands.entries()) {
    const key = `${type ?? 1} ${name}`
    if (seen.has(key)) {
      problems.push({ at: `${index}.name`, message: `${name} is there already` })
    }
    seen.add(key)
  }
  return problems
}
