/** Slash commands as Discord registers them, written from the commands' zod objects. Pure. */

import {
  type RESTPostAPIChatInputApplicationCommandsJSONBody as SlashCommand,
  ApplicationCommandOptionType as Type,
} from 'discord.js'
import type { Command } from '../../commands/command.ts'
import { type Option, optionsOf } from '../../commands/usage.ts'
import { clip } from '../../commands/words.ts'

/** Texts in another language: by `name`, `name.option`; what is missing stays English. */
export type Translations = Readonly<Record<string, Readonly<Record<string, string>>>>

type Body = NonNullable<SlashCommand['options']>[number]

/** In servers only, installed for a server: a story belongs to a place. */
const everywhere = { contexts: [0], integration_types: [0] }
const longestText = 100

/** One entry for each first word; `/story cast add` becomes a group with a subcommand. */
export function applicationCommands(
  commands: readonly Command[],
  translations: Translations = {},
): SlashCommand[] {
  const said = describer(translations)
  const roots = new Map<string, Command[]>()
  for (const command of commands) {
    const [root = ''] = command.name.split(' ')
    roots.set(root, [...(roots.get(root) ?? []), command])
  }
  return [...roots].map(([name, members]) => {
    const [only] = members
    const common = { name, type: 1 as const, ...everywhere }
    if (only?.name === name) {
      return { ...common, ...said(name, only.summary), options: optionBodies(only, said) }
    }
    const about = `Everything about ${name === 'story' ? 'stories' : name}`
    return { ...common, ...said(name, about), options: subcommands(members, name, said) }
  }) as SlashCommand[]
}

type Describe = (key: string, english: string) => object

const describer =
  (translations: Translations): Describe =>
  (key, english) => {
    const others = Object.entries(translations).flatMap(([locale, texts]) =>
      texts[key] === undefined ? [] : [[locale, clip(texts[key], longestText)] as const],
    )
    const localized =
      others.length === 0 ? {} : { description_localizations: Object.fromEntries(others) }
    return { description: clip(english, longestText), ...localized }
  }

function subcommands(members: readonly Command[], root: string, said: Describe): object[] {
  const rest = (command: Command) => command.name.slice(root.length + 1).split(' ')
  const one = (command: Command) => ({
    type: Type.Subcommand,
    name: rest(command).at(-1),
    ...said(command.name, command.summary),
    options: optionBodies(command, said),
  })
  const direct = members.filter((command) => rest(command).length === 1)
  const deeper = members.filter((command) => rest(command).length > 1)
  const groups = [...new Set(deeper.map((command) => rest(command)[0]!))].map((name) => ({
    type: Type.SubcommandGroup,
    name,
    ...said(`${root} ${name}`, `Everything about the ${name}`),
    options: deeper.filter((command) => rest(command)[0] === name).map(one),
  }))
  return [...direct.map(one), ...groups]
}

/** Required options come first, as Discord wants them. */
const optionBodies = (command: Command, said: Describe): Body[] =>
  [...optionsOf(command)]
    .sort((a, b) => Number(b.isRequired) - Number(a.isRequired))
    .map((option) => optionBody(command, option, said))

function optionBody({ name }: Command, option: Option, said: Describe): Body {
  const { isRequired, isNumber, minimum, maximum, shortest, longest, values, suggest } = option
  const about = {
    name: option.name,
    ...said(`${name}.${option.name}`, option.about),
    required: isRequired,
  }
  if (option.isAttached) return { type: Type.Attachment, ...about } as Body
  const limits = isNumber
    ? { min_value: minimum, max_value: maximum }
    : { min_length: shortest, max_length: longest }
  return {
    type: isNumber ? Type.Integer : Type.String,
    ...about,
    ...(values === undefined
      ? limits
      : { choices: values.map((value) => ({ name: value, value })) }),
    ...(suggest === undefined ? {} : { autocomplete: true }),
  } as Body
}
