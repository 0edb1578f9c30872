import { type StoryPlace, seenIn, storyContract } from '../../contracts/story-told.ts'
import type { ChannelHandle } from '../../doubles/discord/people/channel.ts'
import { withPicture } from './messages.ts'
import { troupeOnDiscord } from './troupe.ts'

/** Without what stands for bold and small. */
const plain = (content: string): string => content.replaceAll('**', '').replaceAll('-# ', '')

async function openPlace(): Promise<StoryPlace> {
  const here = await troupeOnDiscord()
  const { discord, guild, channel } = here
  const people = { Ann: guild.member({ name: 'Ann' }), Ben: guild.member({ name: 'Ben' }) }
  let thread: ChannelHandle | undefined
  return {
    say: async (name, command, options) =>
      (await people[name].slash(thread ?? channel, command, options).written()).content,
    async begin(title) {
      await people.Ann.slash(channel, 'story start', { title }).answered()
      thread = await discord.waitFor(() => channel.threads[0], 'the thread')
      await here.message(thread, ({ content }) => content.includes('begins'), 'the beginning')
    },
    findFaces: here.findFaces,
    draw: here.draw,
    frames: async () =>
      (thread?.messages ?? []).flatMap((one) => seenIn(plain(one.content), withPicture(one)) ?? []),
    close: here.close,
  }
}

storyContract(openPlace)
