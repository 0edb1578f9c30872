import type { App, ViewResponseAction } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { modes, newApp, startApp } from './client.ts'
import type { ChannelHandle } from './people/channel.ts'
import type { Person } from './people/person.ts'
import { type Slack, startSlack } from './start.ts'
import type { View } from './world.ts'

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const styles = ['ink', 'chalk'].map((value) => ({ text: plain(value.toUpperCase()), value }))
const menu = { type: 'static_select' as const, action_id: 'style', options: styles }
const steps = { type: 'number_input' as const, is_decimal_allowed: false, max_value: '50' }
const input = <Element>(label: string, element: Element, optional = false) => ({
  type: 'input' as const,
  block_id: label.toLowerCase(),
  label: plain(label),
  element,
  optional,
})
const form = (title: string) => ({
  type: 'modal' as const,
  callback_id: 'form',
  external_id: title,
  notify_on_close: true,
  title: plain(title),
  submit: plain('Draw'),
  blocks: [input('Style', menu), input('Steps', { ...steps, action_id: 'steps' }, true)],
})

describe.each(modes)('forms in %s mode', (mode) => {
  let slack: Slack
  let app: App
  let channel: ChannelHandle
  let nora: Person
  let response: ViewResponseAction | undefined
  const states: unknown[] = []

  beforeEach(async () => {
    response = undefined
    states.splice(0)
    slack = await startSlack()
    const workspace = slack.workspace()
    channel = workspace.channel()
    nora = workspace.member({ name: 'Nora' })
    app = newApp(slack, mode)
    app.shortcut('new', async ({ ack, shortcut, client }) => {
      await ack()
      await client.views.open({ trigger_id: shortcut.trigger_id, view: form('One') })
    })
    app.view('form', async ({ ack, view }) => {
      states.push(view.state.values)
      await (response ? ack(response) : ack())
    })
    app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack }) => {
      states.push('closed')
      await ack()
    })
    await startApp(slack, app, mode)
  })
  afterEach(async () => {
    await app.stop()
    await slack.close()
  })

  const opened = (): Promise<View> => nora.shortcut(undefined, 'new').view()

  test('a form is filled in as it asks', async () => {
    const view = await opened()
    expect(() => nora.submit(view)).toThrow('Style is required')
    expect(() => nora.submit(view, { Style: 'oil' })).toThrow('menu style does not offer oil')
    expect(() => nora.submit(view, { Style: 'ink', Steps: '51' })).toThrow('Steps does not take 51')
    await nora.submit(view, { Style: 'CHALK', steps: '8' }).acked()
    expect(states).toMatchObject([
      {
        style: { style: { type: 'static_select', selected_option: { value: 'chalk' } } },
        steps: { steps: { type: 'number_input', value: '8' } },
      },
    ])
    expect(view.isOpen).toBe(false)
    expect(slack.violations).toEqual([])
  })

  test('a form makes way for another one, which covers it or clears all', async () => {
    const view = await opened()
    response = { response_action: 'update', view: form('Two') }
    expect(await nora.submit(view, { Style: 'ink' }).view()).toBe(view)
    expect(view).toMatchObject({ updates: 1, isOpen: true, body: { title: { text: 'Two' } } })
    response = { response_action: 'push', view: form('Three') }
    const above = await nora.submit(view, { Style: 'ink' }).view()
    expect(above).toMatchObject({ previousId: view.id, rootId: view.id })
    response = { response_action: 'clear' }
    await nora.submit(above, { Style: 'ink' }).acked()
    expect([view.isOpen, above.isOpen]).toEqual([false, false])
    expect(slack.violations).toEqual([])
  })

  test('errors belong to inputs that are there', async () => {
    const view = await opened()
    response = { response_action: 'errors', errors: { colour: 'no' } }
    await expect(nora.submit(view, { Style: 'ink' }).acked()).rejects.toThrow('dispatch_failed')
    expect(slack.violations).toEqual([
      'the answer to form form: invalid_arguments; /errors: not the ids of inputs: colour',
    ])
  })

  test('a view is changed by whoever knows what it was', async () => {
    const view = await opened()
    const { hash } = view
    const update = (more: object) =>
      app.client.views.update({ view: form('Two'), ...more } as never)
    await update({ external_id: 'One', hash })
    expect(view.body.title?.text).toBe('Two')
    const refused = (error: string) => ({ data: { error } })
    await expect(update({ view_id: view.id, hash })).rejects.toMatchObject(refused('hash_conflict'))
    await nora.close(view)?.acked()
    expect(states).toEqual(['closed'])
    await expect(update({ view_id: view.id })).rejects.toMatchObject(refused('not_found'))
    expect(slack.violations).toEqual([])
  })

  test('a menu of a message is chosen from', async () => {
    let chosen: unknown
    app.action('style', async ({ ack, action }) => {
      await ack()
      chosen = action.type === 'static_select' && action.selected_option?.value
    })
    const blocks = [{ type: 'actions' as const, elements: [menu] }]
    await app.client.chat.postMessage({ channel: channel.id, text: 'style?', blocks })
    const [message] = channel.messages
    await nora.choose(message!, 'style', 'INK').acked()
    expect(chosen).toBe('ink')
    expect(() => nora.choose(message!, 'style', 'oil')).toThrow('does not offer oil')
    expect(() => nora.choose(message!, 'colour', 'red')).toThrow('no menu colour')
    expect(slack.violations).toEqual([])
  })
})
