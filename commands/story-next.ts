import { z } from 'zod'
import type { Story } from '../story/episode.ts'
import { countDrawing } from './allowance.ts'
import { type Context, defineCommand } from './command.ts'
import { currentStory } from './lookup.ts'
import { names, prompt } from './options.ts'
import { reply } from './reply.ts'
import { checkFaces, readScene, waitingNote } from './scene.ts'
import { checkTurn, nextNote, readTurn } from './turn.ts'
import { readingNote, sentences } from './unknown-words.ts'
import { commandText } from './usage.ts'
import { clip, ended, listed } from './words.ts'

/** Tells the next frame of the story. */
export const storyNext = defineCommand({
  name: 'story next',
  summary: 'Draw the next frame: say what happens and who is in it',
  options: z.object({
    prompt,
    with: names.optional().describe('who else is in it, when the prompt does not name them'),
  }),
  positional: ['prompt'],
  example: '/story next Mira and Tomas in a park',
  async run(options, context) {
    const { store, tenant, author, commandId, language } = context
    const { story, episode } = await currentStory(context)
    await checkTurnOnce(story, context)
    const here = await store.characters.list(tenant.id)
    const { people, action } = readScene(options.prompt, options.with, here, language)
    checkFaces(people)
    await countDrawing(context)
    for (const { id } of people) await store.stories.addToCast(episode.id, id)
    const frame = await store.frames.add({
      episodeId: episode.id,
      commandId,
      prompt: options.prompt,
      cast: people.map(({ id, name }) => ({ characterId: id, name })),
      seed: context.newSeed(),
      author,
      redoOf: undefined,
      turn: story.mode === 'turns' ? story.turn : undefined,
    })
    const who = listed(people.map(({ name }) => name))
    return reply(
      sentences(
        ended(`Frame ${frame.position}, with ${who}: ${clip(options.prompt)}`),
        waitingNote(people),
        readingNote(language, action),
        story.mode === 'turns' ? nextNote(await readTurn(story, context)) : '',
      ),
      {
        made: { episodeId: episode.id, frameId: frame.id },
        choices: [
          { label: 'How far is it', command: '/status' },
          { label: 'Cancel', command: commandText('story cancel', { frame: frame.id }) },
        ],
      },
    )
  },
})

/** A repeated command took its turn the first time. */
async function checkTurnOnce(story: Story, context: Context): Promise<void> {
  const { store, tenant, commandId, again } = context
  const earlier = again ? await store.frames.ofCommand(tenant.id, commandId) : []
  if (earlier.length === 0) await checkTurn(story, context)
}
