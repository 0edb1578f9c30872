import { z } from 'zod'
import { frameStates } from '../story/frame.ts'
import { type Context, defineCommand } from './command.ts'
import { castNames, currentStory } from './lookup.ts'
import { reply } from './reply.ts'
import { listed } from './words.ts'

/** Opens the next episode of this thread's story with the same cast. */
export const storyContinue = defineCommand({
  name: 'story continue',
  summary: 'Begin the next episode with the same cast',
  options: z.object({}),
  positional: [],
  example: '/story continue',
  async run(_options, context) {
    const { story, episode } = await currentStory(context)
    const next = await continueOnce(story.id, episode, context)
    const cast = await castNames(context, next.cast)
    const who = cast.length === 0 ? '' : ` With ${listed(cast)}.`
    const line = `/story next ${cast[0] ?? 'Mira'} in a park`
    return reply(`Episode ${next.number} of “${story.title}” begins.${who} Go on: ${line}`, {
      made: { storyId: story.id, episodeId: next.id },
      choices: cast.length === 0 ? [] : [{ label: 'Draw the first frame', command: line }],
    })
  },
})

/** An episode in which nothing has happened is not left behind: it is the next one already. */
async function continueOnce(
  storyId: string,
  episode: { id: string; number: number; cast: readonly string[] },
  { store, tenant }: Context,
) {
  const newest = await store.frames.newest(tenant.id, episode.id, frameStates)
  return newest === undefined ? episode : store.stories.continueStory(tenant.id, storyId)
}
