import { ButtonStyle, type Client, Events, type Interaction, MessageFlags } from 'discord.js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { connect } from './client.ts'
import type { ChannelHandle } from './people/channel.ts'
import type { Person } from './people/person.ts'
import { type Discord, startDiscord } from './start.ts'
import { storyCommand } from './story-command.ts'

let discord: Discord
let client: Client<true>
let channel: ChannelHandle
let nora: Person
let later = 0

beforeEach(async () => {
  later = 0
  discord = await startDiscord({ now: () => Date.now() + later })
  const guild = discord.guild()
  channel = guild.channel()
  nora = guild.member({ name: 'Nora' })
  client = await connect(discord)
  await client.application.commands.set([storyCommand])
})
afterEach(async () => {
  await client.destroy()
  await discord.close()
})

/** Answers every interaction; what goes wrong is kept. */
function onInteraction(answer: (interaction: Interaction) => Promise<unknown>) {
  const errors: unknown[] = []
  client.on(Events.InteractionCreate, (interaction) => {
    answer(interaction).catch((error: unknown) => errors.push(error))
  })
  return errors
}

test('a slash command is deferred, written, edited and followed up', async () => {
  const errors = onInteraction(async (interaction) => {
    if (!interaction.isChatInputCommand()) return
    expect(interaction.options.getSubcommand()).toBe('next')
    expect(interaction.memberPermissions?.has('SendMessages')).toBe(true)
    expect(interaction.inCachedGuild()).toBe(true)
    await interaction.deferReply()
    await interaction.editReply(`drawing ${interaction.options.getString('prompt', true)}`)
    await interaction.editReply('drawn')
    await interaction.followUp('what next?')
  })
  const it = nora.slash(channel, 'story next', { prompt: 'Mira in a park' })
  expect(await it.answered()).toBe('deferred')
  await discord.waitFor(() => it.followUps.length === 1, 'the follow-up')
  expect(errors).toEqual([])
  expect(channel.messages.map(({ content }) => content)).toEqual(['drawn', 'what next?'])
  expect(it.response).toMatchObject({ content: 'drawn', edits: 1, loading: false })
  expect(discord.violations).toEqual([])
})

test('an answer for one person is seen by nobody else, and a later one by all', async () => {
  const errors = onInteraction(async (interaction) => {
    if (!interaction.isRepliable()) return
    const flags = MessageFlags.Ephemeral
    const response = await interaction.reply({ content: 'hush', flags, withResponse: true })
    expect(response.interaction.responseMessageEphemeral).toBe(true)
    await interaction.followUp('for all')
    await interaction.deleteReply()
  })
  const it = nora.slash(channel, 'story next', { prompt: 'x' })
  const { onlyFor } = await it.written()
  expect(onlyFor?.name).toBe('Nora')
  await discord.waitFor(() => it.response?.deleted, 'deletion')
  expect(errors).toEqual([])
  expect(channel.messages.map(({ content }) => content)).toEqual(['for all'])
})

test('the first follow-up to a deferred answer becomes it', async () => {
  onInteraction(async (interaction) => {
    if (!interaction.isRepliable()) return
    await interaction.deferReply({ flags: MessageFlags.Ephemeral })
    await interaction.followUp('public?')
  })
  const it = nora.slash(channel, 'story next', { prompt: 'x' })
  expect(await it.written()).toMatchObject({ content: 'public?', onlyFor: { name: 'Nora' } })
  expect(channel.messages).toEqual([])
})

test('an answer after three seconds is too late, and is written down', async () => {
  const errors = onInteraction(async (interaction) => {
    if (!interaction.isRepliable()) return
    later = 3500
    await interaction.reply('sorry')
  })
  nora.slash(channel, 'story next', { prompt: 'x' })
  await discord.waitFor(() => errors.length > 0, 'the error')
  expect(errors).toMatchObject([{ code: 10062, status: 404 }])
  expect(discord.violations).toEqual(['interaction /story next was not answered within 3 s'])
})

test('no answer at all is written down too', async () => {
  nora.slash(channel, 'story next', { prompt: 'x' })
  expect(discord.violations).toEqual([])
  later = 3500
  expect(discord.violations).toHaveLength(1)
})

test('answering twice is refused', async () => {
  const errors = onInteraction(async (interaction) => {
    const { id, token } = interaction
    const callback = { body: { type: 4, data: { content: 'once' } }, auth: false }
    await client.rest.post(`/interactions/${id}/${token}/callback`, callback)
    await client.rest.post(`/interactions/${id}/${token}/callback`, callback)
  })
  nora.slash(channel, 'story next', { prompt: 'x' })
  await discord.waitFor(() => errors.length > 0, 'the error')
  expect(errors).toMatchObject([{ code: 40060, status: 400 }])
})

