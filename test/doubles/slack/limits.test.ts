import type { webApi } from '@slack/bolt'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newClient } from './client.ts'
import type { ChannelHandle } from './people/channel.ts'
import type { Person } from './people/person.ts'
import { type Slack, startSlack } from './start.ts'

let slack: Slack
let client: webApi.WebClient
let channel: ChannelHandle
let nora: Person

beforeAll(async () => {
  slack = await startSlack()
  const workspace = slack.workspace()
  channel = workspace.channel()
  nora = workspace.member()
  client = newClient(slack)
})
beforeEach(() => void slack.violations.splice(0))
afterAll(() => slack.close())

const long = (length: number): string => 'x'.repeat(length)
const many = <One>(count: number, make: (index: number) => One): One[] =>
  Array.from({ length: count }, (_, index) => make(index))
const plain = (text: string, more: object = {}) => ({ type: 'plain_text', text, ...more })
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })
const section = (more: object = {}) => ({ type: 'section', text: mrkdwn('x'), ...more })
const button = (more: object = {}) => ({ type: 'button', text: plain('x'), ...more })
const actions = (...elements: object[]) => ({ type: 'actions', elements })
const image = (more: object = {}) => ({
  type: 'image',
  image_url: 'https://example.org/a.png',
  alt_text: 'x',
  ...more,
})
const option = (more: object = {}) => ({ text: plain('x'), value: 'x', ...more })
const menu = (more: object = {}) => ({ type: 'static_select', options: [option()], ...more })
const header = (length: number) => ({ type: 'header', text: plain(long(length)) })
const context = (...elements: object[]) => ({ type: 'context', elements })

const post = (more: object) => client.apiCall('chat.postMessage', { channel: channel.id, ...more })

test.each<[string, object[]]>([
  ['50 blocks', many(50, () => ({ type: 'divider' }))],
  ['a section of 3000', [section({ text: mrkdwn(long(3000)) })]],
  ['10 fields of 2000', [section({ fields: many(10, () => mrkdwn(long(2000))) })]],
  ['a button of 75', [actions(button({ text: plain(long(75)), value: long(2000) }))]],
  ['25 elements', [actions(...many(25, () => button()))]],
  ['ids of 255', [{ ...actions(button({ action_id: long(255) })), block_id: long(255) }]],
  ['an alt text of 2000', [image({ alt_text: long(2000) })]],
  ['a header of 150', [header(150)]],
  ['10 elements of context', [context(...many(10, () => mrkdwn('x')))]],
  ['a menu of 100', [actions(menu({ options: many(100, (i) => option({ value: `${i}` })) }))]],
  ['one action id in two blocks', [1, 2].map(() => actions(button({ action_id: 'a' })))],
])('%s are taken', async (_, blocks) => {
  expect(await post({ text: 'x', blocks })).toMatchObject({ ok: true })
  expect(slack.violations).toEqual([])
})

test.each<[string, object[], string]>([
  ['51 blocks', many(51, () => ({ type: 'divider' })), '/blocks'],
  ['a section of 3001', [section({ text: mrkdwn(long(3001)) })], '/blocks/0/text/text'],
  ['an empty section', [section({ text: mrkdwn('') })], '/blocks/0/text/text'],
  ['a section without text', [{ type: 'section' }], '/blocks/0'],
  ['11 fields', [section({ fields: many(11, () => mrkdwn('x')) })], '/blocks/0/fields'],
  ['a field of 2001', [section({ fields: [mrkdwn(long(2001))] })], '/blocks/0/fields/0/text'],
  ['a button of 76', [actions(button({ text: plain(long(76)) }))], '/blocks/0/elements/0/text'],
  [
    'a marked up button',
    [actions(button({ text: mrkdwn('x') }))],
    '/blocks/0/elements/0/text/type',
  ],
  ['a value of 2001', [actions(button({ value: long(2001) }))], '/blocks/0/elements/0/value'],
  ['a purple button', [actions(button({ style: 'purple' }))], '/blocks/0/elements/0/style'],
  ['26 elements', [actions(...many(26, () => button()))], '/blocks/0/elements'],
  ['no elements', [actions()], '/blocks/0/elements'],
  ['an action id of 256', [actions(button({ action_id: long(256) }))], '/blocks/0/elements/0'],
  ['a block id of 256', [section({ block_id: long(256) })], '/blocks/0/block_id'],
  ['one block id twice', [1, 2].map(() => section({ block_id: 'a' })), '/blocks/1'],
  [
    'one action id twice',
    [actions(...many(2, () => button({ action_id: 'a' })))],
    '/blocks/0/elem',
  ],
  ['an alt text of 2001', [image({ alt_text: long(2001) })], '/blocks/0/alt_text'],
  ['no alt text', [image({ alt_text: undefined })], '/blocks/0'],
  ['two pictures in one', [image({ slack_file: { id: 'F1' } })], '/blocks/0'],
  ['a header of 151', [header(151)], '/blocks/0/text/text'],
  ['11 elements of context', [context(...many(11, () => mrkdwn('x')))], '/blocks/0/elements'],
  ['a button in context', [context(button())], '/blocks/0/elements/0/type'],
  ['an unknown block', [{ type: 'banner' }], '/blocks/0/type'],
  [
    'an unknown field',
    [section({ colour: 'red' })],
    '/blocks/0: invalid additional property: colour',
  ],
  [
    'an unknown field of text',
    [section({ text: plain('x', { size: 1 }) })],
    '/blocks/0/text: invalid',
  ],
  [
    'a menu of 101',
    [actions(menu({ options: many(101, () => option()) }))],
    '/blocks/0/elements/0',
  ],
  [
    'an option of 76',
    [actions(menu({ options: [option({ text: plain(long(76)) })] }))],
    '/blocks/0',
  ],
])('%s are refused', async (_, blocks, at) => {
  await expect(post({ text: 'x', blocks })).rejects.toMatchObject({
    data: { error: 'invalid_blocks', response_metadata: { messages: [expect.any(String)] } },
  })
  expect(slack.violations).toEqual([expect.stringContaining(`invalid_blocks; ${at}`)])
})

