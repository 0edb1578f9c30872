import { readFile } from 'node:fs/promises'
import { afterEach, expect, test } from 'vitest'
import { eventsPath } from '../../../bot/slack/http.ts'
import { shortcutId } from '../../../bot/slack/incoming.ts'
import { scopes as asked } from '../../../bot/slack/scopes.ts'
import { labelsOf, withPicture } from './messages.ts'
import { begunStory, type TroupeOnSlack, troupeOnSlack } from './troupe.ts'

const httpManifest = await readFile('deploy/slack-manifest-http.yaml', 'utf8')
const manifest = await readFile('deploy/slack-manifest.yaml', 'utf8')
/** The list under a key, without its reasons. */
const listed = (key: string): string[] => {
  const lines = manifest
    .slice(manifest.indexOf(`${key}:\n`))
    .split('\n')
    .slice(1)
  const end = lines.findIndex((line) => !/^\s+- /.test(line))
  return lines.slice(0, end).map((line) => line.replace(/^\s+- (\S+).*$/, '$1'))
}
const scopes = listed('    bot')
const events = listed('    bot_events')
const commands = [...manifest.matchAll(/command: (\S+)/g)].map(([, name]) => name!)

let here: TroupeOnSlack | undefined
afterEach(async () => {
  if (here === undefined) return
  expect(here.slack.violations).toEqual([])
  expect(here.complaints).toEqual([])
  await here.close()
})

test('with what the manifest asks for, and at the pace that Slack allows, a story is told', async () => {
  expect(scopes).toContain('chat:write')
  expect(events).toContain('app_mention')
  expect(manifest).toContain(`callback_id: ${shortcutId}`)
  here = await troupeOnSlack(
    { events, commands, enforceRateLimits: true },
    { scopes, pauseMs: 1000, lookMs: 3000 },
  )
  const { ann, thread } = await begunStory(here)
  await ann.mention(thread, '@Troupe next Mira in a park').acked()
  await here.message(thread, (one) => labelsOf(one)[0] === 'Cancel', 'the wait')
  await here.draw()
  const frame = await here.message(thread, withPicture, 'the picture')
  const view = await ann.shortcut(frame, shortcutId).view()
  await ann.submit(view, { prompt: 'Mira sits' }).acked()
  await here.message(thread, ({ text }) => text.includes('2 · Mira sits'), 'the second frame')
  await ann.openHome().acked()
  await here.slack.waitFor(() => ann.home, 'the home')
  here.channel.kickBot()
  await here.draw()
  await here.message(ann.dm(), ({ text }) => text.includes('/invite'), 'the direct message')
  here.complaints.splice(0)
}, 60_000)

test('both manifests are the same but for the way in, and OAuth asks for what they name', () => {
  const withoutWay = (text: string) =>
    text
      .slice(text.indexOf('display_information'))
      .split('\n')
      .filter((line) => !/example\.org|redirect_urls|socket_mode|org_deploy/.test(line))
  expect(withoutWay(httpManifest)).toEqual(withoutWay(manifest))
  expect(httpManifest).toContain('socket_mode_enabled: false')
  expect(httpManifest.match(/https:\S+/g)?.sort()).toEqual([
    ...Array.from({ length: 5 }, () => `https://troupe.example.org${eventsPath}`),
    'https://troupe.example.org/slack/oauth_redirect',
  ])
  expect(asked).toEqual(scopes)
})