test('after fifteen minutes only the message id helps', async () => {
  const errors = onInteraction(async (interaction) => {
    if (!interaction.isRepliable()) return
    await interaction.reply('soon')
    later = 15 * 60_000 + 1000
    await interaction.editReply('now')
  })
  const it = nora.slash(channel, 'story next', { prompt: 'x' })
  await discord.waitFor(() => errors.length > 0, 'the error')
  expect(errors).toMatchObject([{ code: 50027, status: 401 }])
  const { id } = it.response!
  await client.rest.patch(`/channels/${channel.id}/messages/${id}`, { body: { content: 'now' } })
  expect(it.response?.content).toBe('now')
  expect(discord.invalidAnswers).toBe(1)
})

test('choices are offered while somebody types', async () => {
  onInteraction(async (interaction) => {
    if (!interaction.isAutocomplete()) return
    const { name, value } = interaction.options.getFocused(true)
    await interaction.respond([{ name: `${name} ${value}`, value: 'mira' }])
  })
  const choices = await nora.autocomplete(channel, 'story next', { with: 'mi' }, 'with')
  expect(choices).toEqual([{ name: 'with mi', value: 'mira' }])
})

test('a button updates its message, and a form comes from it', async () => {
  const errors = onInteraction(async (interaction) => {
    if (interaction.isChatInputCommand()) {
      const redo = { type: 2, style: ButtonStyle.Primary, label: 'Redo', custom_id: 'redo:1' }
      await interaction.reply({ content: 'drawn', components: [{ type: 1, components: [redo] }] })
    } else if (interaction.isButton()) {
      expect(interaction.message.content).toBe('drawn')
      const text = { type: 4, style: 1, label: 'Prompt', customId: 'prompt', value: 'old' }
      const components = [{ type: 1, components: [text] }]
      await interaction.showModal({ customId: 'form:1', title: 'Redo', components })
    } else if (interaction.isModalSubmit() && interaction.isFromMessage()) {
      const prompt = interaction.fields.getTextInputValue('prompt')
      await interaction.update({ content: `again: ${prompt}`, components: [] })
    }
  })
  const message = await nora.slash(channel, 'story next', { prompt: 'x' }).written()
  const modal = await nora.click(message, 'Redo').modal()
  expect(modal.title).toBe('Redo')
  const it = nora.submit(modal, { Prompt: 'new' })
  expect(await it.answered()).toBe('update')
  expect(errors).toEqual([])
  expect(message).toMatchObject({ content: 'again: new', components: [], edits: 1 })
  expect(() => nora.click(message, 'Redo')).toThrow('no button Redo')
  expect(discord.violations).toEqual([])
})

test('a button is acknowledged first, and its message edited then', async () => {
  const errors = onInteraction(async (interaction) => {
    if (interaction.isChatInputCommand()) {
      const next = { type: 2, style: ButtonStyle.Success, label: 'Next', custom_id: 'next' }
      await interaction.reply({ content: '1', components: [{ type: 1, components: [next] }] })
    } else if (interaction.isButton()) {
      await interaction.deferUpdate()
      await interaction.editReply('2')
      await interaction.followUp({ content: 'psst', flags: MessageFlags.Ephemeral })
    }
  })
  const message = await nora.slash(channel, 'story next', { prompt: 'x' }).written()
  const it = nora.click(message, 'next')
  await discord.waitFor(() => it.followUps.length === 1, 'the follow-up')
  expect(errors).toEqual([])
  expect(it.response).toBe(message)
  expect(message.content).toBe('2')
  expect(it.followUps[0]).toMatchObject({ content: 'psst', onlyFor: { name: 'Nora' } })
})

test('an answer must fit what was asked', async () => {
  const errors = onInteraction(async ({ id, token }) => {
    const body = { type: 6 }
    await client.rest.post(`/interactions/${id}/${token}/callback`, { body, auth: false })
  })
  nora.slash(channel, 'story next', { prompt: 'x' })
  await discord.waitFor(() => errors.length > 0, 'the error')
  expect(errors).toMatchObject([{ code: 50035 }])
})

test("in the bot's direct messages", async () => {
  onInteraction(async (interaction) => {
    if (interaction.isRepliable()) await interaction.reply(`dm ${interaction.inGuild()}`)
  })
  const it = nora.slash(nora.dm(), 'story next', { prompt: 'x' })
  expect((await it.written()).content).toBe('dm false')
  expect(nora.dm().messages).toHaveLength(1)
})

test.each([
  ['story', {}, '/story is not whole'],
  ['story next', {}, 'option prompt is required'],
  ['story next', { prompt: 'x', colour: 'red' }, 'no option colour'],
  ['story next', { prompt: 5 }, 'option prompt is text'],
  ['story next', { prompt: 'x', steps: 999 }, 'option steps is between 1 and 50'],
  ['tale', {}, 'no command /tale'],
] as const)('the client would not send /%s %j', (command, given, why) => {
  expect(() => nora.slash(channel, command, given)).toThrow(why)
})
