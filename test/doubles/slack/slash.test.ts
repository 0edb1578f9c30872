import type { App } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { modes, newApp, startApp } from './client.ts'
import type { ChannelHandle } from './people/channel.ts'
import type { Person } from './people/person.ts'
import { type Slack, startSlack } from './start.ts'

describe.each(modes)('commands in %s mode', (mode) => {
  let slack: Slack
  let app: App
  let channel: ChannelHandle
  let nora: Person
  let later = 0

  beforeEach(async () => {
    later = 0
    slack = await startSlack({ now: () => Date.now() + later, commands: ['/story'] })
    const workspace = slack.workspace()
    channel = workspace.channel({ name: 'stories' })
    nora = workspace.member({ name: 'Nora' })
    app = newApp(slack, mode)
  })
  afterEach(async () => {
    await app.stop()
    await slack.close()
  })

  test('a command is acknowledged, answered and told to everybody', async () => {
    app.command('/story', async ({ command, ack, respond, client }) => {
      await ack(`drawing ${command.text}`)
      await respond({ text: 'psst', response_type: 'ephemeral' })
      await client.chat.postMessage({ channel: command.channel_id, text: 'drawn' })
    })
    await startApp(slack, app, mode)
    const it = nora.slash(channel, '/story next Mira in a park')
    await it.acked()
    expect(await it.answer()).toMatchObject({
      text: 'drawing next Mira in a park',
      onlyFor: { name: 'Nora' },
      author: { name: 'Troupe', isBot: true },
    })
    await slack.waitFor(() => channel.messages[0], 'the message')
    expect(it.ephemeral.map(({ text }) => text)).toEqual(['drawing next Mira in a park', 'psst'])
    expect(channel.messages.map(({ text }) => text)).toEqual(['drawn'])
    expect(slack.violations).toEqual([])
  })

  test('an acknowledgement after three seconds is too late, and is written down', async () => {
    app.command('/story', async ({ ack }) => {
      later = 3500
      await ack('sorry')
    })
    await startApp(slack, app, mode)
    const it = nora.slash(channel, '/story', 'next')
    expect(await it.failure()).toBe('operation_timeout')
    await expect(it.acked()).rejects.toThrow('/story failed: operation_timeout')
    expect(it.answers).toEqual([])
    expect(slack.violations).toEqual(['/story was not acknowledged within 3 s'])
  })

  test('what was asked may come twice, and commands are not repeated by themselves', async () => {
    const heard: string[] = []
    app.command('/story', async ({ command, ack }) => {
      heard.push(command.trigger_id)
      await ack('once')
    })
    await startApp(slack, app, mode)
    const it = nora.slash(channel, '/story next')
    await it.acked()
    later = 600_000
    slack.resend(it)
    await slack.waitFor(() => heard.length === 2, 'the second')
    expect(heard).toEqual([it.id, it.id])
    expect(it.retries).toBe(0)
    expect(channel.ephemeral.map(({ text }) => text)).toEqual(['once'])
    expect(slack.violations).toEqual([])
  })
})

test('what nobody hears fails at once, and nobody is to blame', async () => {
  const slack = await startSlack({ commands: ['/story'] })
  const workspace = slack.workspace()
  const nora = workspace.member()
  const channel = workspace.channel()
  expect(await nora.slash(channel, '/story next').failure()).toBe('dispatch_failed')
  expect(slack.violations).toEqual([])
  await slack.close()
})

test('the client would not send some', async () => {
  const slack = await startSlack({ commands: ['/story'] })
  const workspace = slack.workspace()
  const nora = workspace.member()
  const channel = workspace.channel()
  const thread = channel.thread(nora.say(channel, 'hello'))
  expect(() => nora.slash(thread, '/story next')).toThrow('refuses slash commands in threads')
  expect(() => nora.slash(channel, '/tale next')).toThrow('no command of the app')
  channel.archive()
  expect(() => nora.slash(channel, '/story next')).toThrow('archived')
  channel.unarchive()
  slack.uninstall(workspace)
  expect(() => nora.slash(channel, '/story next')).toThrow('the app is not in Tales')
  await slack.close()
})
