import { afterEach, beforeEach, expect, test } from 'vitest'
import { createRandom } from '../../../training/random.ts'
import type { Interaction } from '../../doubles/discord/world.ts'
import type { Json } from '../fuzz/mutate.ts'
import { envelope, inDirectMessages, type Scene } from './fuzz/envelope.ts'
import { type TroupeOnDiscord, troupeOnDiscord } from './troupe.ts'

let here: TroupeOnDiscord
let scene: Scene

beforeEach(async () => {
  here = await troupeOnDiscord()
  const ann = here.guild.member({ name: 'Ann' })
  const elsewhere = here.discord.guild({ name: 'Elsewhere' })
  scene = {
    botId: here.discord.botId,
    guildId: here.guild.id,
    channelIds: [here.channel.id],
    people: [ann],
    frameIds: [],
    commandIds: [],
    foreign: {
      guildId: elsewhere.id,
      channelId: elsewhere.channel().id,
      frameIds: [],
      commandIds: [],
    },
  }
})
afterEach(async () => {
  expect(here.discord.violations).toEqual([])
  await here.close()
})

const help = { id: '1', name: 'help', type: 1, options: [] }
const random = createRandom(1)
const said = (type: number, data: Json): Json => ({ ...envelope(type, scene, random), data })
const told = (interaction: Interaction | undefined) =>
  here.discord.waitFor(() => {
    const { original } = interaction ?? {}
    return original?.loading === false && original.content
  }, 'an answer')
const complaint = () => here.discord.waitFor(() => here.complaints[0], 'a line in the log')

test('what discord.js cannot read is logged, whoever asked is told, and the next one is read', async () => {
  const broken: Json = { ...said(2, help), entitlements: 'none' }
  const sentence = await told(here.discord.deliver(broken))
  const { details } = await complaint()
  const { reference } = details as { reference: string }
  expect(details).toMatchObject({ event: 'INTERACTION_CREATE', interaction: broken.id })
  expect(sentence).toBe(`Something went wrong here, not with what you did. Reference: ${reference}`)
  expect(await told(here.discord.deliver(said(2, help)))).toContain('/story')
})

test('what has no address is logged', async () => {
  here.discord.deliver({ ...said(2, help), token: '../../users/@me' })
  here.discord.deliver(null)
  await here.discord.waitFor(() => here.complaints.length === 2, 'both lines')
})

test('kinds that discord.js drops without a word are told and logged', async () => {
  const sentence = await told(here.discord.deliver(said(2, { ...help, type: 77 })))
  expect(sentence).toContain('Reference: ')
  expect((await complaint()).details).toHaveProperty('err.message', expect.stringContaining('kind'))
})

test('kinds that Troupe never asked for are answered', async () => {
  const sentence = await told(
    here.discord.deliver(said(2, { ...help, type: 2, target_id: '1', resolved: {} })),
  )
  expect(sentence).toContain('does nothing any more')
})

test('what is for another application is not for us', async () => {
  const sentence = await told(here.discord.deliver({ ...said(2, help), application_id: '1' }))
  expect(sentence).toContain('Reference: ')
})

test('a channel of another server is no place to speak', async () => {
  const payload = said(2, help)
  const channel = { ...(payload.channel as Json), id: scene.foreign.channelId }
  await told(here.discord.deliver({ ...payload, channel }))
  const tenant = await here.store.tenant('discord', here.guild.id)
  expect(await here.store.commands.threads(tenant.id)).toEqual([])
})

test('a button in direct messages stores nothing', async () => {
  const custom_id = 'edit:00000000-0000-4000-8000-000000000000'
  const payload = inDirectMessages(said(3, { component_type: 2, custom_id }))
  const sentence = await told(here.discord.deliver({ ...payload, message: messageIn(payload) }))
  expect(sentence).toContain('does nothing any more')
})

const messageIn = ({ channel_id }: Json): Json => ({
  id: '1574780511195234617',
  channel_id,
  content: '',
  author: { id: scene.botId, username: 'troupe' },
  components: [],
  embeds: [],
  attachments: [],
  mentions: [],
  timestamp: '2026-07-01T12:00:00.000000+00:00',
})
