import { describe, expect, it } from 'vitest'
import { commandsFor } from '../../commands/index.ts'
import { maxTextLength, parse } from '../../commands/parse.ts'
import { commandText } from '../../commands/usage.ts'
import { UserError } from '../../story/errors.ts'

const commands = commandsFor(['storybook'])

const read = (text: string) => {
  const { command, options } = parse(text, commands)
  return [command.name, options]
}
const refusal = (text: string): UserError => {
  try {
    parse(text, commands)
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error(`was read: ${text}`)
}

const redHair = { name: 'Mira', description: 'young woman with long red hair' }

describe('what is read', () => {
  it.each<[string, string, Record<string, unknown>]>([
    ['/character add Mira young woman with long red hair', 'character add', redHair],
    ['  /Character  ADD   Mira young woman with long red hair ', 'character add', redHair],
    [
      '/character add name:Mira description:"young woman with long red hair" seed:7',
      'character add',
      { ...redHair, seed: 7 },
    ],
    [
      '/character add Mira young woman with long red hair seed:7',
      'character add',
      { ...redHair, seed: 7 },
    ],
    [
      '/character add seed: 7 Mira “young woman with long red hair”',
      'character add',
      { ...redHair, seed: 7 },
    ],
    ['/character add name:Mira young woman with long red hair', 'character add', redHair],
    [
      '/character add description:“young woman with long red hair” name:Mira',
      'character add',
      redHair,
    ],
    [
      '/character add "Old Tom" an old man',
      'character add',
      { name: 'Old Tom', description: 'an old man' },
    ],
    [
      '/character add “Old Tom” an old man',
      'character add',
      { name: 'Old Tom', description: 'an old man' },
    ],
    [
      "/character add 'Old Tom' an old man",
      'character add',
      { name: 'Old Tom', description: 'an old man' },
    ],
    [
      '/character add name:Old Tom description:an old man: tired',
      'character add',
      { name: 'Old Tom', description: 'an old man: tired' },
    ],
    ["/character add O'Brien a man", 'character add', { name: "O'Brien", description: 'a man' }],
    [
      '/character add Jos\u0065\u0301 a man',
      'character add',
      { name: 'Jos\u00e9', description: 'a man' },
    ],
    ['/story next Mira and Tomas in a park', 'story next', { prompt: 'Mira and Tomas in a park' }],
    [
      '/story next prompt:"Mira in a park" with:"Mira, Tomas"',
      'story next',
      { prompt: 'Mira in a park', with: 'Mira, Tomas' },
    ],
    [
      '/story next with:"Tomas" Mira in a park',
      'story next',
      { prompt: 'Mira in a park', with: 'Tomas' },
    ],
    [
      '/story next Mira in a park with:Tomas and Ann',
      'story next',
      { prompt: 'Mira in a park', with: 'Tomas and Ann' },
    ],
    ['/story next Mira sits with Tomas', 'story next', { prompt: 'Mira sits with Tomas' }],
    ['/story next Mira says: hello, 5:30', 'story next', { prompt: 'Mira says: hello, 5:30' }],
    ['/story next Mira mood:happy', 'story next', { prompt: 'Mira mood:happy' }],
    ['/story next Mira herewith: a cat', 'story next', { prompt: 'Mira herewith: a cat' }],
    [
      '/story next Mira reads "with: love" aloud',
      'story next',
      { prompt: 'Mira reads "with: love" aloud' },
    ],
    ['/story next "Mira" and "Tomas"', 'story next', { prompt: '"Mira" and "Tomas"' }],
    ["/story next Mira's dog is Tomas' cat", 'story next', { prompt: "Mira's dog is Tomas' cat" }],
    ['/story next a board 5" long "open', 'story next', { prompt: 'a board 5" long "open' }],
    ['/story next "with \\"quotes\\""', 'story next', { prompt: 'with "quotes"' }],
    ['/story redo', 'story redo', {}],
    ['/story redo 2 seed:7', 'story redo', { frame: '2', seed: 7 }],
    ['/story cast add Mira', 'story cast add', { name: 'Mira' }],
    [
      '/story start mode:turns minutes:5 A day with:Mira',
      'story start',
      { title: 'A day', mode: 'turns', minutes: 5, with: 'Mira' },
    ],
    ['/story edit frame:2 Mira walks', 'story edit', { frame: '2', prompt: 'Mira walks' }],
    ['/help story next', 'help', { command: 'story next' }],
    [
      '/story start A day\nin the park\nstyle:watercolor',
      'story start',
      { title: 'A day\nin the park', style: 'watercolor' },
    ],
  ])('%s', (text, name, options) => {
    expect(read(text)).toEqual([name, options])
  })

  it('reads back what commandText writes', () => {
    const options = { name: 'Old "Tom"', description: 'a man, seed: 7 \\ "tall" “odd”', seed: 9 }
    const { description, seed } = options
    const text = commandText('character add', { ...options, name: 'Old Tom' })
    expect(read(text)).toEqual(['character add', { name: 'Old Tom', description, seed }])
    expect(commandText('status')).toBe('/status')
  })
})

describe('what is refused', () => {
  it.each([
    ['', 'bad-command', 'That was empty.'],
    ['   \n ', 'bad-command', 'That was empty.'],
    ['Mira in a park', 'bad-command', 'to go on with the story: /story next Mira in a park'],
    ['/', 'unknown-command', 'There is no command /.'],
    ['/stroy nxt Mira', 'unknown-command', '/story next'],
    ['/next Mira', 'unknown-command', '/story next'],
    ['/character ad Mira', 'unknown-command', '/character add'],
    ['/character', 'unknown-command', '/character add'],
    ['/storynext', 'unknown-command', '/story next'],
    ['/story cast', 'unknown-command', 'Did you mean /story cast add or /story cast remove?'],
    ['/xyzzyplugh', 'unknown-command', '/help shows all'],
    [
      '/character add',
      'bad-command',
      'name is missing. Usage: /character add <name> <description>',
    ],
    ['/character add Mira', 'bad-command', 'description is missing.'],
    ['/character add Mira woman seed:red', 'bad-command', 'seed must be a whole number from 0 to'],
    ['/character add Mira woman seed:-1', 'bad-command', 'not "-1"'],
    ['/character add Mira woman seed:1.5', 'bad-command', 'seed must be'],
    ['/character add Mira woman seed:4294967296', 'bad-command', 'seed must be'],
    ['/character add Mira woman seed:', 'bad-command', 'seed: stands there without a value.'],
    ['/character add Mira woman seed:1 seed:2', 'bad-command', 'seed: is given twice.'],
    ['/character add <b> woman', 'bad-command', 'name may have letters'],
    ['/character add 123 woman', 'bad-command', 'name needs at least one letter'],
    ['/character add "" woman', 'bad-command', 'name'],
    [`/character add ${'m'.repeat(41)} woman`, 'bad-command', 'up to 40 characters; this has 41'],
    [
      `/character add Mira ${'woman '.repeat(100)}`,
      'bad-command',
      'description may have up to 500',
    ],
    ['/story list please', 'bad-command', '"please" belongs to no option.'],
    ['/story next prompt:"Mira" in a park', 'bad-command', '"in a park" belongs to no option.'],
    [`/story next ${'a '.repeat(5000)}`, 'too-long', 'up to 2,000 characters'],
  ])('%.40s', (text, code, sentence) => {
    const error = refusal(text)
    expect(error.code).toBe(code)
    expect(error.message).toContain(sentence)
    expect(error.message.length).toBeLessThan(300)
  })

  it('reads the longest line that is allowed, and no longer one', () => {
    const longest = `/story next ${'a'.repeat(maxTextLength - 12)}`
    expect(refusal(longest).message).toContain('prompt may have up to 1,000 characters')
    expect(refusal(`${longest}a`).code).toBe('too-long')
  })
})
