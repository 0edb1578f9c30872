import { REST } from 'discord.js'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ChannelHandle } from './people/channel.ts'
import { type Discord, startDiscord } from './start.ts'

let discord: Discord
let rest: REST
let channel: ChannelHandle

beforeAll(async () => {
  discord = await startDiscord()
  channel = discord.guild().channel()
  rest = new REST({ api: discord.api, version: '10' }).setToken(discord.token)
})
beforeEach(() => void discord.violations.splice(0))
afterAll(() => discord.close())

const long = (length: number): string => 'x'.repeat(length)
const many = <One>(count: number, make: (index: number) => One): One[] =>
  Array.from({ length: count }, (_, index) => make(index))
const button = (index: number | string, more: object = {}): object => ({
  type: 2,
  style: 1,
  label: 'Go',
  custom_id: `go:${index}`,
  ...more,
})
const row = (...components: object[]): object => ({ type: 1, components })
const rowsOf = (rows: number, each: number): object[] =>
  many(rows, (i) => row(...many(each, (j) => button(`${i}.${j}`))))
const menu = (options: number, more: object = {}): object => ({
  type: 3,
  custom_id: 'menu',
  options: many(options, (i) => ({ label: `${i}`, value: `${i}` })),
  ...more,
})
const post = (body: object, files?: Parameters<REST['post']>[1]) =>
  rest.post(`/channels/${channel.id}/messages`, { body, ...files })

test.each<[string, object]>([
  ['content of 2000', { content: long(2000) }],
  ['2000 emoji', { content: '🌲'.repeat(2000) }],
  ['an embed title of 256', { embeds: [{ title: long(256) }] }],
  ['an embed description of 4096', { embeds: [{ description: long(4096) }] }],
  ['25 fields', { embeds: [{ fields: many(25, () => ({ name: 'n', value: 'v' })) }] }],
  ['10 embeds', { embeds: many(10, () => ({ title: 't' })) }],
  ['25 buttons', { content: 'x', components: rowsOf(5, 5) }],
  ['only buttons', { components: rowsOf(1, 1) }],
  ['a label of 80', { content: 'x', components: [row(button(1, { label: long(80) }))] }],
  ['a custom id of 100', { content: 'x', components: [row(button(1, { custom_id: long(100) }))] }],
  ['a menu of 25', { content: 'x', components: [row(menu(25))] }],
  ['a nonce of 25', { content: 'x', nonce: long(25) }],
])('%s is taken', async (_, body) => {
  await post(body)
  expect(discord.violations).toEqual([])
})

test.each<[string, object, string]>([
  ['content of 2001', { content: long(2001) }, 'content'],
  ['an embed title of 257', { embeds: [{ title: long(257) }] }, 'embeds.0.title'],
  ['an embed description of 4097', { embeds: [{ description: long(4097) }] }, 'embeds.0.descr'],
  ['26 fields', { embeds: [{ fields: many(26, () => ({ name: 'n', value: 'v' })) }] }, 'embeds.0'],
  ['an embed without anything', { embeds: [{ color: 1 }] }, 'embeds.0'],
  ['11 embeds', { embeds: many(11, () => ({ title: 't' })) }, 'embeds'],
  ['6001 characters in embeds', { embeds: many(3, () => ({ description: long(2001) })) }, 'embeds'],
  ['6 rows', { content: 'x', components: rowsOf(6, 1) }, 'components'],
  ['6 buttons in a row', { content: 'x', components: rowsOf(1, 6) }, 'components.0.components'],
  ['a label of 81', { components: [row(button(1, { label: long(81) }))] }, 'components.0'],
  ['a button without a label', { components: [row(button(1, { label: '' }))] }, 'components.0'],
  ['no custom id', { components: [row({ type: 2, style: 1, label: 'x' })] }, 'components.0'],
  ['an empty custom id', { components: [row(button(1, { custom_id: '' }))] }, 'components.0'],
  [
    'a custom id of 101',
    { components: [row(button(1, { custom_id: long(101) }))] },
    'components.0',
  ],
  ['a custom id twice', { components: [row(button(1)), row(button(1))] }, 'components.1'],
  [
    'a link with a custom id',
    { components: [row(button(1, { style: 5, url: 'https://a.b' }))] },
    '',
  ],
  ['a menu of 26', { components: [row(menu(26))] }, 'components.0.components.0.options'],
  ['a menu beside a button', { components: [row(menu(2), button(1))] }, 'components.0'],
  ['more choices than options', { components: [row(menu(2, { max_values: 3 }))] }, 'components.0'],
  ['a button without a row', { components: [button(1)] }, 'components.0'],
  ['a nonce of 26', { content: 'x', nonce: long(26) }, 'nonce'],
  [
    'an attachment that is not there',
    { content: 'x', attachments: [{ id: '0' }] },
    'attachments.0',
  ],
  ['a wrong type', { content: 5 }, 'content'],
])('%s is refused', async (_, body, at) => {
  await expect(post(body)).rejects.toMatchObject({ code: 50035, status: 400 })
  expect(discord.violations).toHaveLength(1)
  expect(discord.violations[0]).toContain(`Invalid Form Body; ${at}`)
})

test('an empty message is refused', async () => {
  await expect(post({ content: '  ' })).rejects.toMatchObject({ code: 50006, status: 400 })
  const sent = (await post({ content: 'x' })) as { readonly id: string }
  const edit = rest.patch(`/channels/${channel.id}/messages/${sent.id}`, { body: { content: '' } })
  await expect(edit).rejects.toMatchObject({ code: 50006 })
  expect(discord.violations).toHaveLength(2)
})

test('a file has at most 10 MiB, and its alt text 1024 characters', async () => {
  const file = (size: number) => ({ files: [{ name: 'a.png', data: Buffer.alloc(size) }] })
  await post({ attachments: [{ id: '0', description: long(1024) }] }, file(10 * 1024 * 1024))
  const large = post({ content: 'x' }, file(10 * 1024 * 1024 + 1))
  await expect(large).rejects.toMatchObject({ code: 40005, status: 413 })
  const described = post({ attachments: [{ id: '0', description: long(1025) }] }, file(1))
  await expect(described).rejects.toMatchObject({ code: 50035 })
  expect(discord.violations).toHaveLength(2)
})

test('ten files are taken', async () => {
  const files = many(10, (i) => ({ name: `${i}.png`, data: Buffer.alloc(1) }))
  await post({}, { files })
  expect(channel.messages.at(-1)?.attachments).toHaveLength(10)
})

test('an address that nobody serves, and one of another version, are noted', async () => {
  await expect(rest.get('/voice/regions')).rejects.toMatchObject({ status: 404 })
  const other = new REST({ api: discord.api, version: '9' }).setToken(discord.token)
  await expect(other.get('/users/@me')).rejects.toMatchObject({ status: 404 })
  expect(discord.violations).toEqual([
    'the double has no GET /voice/regions',
    'GET /api/v9/users/@me is not version 10 of the API',
  ])
})
