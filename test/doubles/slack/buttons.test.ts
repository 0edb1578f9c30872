import type { App } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { modes, newApp, startApp } from './client.ts'
import type { ChannelHandle } from './people/channel.ts'
import type { Person } from './people/person.ts'
import { type Slack, startSlack } from './start.ts'
import type { Message } from './world.ts'

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const redo = { type: 'button' as const, text: plain('Redo'), action_id: 'redo', value: 'frame:1' }
const blocks = [{ type: 'actions' as const, elements: [redo] }]
const prompt = { type: 'plain_text_input' as const, action_id: 'prompt', max_length: 20 }
const form = {
  type: 'modal' as const,
  callback_id: 'redo-form',
  private_metadata: 'frame:1',
  title: plain('Redo'),
  submit: plain('Draw'),
  blocks: [{ type: 'input' as const, block_id: 'words', label: plain('Prompt'), element: prompt }],
}

describe.each(modes)('buttons and forms in %s mode', (mode) => {
  let slack: Slack
  let app: App
  let channel: ChannelHandle
  let nora: Person
  let later = 0

  beforeEach(async () => {
    later = 0
    slack = await startSlack({ now: () => Date.now() + later })
    const workspace = slack.workspace()
    channel = workspace.channel()
    nora = workspace.member({ name: 'Nora' })
    app = newApp(slack, mode)
  })
  afterEach(async () => {
    await app.stop()
    await slack.close()
  })

  async function posted(): Promise<Message> {
    await startApp(slack, app, mode)
    await app.client.chat.postMessage({ channel: channel.id, text: 'drawn', blocks })
    return channel.messages[0]!
  }

  test('a click opens a form, and the form changes the message', async () => {
    app.action('redo', async ({ ack, action, body, client }) => {
      await ack()
      expect(action).toMatchObject({ value: 'frame:1', block_id: expect.any(String) })
      if (body.type === 'block_actions') {
        await client.views.open({ trigger_id: body.trigger_id, view: form })
      }
    })
    app.view('redo-form', async ({ ack, view, client }) => {
      const words = view.state.values.words!.prompt!.value!
      if (words === 'bad') {
        await ack({ response_action: 'errors', errors: { words: 'no' } })
        return
      }
      await ack()
      const [first] = channel.messages
      await client.chat.update({ channel: channel.id, ts: first!.ts, text: words, blocks: [] })
    })
    const message = await posted()
    const click = nora.click(message, 'Redo')
    await click.acked()
    const view = await click.view()
    expect(view.body).toMatchObject({ title: { text: 'Redo' }, private_metadata: 'frame:1' })
    expect(() => nora.submit(view)).toThrow('Prompt is required')
    expect(() => nora.submit(view, { Prompt: 'x'.repeat(21) })).toThrow('Prompt has 0 to 20')
    expect(() => nora.submit(view, { Prompt: 'x', Colour: 'red' })).toThrow(
      'the form has no Colour',
    )
    await nora.submit(view, { Prompt: 'bad' }).acked()
    expect(view).toMatchObject({ isOpen: true, errors: { words: 'no' } })
    await nora.submit(view, { words: 'a wood' }).acked()
    expect(view).toMatchObject({ isOpen: false, errors: {} })
    await slack.waitFor(() => message.edits === 1, 'the edit')
    expect(message).toMatchObject({ text: 'a wood', blocks: [] })
    expect(() => nora.click(message, 'Redo')).toThrow('no button Redo; there are: none')
    expect(() => nora.submit(view, { words: 'a wood' })).toThrow('the view is closed')
    expect(slack.violations).toEqual([])
  })

  test('a trigger is good once and for three seconds', async () => {
    const errors: unknown[] = []
    const open = async (trigger_id: string) => {
      await app.client.views
        .open({ trigger_id, view: form })
        .catch((error: { data: { error: string } }) => errors.push(error.data.error))
    }
    app.action('redo', async ({ ack, body }) => {
      await ack()
      if (body.type !== 'block_actions') return
      await open(body.trigger_id)
      await open(body.trigger_id)
    })
    app.shortcut('continue', ({ ack }) => ack())
    const message = await posted()
    await nora.click(message, 'redo').view()
    await slack.waitFor(() => errors.length === 1, 'the refusal')
    const it = nora.shortcut(message, 'continue')
    await it.acked()
    later = 3500
    await open(it.id)
    await open('nonsense')
    expect(errors).toEqual(['exchanged_trigger_id', 'expired_trigger_id', 'invalid_trigger_id'])
    expect(slack.violations).toEqual(['views.open: exchanged_trigger_id'])
  })

  test('a click may be answered for one person, and the message replaced or deleted', async () => {
    app.action('redo', async ({ ack, respond }) => {
      await ack()
      await respond({ text: 'psst', response_type: 'ephemeral', replace_original: false })
      await respond({ text: 'other', replace_original: true })
      await respond({ delete_original: true })
    })
    const message = await posted()
    const it = nora.click(message, 'Redo')
    expect(await it.answer()).toMatchObject({ text: 'psst', onlyFor: { name: 'Nora' } })
    await slack.waitFor(() => message.deleted, 'the end')
    expect(message).toMatchObject({ text: 'other', blocks: [], edits: 1 })
    expect(() => nora.shortcut(message, 'continue')).toThrow('does not see the message')
    expect(slack.violations).toEqual([])
  })
})
