import { REST, Routes } from 'discord.js'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { GuildHandle } from './people/guild.ts'
import { type Discord, startDiscord } from './start.ts'

let discord: Discord
let rest: REST
let guild: GuildHandle

beforeAll(async () => {
  discord = await startDiscord()
  guild = discord.guild()
  rest = new REST({ api: discord.api, version: '10' }).setToken(discord.token)
})
beforeEach(async () => {
  discord.violations.splice(0)
  await put([])
})
afterAll(() => discord.close())

const put = (body: object[]) => rest.put(Routes.applicationCommands(discord.botId), { body })
const command = (more: object = {}) => ({ name: 'story', description: 'Draws', ...more })
const option = (more: object = {}) => ({ type: 3, name: 'prompt', description: 'What', ...more })
const many = <One>(count: number, make: (index: number) => One): One[] =>
  Array.from({ length: count }, (_, index) => make(index))
const names = () => discord.commands().map(({ name }) => name)

test('commands are replaced, added, changed and removed; the same name keeps its id', async () => {
  await put([command(), command({ name: 'help' })])
  const [story, help] = discord.commands()
  const path = Routes.applicationCommands(discord.botId)
  await rest.post(path, { body: command({ description: 'Draws more' }) })
  await put([command({ name: 'help' }), command({ name: 'status' }), command()])
  expect(names()).toEqual(['help', 'status', 'story'])
  expect(discord.commands().map(({ id }) => id)).toContain(story?.id)
  const one = Routes.applicationCommand(discord.botId, help!.id)
  expect(await rest.patch(one, { body: { description: 'Helps' } })).toMatchObject({
    name: 'help',
    description: 'Helps',
  })
  await rest.delete(one)
  await expect(rest.get(one)).rejects.toMatchObject({ code: 10063, status: 404 })
  expect(await rest.get(path)).toMatchObject([{ name: 'status' }, { name: 'story' }])
  expect(discord.violations).toEqual([])
})

test("a guild's commands win over global ones, and are unknown elsewhere", async () => {
  const nora = guild.member({ name: 'Nora' })
  const [here, there] = [guild.channel(), discord.guild().channel()]
  await rest.put(Routes.applicationGuildCommands(discord.botId, guild.id), {
    body: [command({ default_member_permissions: '8' }), command({ name: 'local' })],
  })
  expect(discord.commands(guild)).toHaveLength(2)
  expect(() => nora.slash(here, 'story')).toThrow('no command /story; there are /local')
  expect(() => nora.slash(there, 'local')).toThrow('no command /local')
  const boss = guild.member({ name: 'Boss', permissions: ['Administrator'] })
  boss.slash(here, 'story')
})

test('a command of a hundred is taken, one more is not', async () => {
  await put(many(100, (i) => command({ name: `c${i}` })))
  const path = Routes.applicationCommands(discord.botId)
  const more = rest.post(path, { body: command() })
  await expect(more).rejects.toMatchObject({ code: 30032, status: 400 })
})

test('groups hold subcommands, and subcommands options', async () => {
  const add = { type: 1, name: 'add', description: 'Adds', options: [option()] }
  const cast = { type: 2, name: 'cast', description: 'Who plays', options: [add] }
  await put([command({ options: [cast, { type: 1, name: 'list', description: 'All' }] })])
  const [channel, nora] = [guild.channel(), guild.member()]
  nora.slash(channel, 'story cast add', { prompt: 'x' })
  nora.slash(channel, 'story list')
  expect(() => nora.slash(channel, 'story cast')).toThrow('one of add')
  expect(discord.violations).toEqual([])
})

test.each<[string, object, string]>([
  ['upper case', command({ name: 'Story' }), '0.name'],
  ['a name of 33', command({ name: 'x'.repeat(33) }), '0.name'],
  ['an empty name', command({ name: '' }), '0.name'],
  ['a space', command({ name: 'a b' }), '0.name'],
  ['no description', { name: 'story' }, '0.description'],
  ['a description of 101', command({ description: 'x'.repeat(101) }), '0.description'],
  ['26 options', command({ options: many(26, (i) => option({ name: `o${i}` })) }), '0.options'],
  ['required late', command({ options: [option(), option({ name: 'b', required: true })] }), '0.'],
  ['an option twice', command({ options: [option(), option()] }), '0.options.1.name'],
  ['an option of 33', command({ options: [option({ name: 'x'.repeat(33) })] }), '0.options.0.name'],
  ['an undescribed option', command({ options: [{ type: 3, name: 'a' }] }), '0.options.0'],
  ['a group in a group', command({ options: [nest(2, nest(2))] }), '0.options.0.options.0'],
  ['a subcommand in a subcommand', command({ options: [nest(1, nest(1))] }), '0.options.0'],
  ['options beside subcommands', command({ options: [nest(1), option()] }), '0.options'],
  ['26 choices', command({ options: [option({ choices: choices(26) })] }), '0.options.0.choices'],
  [
    'choices with autocomplete',
    command({ options: [option({ choices: choices(1), autocomplete: true })] }),
    '0.options.0',
  ],
  [
    '8001 characters',
    command({ options: many(25, (i) => option({ name: `o${i}`, choices: choices(25, 20) })) }),
    '0',
  ],
])('%s is refused', async (_, body, at) => {
  await expect(put([body])).rejects.toMatchObject({ code: 50035 })
  expect(discord.violations).toHaveLength(1)
  expect(discord.violations[0]).toContain(`; ${at}`)
  expect(names()).toEqual([])
})

test('a name twice is refused', async () => {
  await expect(put([command(), command()])).rejects.toMatchObject({ code: 50035 })
})

function nest(type: 1 | 2, inner?: object): object {
  return { type, name: `n${type}`, description: 'Nested', ...(inner ? { options: [inner] } : {}) }
}

function choices(count: number, length = 1): object[] {
  return many(count, (i) => ({ name: `${i}`.padEnd(length), value: `${i}` }))
}