test('texts have 40,000 characters at most, 4,000 better, and updates no more than that', async () => {
  const { ts } = await client.chat.postMessage({ channel: channel.id, text: long(4000) })
  expect(slack.violations).toEqual([])
  await post({ text: long(40_000) })
  expect(slack.violations).toEqual(['a text of 40000 characters, and 4000 are recommended'])
  const tooLong = { data: { error: 'msg_too_long' } }
  await expect(post({ text: long(40_001) })).rejects.toMatchObject(tooLong)
  const update = { channel: channel.id, ts: ts!, text: long(4001) }
  await expect(client.chat.update(update)).rejects.toMatchObject(tooLong)
  await expect(post({})).rejects.toMatchObject({ data: { error: 'no_text' } })
})

test('metadata has a type and a payload', async () => {
  await post({ text: 'x', metadata: { event_type: 'frame', event_payload: { id: '1' } } })
  const bad = post({ text: 'x', metadata: { event_type: 'frame' } })
  await expect(bad).rejects.toMatchObject({ data: { error: 'invalid_metadata_format' } })
})

test('arguments that a method does not have are written down', async () => {
  await post({ text: 'x', colour: 'red' })
  expect(slack.violations).toEqual(['chat.postMessage has no argument colour'])
  const unknown = client.apiCall('chat.shout', {})
  await expect(unknown).rejects.toMatchObject({ data: { error: 'unknown_method' } })
})

const input = (element: object = {}, more: object = {}) => ({
  type: 'input',
  label: plain('x'),
  element: { type: 'plain_text_input', ...element },
  ...more,
})
const modal = (more: object = {}) => ({
  type: 'modal',
  title: plain('x'),
  submit: plain('x'),
  blocks: [input()],
  ...more,
})

test.each<[string, object]>([
  ['a title and buttons of 24', modal({ title: plain(long(24)), submit: plain(long(24)) })],
  ['100 blocks', modal({ blocks: many(100, () => ({ type: 'divider' })) })],
  ['private metadata of 3000', modal({ private_metadata: long(3000) })],
  ['an input of 3000', modal({ blocks: [input({ max_length: 3000, initial_value: long(3000) })] })],
])('a form with %s is taken', async (_, view) => {
  expect(await open(view)).toMatchObject({ ok: true })
})

test.each<[string, object, string]>([
  ['a title of 25', modal({ title: plain(long(25)) }), '/view/title/text'],
  ['a submit of 25', modal({ submit: plain(long(25)) }), '/view/submit/text'],
  ['no submit', modal({ submit: undefined }), '/view: missing required field: submit'],
  ['no title', modal({ title: undefined }), '/view: missing'],
  ['101 blocks', modal({ blocks: many(101, () => ({ type: 'divider' })) }), '/view/blocks'],
  ['private metadata of 3001', modal({ private_metadata: long(3001) }), '/view/private_metadata'],
  ['a callback id of 256', modal({ callback_id: long(256) }), '/view/callback_id'],
  ['an input of 3001', modal({ blocks: [input({ max_length: 3001 })] }), '/view/blocks/0/element'],
  ['an unknown input', modal({ blocks: [input({ type: 'drawing' })] }), '/view/blocks/0/element'],
  ['the type of a tab', modal({ type: 'home' }), '/view'],
])('a form with %s is refused', async (_, view, at) => {
  await expect(open(view)).rejects.toMatchObject({ data: { error: 'invalid_arguments' } })
  expect(slack.violations).toEqual([expect.stringContaining(`invalid_arguments; ${at}`)])
})

/** Nobody listens, so the command fails; its trigger is good all the same. */
const open = (view: object) =>
  client.apiCall('views.open', { trigger_id: nora.slash(channel, '/story').id, view })
