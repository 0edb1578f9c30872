import type { ChannelHandle } from '../doubles/discord/people/channel.ts'
import type { Person } from '../doubles/discord/people/person.ts'
import type { Discord } from '../doubles/discord/start.ts'
import { description, type Place, patienceMs, type Saying } from './tellers.ts'

/** Servers with a channel each, in which a story was begun. */
export async function discordPlaces(discord: Discord, count: number): Promise<Place[]> {
  await discord.waitFor(() => discord.commands().length > 0, 'the commands', patienceMs)
  return Promise.all(Array.from({ length: count }, (_, i) => discordPlace(discord, i)))
}

async function discordPlace(discord: Discord, i: number): Promise<Place> {
  const guild = discord.guild({ name: `Readers ${i}` })
  const channel = guild.channel({ name: 'stories' })
  const people = ['Ann', 'Ben', 'Cleo'].map((name) => guild.member({ name }))
  const [ann] = people
  ann!.slash(channel, 'character add', { name: 'Mira', description })
  const seen = () => channel.messages.some(({ content }) => content.includes('Mira'))
  await discord.waitFor(seen, 'Mira', patienceMs)
  ann!.slash(channel, 'story start', { title: 'The lighthouse' })
  const thread = await discord.waitFor(() => channel.threads[0], 'the thread', patienceMs)
  await discord.waitFor(() => thread.messages[0], 'the beginning', patienceMs)
  let said = 0
  return {
    name: `Discord ${i}`,
    platform: 'discord',
    say(prompt) {
      said += 1
      return saying(people[said % people.length]!, thread, prompt)
    },
    written: () =>
      thread.messages.map(({ content, attachments }) => ({
        text: content,
        hasPicture: attachments.length > 0,
      })),
  }
}

function saying(person: Person, thread: ChannelHandle, prompt: string): Saying {
  const asked = person.slash(thread, 'story next', { prompt })
  let isAcknowledged = false
  const over = asked.answered().then(
    () => {
      isAcknowledged = true
    },
    () => {},
  )
  return {
    over,
    get isAcknowledged() {
      return isAcknowledged
    },
    get heard() {
      return asked.response?.content ?? ''
    },
  }
}
