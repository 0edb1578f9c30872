import { z } from 'zod'
import { countDrawing } from './allowance.ts'
import { checkWords } from './blocked.ts'
import { defineCommand } from './command.ts'
import { checkFaces, findAnew, waitingNote } from './faces.ts'
import { frame as frameOption, names, prompt, seed } from './options.ts'
import { checkPose } from './pose.ts'
import { reply } from './reply.ts'
import { readScene } from './scene.ts'
import { findFrame } from './takes.ts'
import { readingNote, sentences } from './unknown-words.ts'
import { commandText } from './usage.ts'
import { refuseCandidate } from './vote.ts'
import { clip, ended, listed } from './words.ts'

/** Draws a frame again with other words; with the same seed, so that only the words make a difference. */
export const storyEdit = defineCommand({
  name: 'story edit',
  summary: 'Draw a frame again with other words',
  options: z.object({
    prompt,
    frame: frameOption,
    with: names.optional().describe('who else is in it, when the prompt does not name them'),
    seed: seed.describe('another seed; otherwise the frame keeps its own'),
  }),
  positional: ['prompt'],
  example: '/story edit Mira and Tomas by the lake frame:2',
  async run(options, context) {
    const { store, tenant, author, commandId, language } = context
    const { frame, number } = await findFrame(context, options.frame, {
      states: ['drawn', 'posted', 'failed'],
      otherwise: 'There is no finished frame to draw with other words.',
    })
    refuseCandidate(frame, number)
    checkPose(frame.pose, language)
    const here = await store.characters.list(tenant.id)
    const { people, action } = readScene(options.prompt, options.with, here, language)
    checkFaces(people, context)
    await checkWords(context, options.prompt)
    await countDrawing(context)
    const faces = await findAnew(people, context)
    for (const { id } of people) await store.stories.addToCast(frame.episodeId, id)
    const edited = await store.frames.add({
      episodeId: frame.episodeId,
      commandId,
      prompt: options.prompt,
      cast: people.map(({ id, name }) => ({ characterId: id, name })),
      seed: options.seed ?? frame.seed,
      author,
      model: language.model,
      redoOf: frame.id,
      pose: frame.pose,
    })
    const who = listed(people.map(({ name }) => name))
    return reply(
      sentences(
        ended(`Frame ${number} in other words, with ${who}: ${clip(options.prompt)}`),
        waitingNote(people, context),
        readingNote(language, action),
      ),
      {
        made: { episodeId: edited.episodeId, frameId: edited.id, faces },
        choices: [
          { label: 'How far is it', command: '/status' },
          { label: 'Cancel', command: commandText('story cancel', { frame: edited.id }) },
        ],
      },
    )
  },
})
