import { z } from 'zod'
import { UserError } from '../story/errors.ts'
import { defineCommand } from './command.ts'
import { castNames, charactersNamed, currentStory } from './lookup.ts'
import { names } from './options.ts'
import { reply } from './reply.ts'
import { listed } from './words.ts'

/** Takes characters out of the cast of the running episode; they stay in the workspace. */
export const storyCastRemove = defineCommand({
  name: 'story cast remove',
  summary: 'Take characters out of the cast; they are not deleted',
  options: z.object({ name: names.describe('who leaves, for instance Mira') }),
  positional: ['name'],
  example: '/story cast remove Tomas',
  async run({ name }, context) {
    const { store, tenant, again } = context
    const { story, episode } = await currentStory(context)
    const leaving = charactersNamed(name, await store.characters.list(tenant.id))
    for (const one of leaving) {
      const isRemoved = await store.stories.removeFromCast(episode.id, one.id)
      if (!isRemoved && !again) {
        throw new UserError('unknown-name', `${one.name} is not in the cast of this episode.`)
      }
    }
    const gone = new Set(leaving.map(({ id }) => id))
    const left = await castNames(
      context,
      episode.cast.filter((id) => !gone.has(id)),
    )
    const who = listed(leaving.map((one) => one.name))
    const rest = left.length === 0 ? 'Nobody is left in it.' : `In it: ${listed(left)}.`
    return reply(`${who} left the cast. ${rest}`, {
      made: { storyId: story.id, episodeId: episode.id },
      choices: [{ label: 'Show the story', command: '/story show' }],
    })
  },
})
