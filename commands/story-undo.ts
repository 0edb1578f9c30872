import { z } from 'zod'
import { UserError } from '../story/errors.ts'
import { defineCommand } from './command.ts'
import { refuseToRepeat } from './lookup.ts'
import { frame as frameOption } from './options.ts'
import { reply } from './reply.ts'
import { checkMaker } from './rights.ts'
import { findFrame, standingStates } from './takes.ts'
import { refuseCandidate } from './vote.ts'
import { clip } from './words.ts'

/** Takes the last frame out of the story; of a redone frame the earlier take comes back. */
export const storyUndo = defineCommand({
  name: 'story undo',
  summary: 'Take the last frame (or another) out of the story for good',
  options: z.object({ frame: frameOption }),
  positional: ['frame'],
  example: '/story undo',
  async run(options, context) {
    refuseToRepeat(context, '/story show')
    const { frame, number } = await findFrame(context, options.frame, {
      states: standingStates,
      otherwise: 'There is no frame to take out.',
    })
    checkMaker(context, frame.author, `Frame ${number} is by`)
    refuseCandidate(frame, number)
    const isUndone = await context.store.frames.undo(context.tenant.id, frame.id)
    if (!isUndone) throw new UserError('too-late', `Frame ${number} is out of the story already.`)
    const back = frame.redoOf === undefined ? '' : ' The earlier take is back.'
    return reply(`Frame ${number} is out of the story (${clip(frame.prompt)}).${back}`, {
      made: { episodeId: frame.episodeId, frameId: frame.id },
      choices: [{ label: 'Show the story', command: '/story show' }],
    })
  },
})
