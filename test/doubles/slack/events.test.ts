import type { App } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { modes, newApp, startApp } from './client.ts'
import type { ChannelHandle } from './people/channel.ts'
import type { Person } from './people/person.ts'
import type { WorkspaceHandle } from './people/workspace.ts'
import { type Slack, startSlack } from './start.ts'

describe.each(modes)('events in %s mode', (mode) => {
  let slack: Slack
  let app: App
  let workspace: WorkspaceHandle
  let channel: ChannelHandle
  let nora: Person

  beforeEach(async () => {
    slack = await startSlack()
    workspace = slack.workspace()
    channel = workspace.channel()
    nora = workspace.member({ name: 'Nora' })
    app = newApp(slack, mode)
  })
  afterEach(async () => {
    await app.stop()
    await slack.close()
  })

  test('a mention is told, in a thread too, and so are direct messages', async () => {
    const heard: unknown[] = []
    app.event('app_mention', async ({ event }) => {
      heard.push([event.text, event.thread_ts])
    })
    app.message(async ({ message, say }) => {
      heard.push([message.channel_type, 'text' in message && message.text])
      await say('hello')
    })
    await startApp(slack, app, mode)
    const { botUserId } = workspace
    await nora.mention(channel, '@Troupe next Mira & <Bo>').acked()
    const thread = channel.thread(channel.messages[0]!)
    await nora.mention(thread, 'and @Troupe redo').acked()
    await nora.mention(nora.dm(), 'help').acked()
    nora.say(channel, 'nobody hears this')
    expect(heard).toEqual([
      [`<@${botUserId}> next Mira &amp; &lt;Bo&gt;`, undefined],
      [`and <@${botUserId}> redo`, thread.threadTs],
      ['im', 'help'],
    ])
    expect(thread.messages).toHaveLength(1)
    await slack.waitFor(() => nora.dm().messages[1]?.text === 'hello', 'an answer')
    expect(() => nora.mention(channel, 'hello')).toThrow('does not mention @Troupe')
    channel.kickBot()
    expect(() => nora.mention(channel, '@Troupe')).toThrow('the bot is not told of this')
    expect(slack.violations).toEqual([])
  })

  test('the Home tab shows what the bot published', async () => {
    const text = { type: 'plain_text' as const, text: 'Stories' }
    app.event('app_home_opened', async ({ event, client }) => {
      await client.views.publish({
        user_id: event.user,
        view: { type: 'home', blocks: [{ type: 'header', text }] },
      })
    })
    await startApp(slack, app, mode)
    expect(nora.home).toBeUndefined()
    await nora.openHome().acked()
    await slack.waitFor(() => nora.home, 'the tab')
    expect(nora.home?.body.blocks).toMatchObject([{ type: 'header', text }])
    await nora.openHome().acked()
    await slack.waitFor(() => nora.home?.updates === 1, 'the tab again')
    expect(slack.violations).toEqual([])
  })

  test('a bot hears that its token was revoked and that it was taken out', async () => {
    const heard: unknown[] = []
    app.event('tokens_revoked', async ({ body }) => void heard.push([body.team_id, 'revoked']))
    app.event('app_uninstalled', async ({ body }) => void heard.push([body.team_id, 'gone']))
    await startApp(slack, app, mode)
    const other = slack.workspace({ name: 'Others' })
    slack.revokeToken(workspace)
    slack.uninstall(other)
    await slack.waitFor(() => heard.length === 3, 'the news')
    expect(heard).toEqual([
      [workspace.id, 'revoked'],
      [other.id, 'revoked'],
      [other.id, 'gone'],
    ])
    const call = app.client.auth.test()
    await expect(call).rejects.toMatchObject({ data: { error: 'token_revoked' } })
    expect(other.isInstalled).toBe(false)
  })
})
