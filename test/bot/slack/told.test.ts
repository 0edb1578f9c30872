import { describe } from 'vitest'
import { type StoryPlace, seenIn, storyContract } from '../../contracts/story-told.ts'
import { type Mode, modes } from '../../doubles/slack/client.ts'
import type { Place, ThreadHandle } from '../../doubles/slack/people/channel.ts'
import { withPicture } from './messages.ts'
import { troupeOnSlack } from './troupe.ts'

async function openPlace(mode: Mode): Promise<StoryPlace> {
  const here = await troupeOnSlack({}, { mode })
  const { slack, workspace, channel } = here
  const people = {
    Ann: workspace.member({ name: 'Ann' }),
    Ben: workspace.member({ name: 'Ben' }),
  }
  let thread: ThreadHandle | undefined
  const say: StoryPlace['say'] = async (name, command, options = {}) => {
    const words = Object.entries(options).map(([option, value]) => `${option}:"${value}"`)
    const place: Place = thread ?? channel
    const asked = people[name].mention(place, ['@Troupe', command, ...words].join(' '))
    return (await slack.waitFor(() => asked.ephemeral[0], 'the answer')).text
  }
  return {
    say,
    async begin(title) {
      await people.Ann.slash(channel, `/story start ${title}`).acked()
      const isStarter = ({ text }: { text: string }) => text.includes('a story begun by')
      thread = channel.thread(await here.message(channel, isStarter, 'the story'))
      await here.message(thread, ({ text }) => text.includes('begins'), 'the beginning')
    },
    findFaces: here.findFaces,
    draw: here.draw,
    frames: async () =>
      (thread?.messages ?? []).flatMap((one) => seenIn(one.text, withPicture(one)) ?? []),
    close: here.close,
  }
}

describe.each(modes)('in %s mode', (mode) => storyContract(() => openPlace(mode)))
