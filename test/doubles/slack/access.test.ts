import { afterEach, beforeEach, expect, test } from 'vitest'
import { newClient } from './client.ts'
import { type Slack, startSlack } from './start.ts'

let slack: Slack
let later = 0

beforeEach(async () => {
  later = 0
  slack = await startSlack({ now: () => 1e12 + later })
})
afterEach(() => slack.close())

const refused = (call: Promise<unknown>, data: object) =>
  expect(call).rejects.toMatchObject({ data: { ok: false, ...data } })

test('tokens are told apart', async () => {
  const channel = slack.workspace().channel()
  await refused(newClient(slack, 'xoxb-wrong').auth.test(), { error: 'invalid_auth' })
  await refused(newClient(slack, '').auth.test(), { error: 'not_authed' })
  expect(slack.violations).toEqual([])
  const app = newClient(slack, slack.appToken)
  const bot = newClient(slack)
  await refused(app.chat.postMessage({ channel: channel.id, text: 'x' }), {
    error: 'not_allowed_token_type',
  })
  await refused(bot.apps.connections.open(), { error: 'not_allowed_token_type' })
  expect(slack.violations).toHaveLength(2)
})

test('a missing scope is named', async () => {
  const workspace = slack.workspace({ scopes: ['chat:write', 'users:read'] })
  const channel = workspace.channel()
  const client = newClient(slack)
  await client.chat.postMessage({ channel: channel.id, text: 'x' })
  const upload = client.files.getUploadURLExternal({ filename: 'a', length: 1 })
  const provided = 'chat:write,users:read'
  await refused(upload, { error: 'missing_scope', needed: 'files:write', provided })
  const history = client.conversations.history({ channel: channel.id })
  await refused(history, { error: 'missing_scope', needed: 'channels:history', provided })
  const named = client.chat.postMessage({ channel: channel.id, text: 'x', username: 'Mira' })
  await refused(named, { error: 'missing_scope', needed: 'chat:write.customize' })
})

test('a channel can be written to from outside with its own scope', async () => {
  const workspace = slack.workspace({ scopes: ['chat:write', 'chat:write.public'] })
  const channel = workspace.channel({ withBot: false })
  await newClient(slack).chat.postMessage({ channel: channel.id, text: 'x' })
  expect(channel.messages).toHaveLength(1)
})

test('a revoked token, and that of a workspace without the app, are good for nothing', async () => {
  const first = slack.workspace()
  const second = slack.workspace({ name: 'Others' })
  const clients = [newClient(slack, first.botToken), newClient(slack, second.botToken)]
  expect(await clients[0]!.auth.revoke()).toMatchObject({ revoked: true })
  const { clientId: client_id, clientSecret: client_secret } = slack
  await clients[1]!.apps.uninstall({ client_id, client_secret })
  await refused(clients[0]!.auth.test(), { error: 'token_revoked' })
  await refused(clients[1]!.auth.test(), { error: 'account_inactive' })
  expect(second.isInstalled).toBe(false)
  await newClient(slack, second.install()).auth.test()
})

test('a code becomes a token once, for whoever knows the secret', async () => {
  const workspace = slack.workspace({ installed: false })
  const nora = workspace.member({ admin: true })
  const { clientId: client_id, clientSecret: client_secret } = slack
  const redirect_uri = 'https://bot.example/redirect'
  const client = newClient(slack, '')
  const code = workspace.allow(nora, { redirectUri: redirect_uri })
  const access = (more: object) =>
    client.oauth.v2.access({ client_id, client_secret, code, redirect_uri, ...more })
  await refused(access({ client_secret: 'wrong' }), { error: 'bad_client_secret' })
  await refused(access({ client_id: 'wrong' }), { error: 'invalid_client_id' })
  await refused(access({ redirect_uri: 'https://other' }), { error: 'bad_redirect_uri' })
  const { access_token, team, authed_user } = await access({})
  expect([access_token, team?.id, authed_user?.id]).toEqual([
    workspace.botToken,
    workspace.id,
    nora.id,
  ])
  await refused(access({}), { error: 'invalid_code' })
  const late = workspace.allow(nora, { redirectUri: redirect_uri })
  later = 11 * 60_000
  await refused(access({ code: late }), { error: 'invalid_code' })
})

test('whoever is sent to install the app comes back with a code', async () => {
  const workspace = slack.workspace({ installed: false })
  const redirect_uri = 'https://bot.example/redirect'
  const query = new URLSearchParams({
    client_id: slack.clientId,
    scope: 'chat:write,commands',
    state: 's',
    redirect_uri,
  })
  const page = await fetch(`${slack.url}/oauth/v2/authorize?${query}`, { redirect: 'manual' })
  const back = new URL(page.headers.get('location')!)
  expect(back.searchParams.get('state')).toBe('s')
  const { clientId: client_id, clientSecret: client_secret } = slack
  const code = back.searchParams.get('code')!
  const access = { client_id, client_secret, code, redirect_uri }
  const { scope } = await newClient(slack, '').oauth.v2.access(access)
  expect(scope).toBe('chat:write,commands')
  expect(workspace.isInstalled).toBe(true)
})
