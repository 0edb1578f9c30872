import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Json } from '../fuzz/mutate.ts'
import { begunStory, type TroupeOnSlack, troupeOnSlack } from './troupe.ts'

let here: TroupeOnSlack
beforeEach(async () => {
  here = await troupeOnSlack()
})
afterEach(() => here.end())

const logged = (subject: unknown) =>
  here.slack.waitFor(
    () =>
      here.complaints.find(({ details }) => 'subject' in details && details.subject === subject),
    'the line in the log',
  )

test.each<[string, Json]>([
  ['no event', { type: 'event_callback', event_id: 'Ev1' }],
  ['an event without a name', { type: 'event_callback', event_id: 'Ev1', event: {} }],
  [
    'one named like the connection',
    { type: 'event_callback', event_id: 'Ev1', event: { type: 'close' } },
  ],
])('an envelope with %s is logged, and the connection stays', async (_what, payload) => {
  const { connections } = here.slack
  const asked = here.slack.deliver(here.workspace, 'events_api', payload)
  const { details } = await logged('Ev1')
  expect(details).toMatchObject({ reference: expect.stringMatching(/\S/), kind: 'event_callback' })
  expect(asked.isAcked).toBe(false)
  expect(here.slack.connections).toBe(connections)
  const { ann } = await begunStory(here)
  expect(ann.name).toBe('Ann')
})

test.each<[string, Json]>([
  ['a button without a channel', { type: 'block_actions', actions: [{ action_id: 'x' }] }],
  ['a shortcut that is not ours', { type: 'shortcut', callback_id: 'other' }],
  ['a menu that asks for options', { type: 'block_suggestion', action_id: 'x' }],
])('%s is logged and left to Slack to tell', async (_what, fields) => {
  const user = { id: 'U1ANN', name: 'ann' }
  const payload = { trigger_id: '1.T.x', user, team: { id: here.workspace.id }, ...fields }
  const asked = here.slack.deliver(here.workspace, 'interactive', payload)
  await logged('1.T.x')
  expect(asked.isAcked).toBe(false)
})

test('an event whose envelope is called otherwise is acknowledged once it is stored', async () => {
  const { ann, thread } = await begunStory(here)
  const { payload } = ann.mention(thread, '@Troupe next Mira in a park')
  const odd = { ...payload, type: 'odd', event_id: 'Ev2' }
  const asked = here.slack.deliver(here.workspace, 'events_api', odd)
  await here.slack.waitFor(() => asked.isAcked, 'the acknowledgement')
  expect(here.troupe.logged).toEqual([])
})

test('one that cannot be read is logged by its own id, whatever its envelope is called', async () => {
  const payload = { type: 'odd', event_id: 'Ev3', event: { type: 'app_mention' } }
  here.slack.deliver(here.workspace, 'events_api', { ...payload, team_id: here.workspace.id })
  expect((await logged('Ev3')).details).toMatchObject({ kind: 'odd' })
})
