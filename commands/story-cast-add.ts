import { z } from 'zod'
import { defineCommand } from './command.ts'
import { castNames, charactersNamed, currentStory } from './lookup.ts'
import { names } from './options.ts'
import { reply } from './reply.ts'
import { listed } from './words.ts'

/** Adds characters to the cast of the running episode. */
export const storyCastAdd = defineCommand({
  name: 'story cast add',
  summary: 'Add characters to the cast of the story',
  options: z.object({ name: names.describe('who joins, for instance Mira and Tomas') }),
  positional: ['name'],
  example: '/story cast add Mira and Tomas',
  async run({ name }, context) {
    const { store, tenant } = context
    const { story, episode } = await currentStory(context)
    const joining = charactersNamed(name, await store.characters.list(tenant.id))
    for (const { id } of joining) await store.stories.addToCast(episode.id, id)
    const cast = [...new Set([...episode.cast, ...joining.map(({ id }) => id)])]
    const who = listed(joining.map((one) => one.name))
    const verb = joining.length > 1 ? 'are' : 'is'
    return reply(`${who} ${verb} in the cast now: ${listed(await castNames(context, cast))}.`, {
      made: { storyId: story.id, episodeId: episode.id },
      choices: [
        {
          label: 'Draw a frame',
          command: `/story next ${listed(joining.map((one) => one.name).slice(0, 3))} in a park`,
        },
      ],
    })
  },
})
