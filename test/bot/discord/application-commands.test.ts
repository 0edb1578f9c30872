import { expect, test } from 'vitest'
import { applicationCommands } from '../../../bot/discord/application-commands.ts'
import { translations } from '../../../bot/discord/translations/index.ts'
import { commandsFor } from '../../../commands/index.ts'
import { optionsOf } from '../../../commands/usage.ts'

const commands = commandsFor(['storybook', 'grand'])

interface Option {
  readonly type: number
  readonly name: string
  readonly description: string
  readonly required?: boolean
  readonly autocomplete?: boolean
  readonly choices?: readonly unknown[]
  readonly options?: readonly Option[]
}

const bodies = applicationCommands(commands) as readonly Option[]
const all = (options: readonly Option[] = []): Option[] =>
  options.flatMap((option) => [option, ...all(option.options)])

/** `story cast add` by walking the tree, as Discord shows it. */
const paths = ({ name, options = [] }: Option): string[] => {
  const inside = options.filter(({ type }) => type === 1 || type === 2)
  return inside.length === 0
    ? [name]
    : inside.flatMap((option) => paths(option).map((path) => `${name} ${path}`))
}

test('every command can be reached, each once', () => {
  const reached = bodies.flatMap(paths)
  expect(reached.sort()).toEqual(commands.map(({ name }) => name).sort())
})

test('names and descriptions stay within what Discord takes', () => {
  for (const { name, description } of all(bodies)) {
    expect(name).toMatch(/^[a-z][a-z-]{0,31}$/)
    expect(description.length).toBeGreaterThan(0)
    expect(description.length).toBeLessThanOrEqual(100)
  }
  for (const { options = [] } of all(bodies)) expect(options.length).toBeLessThanOrEqual(25)
})

test('what must be given comes before what may', () => {
  for (const { options = [] } of all(bodies)) {
    const required = options
      .filter(({ type }) => type > 2)
      .map((option) => option.required === true)
    expect(required).toEqual([...required].sort((a, b) => Number(b) - Number(a)))
  }
})

test('characters, styles and frames are completed, and nothing has both choices and completion', () => {
  const option = (path: string) => {
    const [root, sub, name] = path.split(' ')
    return bodies
      .find((body) => body.name === root)
      ?.options?.find((one) => one.name === sub)
      ?.options?.find((one) => one.name === name)
  }
  for (const path of [
    'story next with',
    'story start style',
    'character show name',
    'story redo frame',
  ]) {
    expect(option(path), path).toMatchObject({ autocomplete: true })
  }
  expect(all(bodies).filter(({ choices, autocomplete }) => choices && autocomplete)).toEqual([])
})

test('translations speak of commands and options that there are, and fit', () => {
  const keys = new Set(
    commands.flatMap((command) => [
      command.name,
      ...optionsOf(command).map(({ name }) => `${command.name}.${name}`),
    ]),
  )
  for (const texts of Object.values(translations)) {
    for (const [key, text] of Object.entries(texts)) {
      expect(keys, key).toContain(key)
      expect(text.length, key).toBeLessThanOrEqual(100)
    }
  }
})

test('texts in other languages stand beside the English ones', () => {
  const given = {
    de: { 'story next': 'Das nächste Bild', 'story next.prompt': 'Was geschieht' },
  }
  const [story] = applicationCommands(commands, given).filter(({ name }) => name === 'story')
  const next = (story as unknown as Option).options?.find(({ name }) => name === 'next')
  expect(next).toMatchObject({ description_localizations: { de: 'Das nächste Bild' } })
  expect(next?.options?.[0]).toMatchObject({ description_localizations: { de: 'Was geschieht' } })
})
