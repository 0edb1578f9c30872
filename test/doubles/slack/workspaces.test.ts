import { afterEach, beforeEach, expect, test } from 'vitest'
import { modes, newApp, startApp } from './client.ts'
import { type Slack, startSlack } from './start.ts'

let slack: Slack

beforeEach(async () => {
  slack = await startSlack()
})
afterEach(() => slack.close())

test.each(modes)('in %s mode a bot answers each workspace with its own token', async (mode) => {
  const workspaces = ['Tales', 'Others'].map((name) => slack.workspace({ name }))
  const app = newApp(slack, mode, {
    token: undefined,
    authorize: async ({ teamId }) => {
      const { botToken, botId, botUserId } = workspaces.find(({ id }) => id === teamId)!
      return { botToken, botId, botUserId, teamId }
    },
  })
  const plain = (text: string) => ({ type: 'plain_text' as const, text })
  const view = { type: 'modal' as const, callback_id: 'form', title: plain('x'), blocks: [] }
  app.command('/story', async ({ ack, client, command }) => {
    await ack()
    await client.views.open({ trigger_id: command.trigger_id, view })
  })
  app.view('form', async ({ ack, client, body }) => {
    await ack()
    const button = { type: 'button' as const, text: plain('Redo'), action_id: 'redo' }
    const blocks = [{ type: 'actions' as const, elements: [button] }]
    await client.chat.postMessage({ channel: body.user.id, text: 'drawn', blocks })
  })
  app.action('redo', async ({ ack, client, body }) => {
    await ack()
    await client.chat.postMessage({ channel: body.user.id, text: 'again' })
  })
  app.event('app_mention', async ({ say }) => void (await say('yes?')))
  await startApp(slack, app, mode)
  for (const workspace of workspaces) {
    const nora = workspace.member()
    const channel = workspace.channel()
    const it = nora.slash(channel, '/story')
    await nora.submit(await it.view()).acked()
    const message = await slack.waitFor(() => nora.dm().messages[0], 'the message')
    await nora.click(message, 'Redo').acked()
    await slack.waitFor(() => nora.dm().messages[1]?.text === 'again', 'the click')
    await nora.mention(channel, '@Troupe').acked()
    await slack.waitFor(() => channel.messages[1]?.text === 'yes?', 'the mention')
  }
  await app.stop()
  expect(slack.violations).toEqual([])
})
