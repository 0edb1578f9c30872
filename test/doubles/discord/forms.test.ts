import { type Client, Events } from 'discord.js'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { connect } from './client.ts'
import type { ChannelHandle } from './people/channel.ts'
import type { Person } from './people/person.ts'
import { type Discord, startDiscord } from './start.ts'
import { storyCommand } from './story-command.ts'

let discord: Discord
let client: Client<true>
let channel: ChannelHandle
let nora: Person
/** What the bot answers to everything. */
let callback: object
let outcome: unknown
let underWay = 0

beforeAll(async () => {
  discord = await startDiscord()
  const guild = discord.guild()
  channel = guild.channel()
  nora = guild.member({ name: 'Nora' })
  client = await connect(discord)
  await client.application.commands.set([storyCommand])
  client.on(Events.InteractionCreate, ({ id, token }) => {
    const options = { body: callback, auth: false }
    underWay += 1
    void client.rest
      .post(`/interactions/${id}/${token}/callback`, options)
      .then(() => 'taken')
      .catch((error: unknown) => error)
      .then((result) => {
        underWay -= 1
        outcome = result
      })
  })
})
beforeEach(() => {
  discord.violations.splice(0)
  outcome = undefined
})
afterEach(() => discord.waitFor(() => underWay === 0, 'the end of every answer'))
afterAll(async () => {
  await client.destroy()
  await discord.close()
})

const long = (length: number): string => 'x'.repeat(length)
const many = <One>(count: number, make: (index: number) => One): One[] =>
  Array.from({ length: count }, (_, index) => make(index))
const input = (more: object = {}) => ({ type: 4, style: 1, custom_id: 'a', label: 'A', ...more })
const rowOf = (more?: object) => ({ type: 1, components: [input(more)] })
const labelled = (more: object = {}) => ({
  type: 18,
  label: 'Prompt',
  component: input({ label: undefined }),
  ...more,
})
const form = (more: object = {}) => ({
  type: 9,
  data: { custom_id: 'form', title: 'Redo', components: [rowOf()], ...more },
})

async function refusal(): Promise<unknown> {
  nora.slash(channel, 'story next', { prompt: 'x' })
  return discord.waitFor(() => outcome, 'an outcome')
}

test.each<[string, object]>([
  ['a title of 45', form({ title: long(45) })],
  ['five inputs', form({ components: many(5, (i) => rowOf({ custom_id: `${i}` })) })],
  ['a label around its input', form({ components: [labelled()] })],
])('%s is taken', async (_, body) => {
  callback = body
  expect(await refusal()).toBe('taken')
})

test.each<[string, object, string]>([
  ['a title of 46', form({ title: long(46) }), 'data.title'],
  ['no title', form({ title: undefined }), 'data'],
  ['no inputs', form({ components: [] }), 'data.components'],
  ['six inputs', form({ components: many(6, (i) => rowOf({ custom_id: `${i}` })) }), 'data.comp'],
  ['one custom id twice', form({ components: [rowOf(), rowOf()] }), 'data.components.1'],
  ['a label of 46', form({ components: [rowOf({ label: long(46) })] }), 'data.components.0'],
  ['an input without a label', form({ components: [rowOf({ label: undefined })] }), 'data.comp'],
  ['a label around of 46', form({ components: [labelled({ label: long(46) })] }), 'data.comp'],
  ['two labels', form({ components: [labelled({ component: input() })] }), 'data.components.0'],
  ['a value of 4001', form({ components: [rowOf({ value: long(4001) })] }), 'data.components.0'],
  ['a reply of 2001', { type: 4, data: { content: long(2001) } }, 'data.content'],
  ['choices for a command', { type: 8, data: { choices: [] } }, 'type'],
])('%s is refused', async (_, body, at) => {
  callback = body
  expect(await refusal()).toMatchObject({ code: 50035 })
  expect(discord.violations[0]).toContain(`; ${at}`)
})

test('a form is sent when it is filled in as it asks', async () => {
  const components = [
    labelled(),
    { ...rowOf({ custom_id: 'b', label: 'B', required: false, max_length: 3 }) },
  ]
  callback = form({ components })
  const modal = await nora.slash(channel, 'story next', { prompt: 'x' }).modal()
  expect(() => nora.submit(modal, {})).toThrow('a is required')
  expect(() => nora.submit(modal, { Prompt: 'x', B: 'four' })).toThrow('b has 0 to 3')
  expect(() => nora.submit(modal, { Prompt: 'x', C: '' })).toThrow('the form has no C')
  callback = { type: 4, data: { content: 'thanks' } }
  const it = nora.submit(modal, { Prompt: 'a wood', b: 'two' })
  expect((await it.written()).content).toBe('thanks')
})

const offer = (count: number, more: object = {}) => ({
  type: 8,
  data: { choices: many(count, (i) => ({ name: `${i}`, value: `${i}`, ...more })) },
})

test('25 choices of 100 characters are offered', async () => {
  callback = offer(25, { name: long(100), value: long(100) })
  expect(await nora.autocomplete(channel, 'story next', {}, 'with')).toHaveLength(25)
})

test.each<[string, object]>([
  ['26 choices', offer(26)],
  ['a name of 101', offer(1, { name: long(101) })],
  ['an empty name', offer(1, { name: '' })],
  ['a value of 101', offer(1, { value: long(101) })],
  ['a message instead of choices', { type: 4, data: { content: 'x' } }],
])('%s are not', async (_, body) => {
  callback = body
  nora.autocomplete(channel, 'story next', {}, 'with').catch(() => {})
  expect(await discord.waitFor(() => outcome, 'an outcome')).toMatchObject({ code: 50035 })
  expect(discord.violations).toHaveLength(1)
})

test('a menu is chosen from', async () => {
  const options = ['a', 'b'].map((value) => ({ label: value, value }))
  const menu = { type: 3, custom_id: 'menu', options, max_values: 2 }
  callback = { type: 4, data: { components: [{ type: 1, components: [menu] }] } }
  const message = await nora.slash(channel, 'story next', { prompt: 'x' }).written()
  expect(() => nora.choose(message, 'menu', ['c'])).toThrow('does not offer c')
  const values = new Promise<readonly string[]>((resolve) =>
    client.once(Events.InteractionCreate, (interaction) => {
      if (interaction.isStringSelectMenu()) resolve(interaction.values)
    }),
  )
  callback = { type: 6 }
  expect(await nora.choose(message, 'menu', ['b', 'a']).answered()).toBe('deferredUpdate')
  expect(await values).toEqual(['b', 'a'])
})
