import {
  type ChatInputCommandInteraction,
  type Client,
  Events,
  ApplicationCommandOptionType as Type,
} from 'discord.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect } from './client.ts'
import type { ChannelHandle } from './people/channel.ts'
import type { Given, Person } from './people/person.ts'
import { type Discord, startDiscord } from './start.ts'

let discord: Discord
let client: Client<true>
let channel: ChannelHandle
let nora: Person
let otto: Person

beforeAll(async () => {
  discord = await startDiscord()
  const guild = discord.guild()
  channel = guild.channel({ name: 'tales' })
  nora = guild.member({ name: 'Nora', permissions: ['ManageMessages'] })
  otto = guild.member({ name: 'Otto' })
  client = await connect(discord)
  const description = 'Anything'
  const tone = [
    { name: 'Merry', value: 'merry' },
    { name: 'Sad', value: 'sad' },
  ]
  await client.application.commands.set([
    {
      name: 'all',
      description,
      options: [
        { type: Type.String, name: 'tone', description, choices: tone },
        { type: Type.Integer, name: 'steps', description, minValue: 1 },
        { type: Type.Number, name: 'scale', description, maxValue: 9.5 },
        { type: Type.Boolean, name: 'loud', description },
        { type: Type.User, name: 'whom', description },
        { type: Type.Channel, name: 'where', description },
        { type: Type.Attachment, name: 'picture', description },
      ],
    },
  ])
})
afterAll(async () => {
  await client.destroy()
  await discord.close()
})

/** What the bot reads when somebody fills in a command. */
async function read(given: Given): Promise<ChatInputCommandInteraction> {
  const heard = new Promise<ChatInputCommandInteraction>((resolve) =>
    client.once(Events.InteractionCreate, (interaction) => {
      if (interaction.isChatInputCommand()) resolve(interaction)
    }),
  )
  const it = nora.slash(channel, 'all', given)
  const interaction = await heard
  await interaction.reply('read')
  await it.answered()
  return interaction
}

test('every kind of option arrives', async () => {
  const { options } = await read({ tone: 'sad', steps: 4, scale: 7.5, loud: false })
  expect(options.getString('tone')).toBe('sad')
  expect(options.getInteger('steps')).toBe(4)
  expect(options.getNumber('scale')).toBe(7.5)
  expect(options.getBoolean('loud')).toBe(false)
})

test('people and channels arrive with what is known of them', async () => {
  const { options, memberPermissions } = await read({ whom: otto, where: channel })
  expect(options.getUser('whom')?.username).toBe('Otto')
  expect(options.getMember('whom')).toMatchObject({ user: { username: 'Otto' } })
  expect(options.getChannel('where')?.name).toBe('tales')
  expect(memberPermissions?.has('ManageMessages')).toBe(true)
  expect(memberPermissions?.has('ManageThreads')).toBe(false)
})

test('a picture arrives as an address where it can be fetched', async () => {
  const bytes = new Uint8Array([1, 2, 3])
  const picture = { filename: 'a.png', contentType: 'image/png', bytes }
  const { options } = await read({ picture })
  const { url, contentType, size } = options.getAttachment('picture')!
  expect([contentType, size]).toEqual(['image/png', 3])
  expect(new Uint8Array(await (await fetch(url)).arrayBuffer())).toEqual(bytes)
})

test.each<[Given, string]>([
  [{ tone: 'angry' }, 'option tone is one of merry sad'],
  [{ steps: 0 }, 'option steps is between 1'],
  [{ steps: 1.5 }, 'option steps is a whole number'],
  [{ scale: 10 }, 'option scale is between'],
  [{ loud: 'yes' }, 'option loud is yes or no'],
  [{ whom: 'Otto' }, 'option whom refers to something'],
])('the client would not send %j', (given, why) => {
  expect(() => nora.slash(channel, 'all', given)).toThrow(why)
})

test('others do not see what is for one person, and nobody what is gone', async () => {
  const heard = new Promise<void>((resolve) =>
    client.once(Events.InteractionCreate, async (interaction) => {
      if (!interaction.isRepliable()) return
      const again = { type: 2, style: 1, label: 'Again', custom_id: 'again' } as const
      await interaction.reply({ flags: 64, components: [{ type: 1, components: [again] }] })
      resolve()
    }),
  )
  const message = await nora.slash(channel, 'all').written()
  await heard
  expect(() => otto.click(message, 'Again')).toThrow('Otto does not see the message')
  const it = nora.click(message, 'Again')
  expect(it.response).toBeUndefined()
})

test('what nobody hears is not the fault of the bot', async () => {
  let later = 0
  const silent = await startDiscord({ now: () => Date.now() + later })
  const guild = silent.guild()
  const dev = await connect(silent)
  await dev.application.commands.set([{ name: 'hello', description: 'Says hello' }])
  await dev.destroy()
  guild.member().slash(guild.channel(), 'hello')
  later = 4000
  expect(silent.violations).toEqual([])
  await silent.close()
})
