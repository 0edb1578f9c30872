import { afterEach, beforeEach, expect, test } from 'vitest'
import { connectSlack } from '../../../bot/slack/connect.ts'
import type { HttpSettings } from '../../../bot/slack/http.ts'
import { scopes } from '../../../bot/slack/scopes.ts'
import { BadToken } from '../../../bot/start.ts'
import { openVault } from '../../../bot/vault.ts'
import { newBrowser } from '../../doubles/slack/browser.ts'
import { type TroupeOnSlack, troupeOnSlack } from './troupe.ts'

let here: TroupeOnSlack

beforeEach(async () => {
  here = await troupeOnSlack({}, { mode: 'http' })
})
afterEach(() => here.end())

const leftAt = async ({ id }: { id: string }) => (await here.store.tenant('slack', id)).leftAt
const teams = async () => (await here.rows.list()).map(({ team }) => team)

test('whoever installs it goes to Slack and back, and reads that it is there', async () => {
  const others = here.workspace.id
  const workspace = here.slack.workspace({ name: 'Tales & Co', installed: false })
  const { status, text, visited } = await here.install(workspace)
  expect([status, text.includes('is installed in Tales &amp; Co.')]).toEqual([200, true])
  const asked = new URL(visited[1]!).searchParams
  expect(asked.get('scope')).toBe(scopes.join(','))
  expect(asked.get('redirect_uri')).toBe(`${here.publicUrl}/slack/oauth_redirect`)
  expect(await teams()).toEqual([others, workspace.id])
  const channel = workspace.channel()
  const nora = workspace.member()
  expect((await nora.slash(channel, '/character list').answer()).text).toMatch(/nobody/i)
  const tokens = here.slack.requests.map(({ authorization }) => authorization)
  expect(tokens).toContain(`Bearer ${workspace.botToken}`)
})

test('a token in the database is no token for who reads it there', async () => {
  const [row] = await here.rows.list()
  expect(Buffer.from(row!.token).includes(here.workspace.botToken)).toBe(false)
})

test('what comes back from Slack to another browser installs nothing', async () => {
  const workspace = here.slack.workspace({ name: 'Tales', installed: false })
  const stopped = newBrowser((address) => {
    if (address.pathname === '/slack/oauth_redirect') throw new Error(address.href)
  })
  const address = await stopped.visit(`${here.publicUrl}/slack/install`).catch((e) => e.message)
  for (const stolen of [address, address.replace(/state=[^&]*/, 'state=made.up.state')]) {
    const { status, text } = await newBrowser().visit(stolen)
    expect([status, text.includes('came back to another browser')]).toEqual([400, true])
    expect(text).toContain(`${here.publicUrl}/slack/install`)
  }
  const denied = `${here.publicUrl}/slack/oauth_redirect?error=access_denied&state=x`
  expect((await newBrowser().visit(denied)).text).toContain('It was not allowed.')
  expect(await teams()).not.toContain(workspace.id)
})

test('while Slack does not answer, whoever installs it reads to try again, and it works then', async () => {
  const workspace = here.slack.workspace({ name: 'Tales', installed: false })
  here.slack.faults.fail('oauth.v2.access')
  const failed = await here.install(workspace)
  expect([failed.status, failed.text.includes('Try again in a moment')]).toEqual([502, true])
  expect((await here.install(workspace)).status).toBe(200)
})

test('a whole organisation is refused with a way on, and its token given back', async () => {
  const workspace = here.slack.workspace({
    name: 'Company',
    installed: false,
    organisation: 'whole',
  })
  const { status, text } = await here.install(workspace)
  expect([status, text.includes('choose a workspace')]).toEqual([400, true])
  expect(workspace.isInstalled).toBe(false)
  expect(await teams()).toEqual([here.workspace.id])
})

test('a workspace of an organisation is a workspace like any other', async () => {
  const workspace = here.slack.workspace({ name: 'Sales', installed: false, organisation: 'part' })
  expect((await here.install(workspace)).status).toBe(200)
  const [channel, nora] = [workspace.channel(), workspace.member()]
  const view = await nora.slash(channel, '/story').view()
  await nora.submit(view, { title: 'The lighthouse' }).acked()
  const isStarter = ({ text }: { text: string }) => text.includes('a story begun by')
  await here.message(channel, isStarter, 'the story')
})

test('removing it deletes the token at once and notes when; another workspace keeps its own', async () => {
  const workspace = here.slack.workspace({ name: 'Tales', installed: false })
  await here.install(workspace)
  here.slack.uninstall(here.workspace)
  await expect.poll(() => leftAt(here.workspace)).toBeInstanceOf(Date)
  expect(await teams()).toEqual([workspace.id])
  expect(await leftAt(workspace)).toBeUndefined()
})

test('a removal that is told late does not remove what was installed again since', async () => {
  here.slack.uninstall(here.workspace)
  await expect.poll(() => leftAt(here.workspace)).toBeInstanceOf(Date)
  const told = here.slack.sent.filter(({ body }) => body.includes('app_uninstalled'))
  await new Promise((go) => setTimeout(go, 1001))
  await here.installAgain()
  for (const sent of told) expect((await here.slack.replay(sent)).status).toBe(200)
  expect(await teams()).toEqual([here.workspace.id])
  expect(await leftAt(here.workspace)).toBeUndefined()
})

test('a removal that was never told is seen when the bot starts, and when Slack refuses the token', async () => {
  await here.disconnect()
  here.slack.uninstall(here.workspace)
  await here.connect()
  await expect.poll(() => leftAt(here.workspace)).toBeInstanceOf(Date)
  await expect.poll(teams).toEqual([])

  await here.install(here.workspace)
  await expect.poll(() => leftAt(here.workspace)).toBeUndefined()
  here.channel.inviteBot()
  const ann = here.workspace.member({ name: 'Ann' })
  await ann.slash(here.channel, '/character add Tomas old man').answer()
  await here.message(here.channel, ({ text }) => text.includes('Tomas'), 'the wait')
  here.slack.faults.refuse('chat.update', 'account_inactive', { times: 99 })
  await here.findFaces()
  await expect.poll(() => leftAt(here.workspace)).toBeInstanceOf(Date)
})

test('what a workspace asks that removed it is answered with a sentence', async () => {
  const ann = here.workspace.member({ name: 'Ann' })
  const [row] = await here.rows.list()
  await here.rows.remove(row!.team, new Date())
  await here.reconnect()
  const answer = await ann.slash(here.channel, '/character list').answer()
  expect(answer.text).toContain('An admin can install it again.')
})

test('a key that does not open what is stored, or a taken port, stops the start with a sentence', async () => {
  const [row] = await here.rows.list()
  const connecting = (more: Partial<HttpSettings>) => {
    const options = here.options()
    return connectSlack({ ...options, way: { ...(options.way as HttpSettings), ...more } })
  }
  await expect(connecting({ vault: openVault([new Uint8Array(32)]) })).rejects.toThrow(
    new RegExp(`SECRET_KEY does not open .* Readers: that needs the key ${row!.keyId}`),
  )
  const taken = await connecting({}).catch((error) => error)
  expect(taken).toBeInstanceOf(BadToken)
  expect(taken.message).toMatch(/^Port \d+ is taken by another program.*SLACK_PORT/)
})
