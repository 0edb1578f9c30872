import { z } from 'zod'
import { type Story, usualMinutes } from '../story/episode.ts'
import type { Store } from '../story/ports/store.ts'
import { poseKey } from '../story/poses.ts'
import { candidatesOfRound } from '../story/round.ts'
import { countDrawing } from './allowance.ts'
import { checkWords } from './blocked.ts'
import { type Context, defineCommand } from './command.ts'
import { checkFaces, findAnew, waitingNote } from './faces.ts'
import { currentStory } from './lookup.ts'
import { afterwards, checkMayGoOn } from './modes.ts'
import { maxSeed, names, pose, prompt } from './options.ts'
import { checkPose } from './pose.ts'
import { reply } from './reply.ts'
import { readScene } from './scene.ts'
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
    pose,
  }),
  positional: ['prompt'],
  example: '/story next Mira and Tomas in a park',
  async run(options, context) {
    const { store, tenant, author, commandId, language } = context
    const { story, episode } = await currentStory(context)
    checkPose(options.pose, language)
    await checkMayGoOn(story, context)
    const here = await store.characters.list(tenant.id)
    const { people, action } = readScene(options.prompt, options.with, here, language)
    checkFaces(people, context)
    await checkWords(context, options.prompt)
    await countDrawing(context)
    const faces = await findAnew(people, context)
    for (const { id } of people) await store.stories.addToCast(episode.id, id)
    const frame = await tellFrame(story, context, {
      episodeId: episode.id,
      commandId,
      prompt: options.prompt,
      cast: people.map(({ id, name }) => ({ characterId: id, name })),
      author,
      model: language.model,
      pose: options.pose && poseKey(tenant.id, options.pose),
    })
    const who = listed(people.map(({ name }) => name))
    return reply(
      sentences(
        ended(`Frame ${frame.position}, with ${who}: ${clip(options.prompt)}`),
        waitingNote(people, context),
        readingNote(language, action),
        await afterwards(story, context),
      ),
      {
        made: { episodeId: episode.id, frameId: frame.id, faces },
        choices: [
          { label: 'How far is it', command: '/status' },
          { label: 'Cancel', command: commandText('story cancel', { frame: frame.id }) },
        ],
      },
    )
  },
})

type Wanted = Omit<Parameters<Store['frames']['add']>[0], 'seed' | 'redoOf' | 'turn'>

/** The frame, or the first of its candidates. */
async function tellFrame(story: Story, { store, newSeed }: Context, wanted: Wanted) {
  const seed = newSeed()
  if (story.mode !== 'vote') {
    const turn = story.mode === 'turns' ? story.turn : undefined
    return store.frames.add({ ...wanted, seed, redoOf: undefined, turn })
  }
  const seeds = Array.from({ length: candidatesOfRound }, (_, i) => (seed + i) % (maxSeed + 1))
  const [first] = await store.rounds.open({
    ...wanted,
    seeds,
    minutes: story.minutes ?? usualMinutes.vote,
  })
  return first!
}
