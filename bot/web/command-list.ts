import { z } from 'zod'
import type { Command } from '../../commands/command.ts'
import type { CommandEntry } from './app-context.ts'

type Listed = Pick<Command, 'name' | 'summary' | 'options' | 'positional'>

/** The commands as programs read them: the zod objects become JSON schemas. */
export const listCommands = (commands: readonly Listed[]): CommandEntry[] =>
  commands.map(({ name, summary, options, positional }) => ({
    name,
    summary,
    positional,
    options: z.toJSONSchema(options, { io: 'input', unrepresentable: 'any' }),
  }))
