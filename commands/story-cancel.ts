import { z } from 'zod'
import { UserError } from '../story/errors.ts'
import { isFinished } from '../story/frame.ts'
import { defineCommand } from './command.ts'
import { refuseToRepeat } from './lookup.ts'
import { frame as frameOption } from './options.ts'
import { reply } from './reply.ts'
import { findFrame } from './takes.ts'
import { clip } from './words.ts'

/** Stops a frame that is not finished. */
export const storyCancel = defineCommand({
  name: 'story cancel',
  summary: 'Stop the last unfinished frame, or another',
  options: z.object({ frame: frameOption }),
  positional: ['frame'],
  example: '/story cancel',
  async run(options, context) {
    refuseToRepeat(context, '/status')
    const { frame, number } = await findFrame(context, options.frame, {
      fits: ({ state }) => !isFinished(state),
      otherwise: 'There is no unfinished frame to cancel.',
    })
    const isCancelled = await context.store.frames.cancel(context.tenant.id, frame.id)
    if (!isCancelled) throw new UserError('too-late', `Frame ${number} is finished already.`)
    return reply(`Frame ${number} is cancelled (${clip(frame.prompt)}).`, {
      made: { episodeId: frame.episodeId, frameId: frame.id },
      choices: [{ label: 'Show the story', command: '/story show' }],
    })
  },
})
