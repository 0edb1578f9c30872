import { z } from 'zod'
import { UserError } from '../story/errors.ts'
import { type Frame, isVisible } from '../story/frame.ts'
import { type Context, defineCommand } from './command.ts'
import { refuseToRepeat } from './lookup.ts'
import { frame as frameOption } from './options.ts'
import { reply } from './reply.ts'
import { checkMaker } from './rights.ts'
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
      states: ['waiting', 'queued', 'drawing'],
      // Without a number people mean a frame of theirs.
      authorId: context.manages ? undefined : context.author.id,
      otherwise: 'There is no unfinished frame of yours to cancel.',
    })
    checkMaker(context, frame.author, `Frame ${number} is by`)
    const candidates = await candidatesOf(frame, context)
    const stopped = await Promise.all(
      candidates.map(({ id }) => context.store.frames.cancel(context.tenant.id, id)),
    )
    if (!stopped.some(Boolean)) {
      throw new UserError('too-late', `Frame ${number} is finished already.`)
    }
    const rest = candidates.some(({ state }) => isVisible(state))
      ? ' What is drawn of it is still voted on.'
      : ''
    return reply(`Frame ${number} is cancelled (${clip(frame.prompt)}).${rest}`, {
      made: { episodeId: frame.episodeId, frameId: frame.id },
      choices: [{ label: 'Show the story', command: '/story show' }],
    })
  },
})

/** A frame that will be voted on is stopped as a whole. */
async function candidatesOf(frame: Frame, { store, tenant }: Context): Promise<Frame[]> {
  const round =
    frame.roundId === undefined ? undefined : await store.rounds.get(tenant.id, frame.roundId)
  if (round === undefined) return [frame]
  const candidates = await store.frames.ofCommand(tenant.id, round.commandId)
  return candidates.filter(({ roundId }) => roundId === round.id)
}
