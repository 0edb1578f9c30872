import { z } from 'zod'
import type { Character } from '../story/character.ts'
import { UserError } from '../story/errors.ts'
import type { Frame } from '../story/frame.ts'
import { countDrawing } from './allowance.ts'
import { checkWords } from './blocked.ts'
import { type Context, defineCommand } from './command.ts'
import { checkFaces, findAnew, waitingNote } from './faces.ts'
import { frame as frameOption, seed } from './options.ts'
import { checkPose } from './pose.ts'
import { reply } from './reply.ts'
import { findFrame } from './takes.ts'
import { sentences } from './unknown-words.ts'
import { commandText } from './usage.ts'
import { refuseCandidate } from './vote.ts'
import { clip, ended, listed } from './words.ts'

/** Draws a frame again with another seed; the new take stands in the place of the old one. */
export const storyRedo = defineCommand({
  name: 'story redo',
  summary: 'Draw a frame again with another seed',
  options: z.object({ frame: frameOption, seed }),
  positional: ['frame'],
  example: '/story redo 2 seed:7',
  async run(options, context) {
    const { frame, number } = await findFrame(context, options.frame, {
      states: ['drawn', 'posted', 'failed'],
      otherwise: 'There is no finished frame to draw again.',
    })
    refuseCandidate(frame, number)
    checkPose(frame.pose, context.language)
    const people = await peopleOf(frame, context)
    checkFaces(people, context)
    await checkWords(context, frame.prompt)
    await countDrawing(context)
    const faces = await findAnew(people, context)
    const redo = await context.store.frames.add({
      episodeId: frame.episodeId,
      commandId: context.commandId,
      prompt: frame.prompt,
      cast: frame.cast,
      seed: options.seed ?? context.newSeed(),
      author: context.author,
      model: context.language.model,
      redoOf: frame.id,
      pose: frame.pose,
    })
    const text = `Drawing frame ${number} again with seed ${redo.seed}: ${clip(frame.prompt)}`
    return reply(sentences(ended(text), waitingNote(people, context)), {
      made: { episodeId: redo.episodeId, frameId: redo.id, faces },
      choices: [
        { label: 'How far is it', command: '/status' },
        { label: 'Cancel', command: commandText('story cancel', { frame: redo.id }) },
      ],
    })
  },
})

/** UserError `unknown-name` when somebody in the frame was removed since. */
async function peopleOf(frame: Frame, { store, tenant }: Context): Promise<Character[]> {
  const here = await store.characters.list(tenant.id)
  const missing = frame.cast.filter(({ characterId }) => !here.some(({ id }) => id === characterId))
  if (missing.length > 0) {
    const names = listed(missing.map(({ name }) => name))
    throw new UserError(
      'unknown-name',
      `${names} was removed, so that frame cannot be drawn again.`,
    )
  }
  return frame.cast.flatMap(({ characterId }) => here.filter(({ id }) => id === characterId))
}
