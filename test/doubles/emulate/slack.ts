/** Slack's Web API and its page of installation as the npm package `emulate` has them. */

import { createEmulator } from 'emulate'
import { z } from 'zod'
import { scopes } from '../../../bot/slack/scopes.ts'
import { freePort } from '../../e2e/troupe.ts'
import { startTap, type Tap } from '../tap.ts'

export interface EmulatedSlack {
  /** `http://127.0.0.1:port/api/` */
  readonly api: string
  readonly tap: Tap
  readonly app: {
    readonly clientId: string
    readonly clientSecret: string
    readonly signingSecret: string
  }
  /** The bot's, once it is installed; reading with it is not tapped. */
  readonly botToken: string
  readonly team: string
  readonly botUserId: string
  /** Calls a method, as the bot unless it is given another token; throws Slack's word for what is wrong. */
  call(method: string, args?: Readonly<Record<string, string>>, token?: string): Promise<Answer>
  channelId(name: string): Promise<string>
  userId(name: string): Promise<string>
  /** Presses on the page that asks who allows it: where the browser is sent then. */
  allow(page: string, name: string): Promise<string>
  /** What the bot asked with a method and what it was told, in order. */
  asked(method: string): readonly Asked[]
  /** A file, as whoever is in the conversation downloads it. */
  download(fileId: string): Promise<Buffer>
  close(): Promise<void>
}

export type Answer = Readonly<Record<string, unknown>>

export interface Asked {
  readonly given: Readonly<Record<string, unknown>>
  readonly answer: Answer
}

const app = {
  clientId: '1234.5678',
  clientSecret: 'a client secret of this test',
  signingSecret: 'a signing secret of this test',
}
const people = ['Ann', 'Ben']
export const tokenOf = (person: string): string => `xoxp-of-${person}`
/** Ann is in every channel. */
const adminToken = tokenOf('Ann')

const named = z.array(z.object({ id: z.string(), name: z.string() }))
const installed = z.object({
  access_token: z.string(),
  bot_user_id: z.string(),
  team: z.object({ id: z.string() }),
})

/** `redirectUri`: where the app may send browsers back to. With the scopes of Troupe's manifest and no other. */
export async function startEmulatedSlack(redirectUri: string): Promise<EmulatedSlack> {
  const port = await freePort()
  const target = `http://127.0.0.1:${port}`
  const tap = await startTap(target)
  const emulator = await createEmulator({
    service: 'slack',
    port,
    baseUrl: tap.url,
    seed: {
      slack: {
        team: { name: 'Readers', domain: 'readers' },
        users: people.map((name) => ({ name, is_admin: name === 'Ann' })),
        channels: [
          ...['stories', 'old'].map((name) => ({ name })),
          { name: 'closed', is_private: true },
        ],
        oauth_apps: [
          {
            client_id: app.clientId,
            client_secret: app.clientSecret,
            name: 'Troupe',
            redirect_uris: [redirectUri],
            scopes: [...scopes],
          },
        ],
        tokens: people.map((user) => ({ token: tokenOf(user), type: 'user', user })),
        signing_secret: app.signingSecret,
        strict_scopes: true,
      },
    },
  })

  const asked = (method: string): Asked[] =>
    tap.passed
      .filter(({ path }) => path === `/api/${method}`)
      .map(({ body, answer }) => ({ given: fields(body), answer: JSON.parse(answer.toString()) }))
  /** The newest installation. */
  const ours = () => installed.parse(asked('oauth.v2.access').at(-1)?.answer)

  const call: EmulatedSlack['call'] = async (method, args = {}, token = ours().access_token) => {
    const response = await fetch(`${target}/api/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams(args),
    })
    const answer = (await response.json()) as Answer
    if (answer.ok !== true) throw new Error(`${method}: ${answer.error}`)
    return answer
  }
  const find = (all: unknown, name: string): string => {
    const one = named.parse(all).find((each) => each.name === name)
    if (one === undefined) throw new Error(`there is nothing called ${name}`)
    return one.id
  }

  return {
    api: `${tap.url}/api/`,
    tap,
    app,
    get botToken() {
      return ours().access_token
    },
    get team() {
      return ours().team.id
    },
    get botUserId() {
      return ours().bot_user_id
    },
    call,
    async channelId(name) {
      const types = 'public_channel,private_channel'
      return find((await call('conversations.list', { types }, adminToken)).channels, name)
    },
    userId: async (name) => find((await call('users.list', {}, adminToken)).members, name),
    async allow(page, name) {
      const userId = find((await call('users.list', {}, adminToken)).members, name)
      const form = [...page.matchAll(/<form[\s\S]*?<\/form>/g)].find(([one]) =>
        one.includes(userId),
      )
      const inputs = [...(form?.[0] ?? '').matchAll(/name="([^"]*)" value="([^"]*)"/g)]
      const answer = await fetch(`${target}/oauth/v2/authorize/callback`, {
        method: 'POST',
        redirect: 'manual',
        body: new URLSearchParams(
          Object.fromEntries(
            inputs.map(([, field = '', value = '']) => [field, value.replaceAll('&amp;', '&')]),
          ),
        ),
      })
      return answer.headers.get('location') ?? ''
    },
    asked,
    async download(fileId) {
      const { file } = (await call('files.info', { file: fileId })) as {
        file: { url_private: string }
      }
      const response = await fetch(file.url_private, {
        headers: { authorization: `Bearer ${ours().access_token}` },
      })
      if (!response.ok) throw new Error(`${file.url_private} answers ${response.status}`)
      return Buffer.from(await response.arrayBuffer())
    },
    async close() {
      await tap.close()
      await emulator.close()
    },
  }
}

const inJson = ['blocks', 'files', 'metadata', 'view']

/** A form, with what stands as JSON in it. */
const fields = (body: Buffer): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    [...new URLSearchParams(body.toString())].map(([name, value]) => [
      name,
      inJson.includes(name) ? JSON.parse(value) : value,
    ]),
  )
