import { expect, test } from 'vitest'
import { webWorld } from './web-world.ts'

test('a command is carried out, answered with ids, and stands in the thread', async () => {
  const { say, thread } = await webWorld()
  const { status, body } = await say('/character add Mira a young woman with red hair')
  expect(status).toBe(200)
  expect(body.reply.made.characterId).toBeTypeOf('string')
  const view = await thread()
  expect(view.messages).toMatchObject([{ author: 'Nora', reply: { text: body.reply.text } }])
  expect(view.characters).toMatchObject([{ name: 'Mira', state: 'discovering', portrait: null }])
})

test('the same id is carried out once', async () => {
  const { say, thread } = await webWorld()
  const text = '/character add Mira a young woman with red hair'
  const first = await say(text, { id: 'client-1' })
  const again = await say(text, { id: 'client-1' })
  expect(again.body).toEqual(first.body)
  expect((await thread()).characters).toHaveLength(1)
})

test('a command that is refused is 200 with a sentence and a code', async () => {
  const { say } = await webWorld()
  const { status, body } = await say('/story nxt hello')
  expect(status).toBe(200)
  expect(body.reply.error.code).toBe('unknown-command')
})

test.each([
  ['an empty text', '  '],
  ['10,000 characters', `/story next ${'x'.repeat(10_000)}`],
])('%s is answered as any other mistake, and kept short', async (_, text) => {
  const { say, thread } = await webWorld()
  const { status, body } = await say(text)
  expect(status).toBe(200)
  expect(body.reply.error.code).toMatch(/^(bad-command|too-long)$/)
  expect(body.reply.text).toMatch(/^[A-Z].*\.?$/)
  expect((await thread()).messages[0].text.length).toBeLessThan(2100)
})

test.each([
  ['no user', { thread: 't', user: '', text: '/help' }, /^User is empty/],
  ['a long user', { thread: 't', user: 'x'.repeat(41), text: '/help' }, /^User may have/],
  ['a thread with colons', { thread: 'discord:1:2', user: 'N', text: '/help' }, /^Thread must/],
  ['a missing text', { thread: 't', user: 'N' }, /^Text must be text/],
  ['a zero byte', { thread: 't', user: 'N', text: '/help \u0000' }, /cannot be printed/],
  ['half a character', { thread: 't', user: 'N', text: '/help \ud83d' }, /cannot be printed/],
  ['an unknown field', { thread: 't', user: 'N', text: '/help', tenant: 'x' }, /tenant/],
  ['a list', [], /must be a JSON object/],
  ['malformed JSON', '{"thread":', /not valid JSON/],
])('%s is 400 and one sentence', async (_, body, sentence) => {
  const { post } = await webWorld()
  const response = await post('/api/commands', body)
  expect(response.status).toBe(400)
  const { error } = JSON.parse(await response.text())
  expect(error.sentence).toMatch(sentence)
  expect(error.sentence).toMatch(/^[A-Z].*\.$/)
})

test('more than the largest body is 413', async () => {
  const { post } = await webWorld()
  const response = await post('/api/commands', 'x'.repeat(65 * 1024), {
    'content-length': String(65 * 1024),
  })
  expect(response.status).toBe(413)
})

test('HTML stays text, and no words ping anybody', async () => {
  const { say, thread } = await webWorld()
  const text = '/story start <img src=x onerror=alert(1)> @everyone'
  const { body } = await say(text)
  expect(body.reply.text).not.toContain('@everyone')
  const view = await thread()
  expect(view.messages[0].text).toBe(text)
  expect(view.story.title).toContain('<img')
})

test('the list of commands has a JSON schema for every option', async () => {
  const { get } = await webWorld()
  const { commands } = JSON.parse(await (await get('/api/commands')).text())
  const next = commands.find((command: { name: string }) => command.name === 'story next')
  expect(next.positional).toContain('prompt')
  expect(next.options.properties.prompt.type).toBe('string')
  expect(next.summary).toBeTypeOf('string')
})

test('when the store is away the answer is 503 and says try again', async () => {
  const world = await webWorld()
  const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  const gone = await webWorld({
    store: { ...world.store, tenant: () => Promise.reject(away) },
  })
  const { status, body } = await gone.say('/help')
  expect(status).toBe(503)
  expect(body.reply.error.code).toBe('try-again')
  expect((await gone.get('/api/threads')).status).toBe(503)
})
