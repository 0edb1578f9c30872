import { z } from 'zod'
import type { Language } from '../story/artist.ts'
import { UserError } from '../story/errors.ts'
import { type Command, defineCommand } from './command.ts'
import { type Reply, reply } from './reply.ts'
import { nearest } from './suggest.ts'
import { optionsOf, usage } from './usage.ts'
import { clip, listed } from './words.ts'

/** `help` for a list of commands, printed from their zod objects. */
export const helpFor = (commands: () => readonly Command[]) =>
  defineCommand({
    name: 'help',
    summary: 'What one can say; with a command, how it is written',
    options: z.object({
      command: z
        .string()
        .min(1)
        .max(100)
        .meta({ suggest: 'command' })
        .optional()
        .describe('the command to explain'),
    }),
    positional: ['command'],
    example: '/help story next',
    readsOnly: true,
    async run({ command }, { language }) {
      return command === undefined ? overview(commands(), language) : explain(command, commands())
    },
  })

function overview(commands: readonly Command[], language: Language): Reply {
  const lines = commands.map(({ name, summary }) => `/${name}: ${summary}`)
  const known = language.classWords
  return reply(
    [
      'Describe characters, then tell their story frame by frame:',
      ...lines,
      `${language.model} draws ${listed(known)}; every description needs one of these words, ` +
        'for instance: /character add Mira young woman with long red hair',
    ].join('\n'),
    {
      private: true,
      choices: [
        { label: 'Adding a character', command: '/help character add' },
        { label: 'Drawing a frame', command: '/help story next' },
      ],
    },
  )
}

function explain(said: string, commands: readonly Command[]): Reply {
  const wanted = said.trim().toLowerCase().replace(/^\//, '').replace(/\s+/g, ' ')
  const exact = commands.find(({ name }) => name === wanted)
  if (exact !== undefined) return explainOne(exact)
  const group = commands.filter(({ name }) => name.startsWith(`${wanted} `))
  if (group.length > 0) {
    return reply(group.map(({ name, summary }) => `/${name}: ${summary}`).join('\n'), {
      private: true,
      choices: group.slice(0, 5).map(({ name }) => ({ label: name, command: `/help ${name}` })),
    })
  }
  const near = nearest(
    wanted,
    commands.map(({ name }) => name),
  )
  const meant = near.length === 0 ? '' : ` Did you mean ${listed(near, 'or')}?`
  throw new UserError(
    'unknown-command',
    `There is no command ${clip(wanted, 40)}.${meant} /help shows all.`,
  )
}

function explainOne(command: Command): Reply {
  const options = optionsOf(command).map(({ name, about, isRequired }) => {
    return `${name}: ${about}${isRequired ? '' : ' (may be left out)'}`
  })
  return reply(
    [usage(command), command.summary, ...options, `Example: ${command.example}`].join('\n'),
    { private: true, choices: [{ label: 'All commands', command: '/help' }] },
  )
}
