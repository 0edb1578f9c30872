import { expect, test } from 'vitest'
import { listCommands } from '../../../bot/web/command-list.ts'
import { commandsFor } from '../../../commands/index.ts'

const all = commandsFor(['storybook'])

interface Completion {
  readonly items: readonly { label: string; text: string; caret: number }[]
  readonly first: number
}
type Complete = (
  text: string,
  caret: number,
  commands: unknown,
  names: readonly string[],
) => Completion

const page = new URL('../../../bot/web/page/complete.js', import.meta.url).href
const { complete, usageOf } = (await import(page)) as {
  complete: Complete
  usageOf: (command: unknown) => string
}
const commands = listCommands(all)
const at = (text: string, names: string[] = ['Mira', 'Tomas']) =>
  complete(text, text.length, commands, names)
const labels = (text: string) => at(text).items.map((item) => item.label)

test('a slash begins the list of commands, and letters narrow it', () => {
  expect(labels('/')).toContain('/help')
  expect(labels('/story n')).toEqual(['/story next'])
  expect(at('/story n')).toMatchObject({ first: 0, items: [{ text: '/story next ' }] })
})

test('a command that is written out is not chosen by itself: Enter sends it', () => {
  expect(at('/help').first).toBe(-1)
})

test('names are offered where one is begun, in the middle of a text as well', () => {
  expect(labels('/story next Mira and T')).toContain('Tomas')
  const middle = complete('/story next Mi in a park', 14, commands, ['Mira'])
  expect(middle.items[0]!.text).toBe('/story next Mira  in a park')
  expect(middle.items[0]!.caret).toBe('/story next Mira '.length)
})

test('a command about a character offers all of them at once', () => {
  expect(labels('/character retry ')).toEqual(expect.arrayContaining(['Mira', 'Tomas']))
  expect(labels('/character add ')).not.toContain('Mira')
})

test('options are offered by name, once', () => {
  expect(labels('/story next wi')).toContain('with:')
  expect(labels('/story next with:Mira wi')).not.toContain('with:')
})

test('plain words bring no suggestions', () => {
  expect(labels('Mira')).toEqual([])
})

test('the usage marks what is required', () => {
  const next = commands.find(({ name }) => name === 'story next')
  expect(usageOf(next)).toMatch(/^\/story next <prompt> \[with\]/)
})
