import { z } from 'zod'
import { UserError } from '../story/errors.ts'
import { letterOf } from '../story/round.ts'
import { findCandidate, voteClosed } from './candidate.ts'
import { defineCommand } from './command.ts'
import { reply } from './reply.ts'
import { roundWords, voteChoices } from './vote.ts'
import { counted } from './words.ts'

/** One ballot a person a round; another one takes its place. */
export const storyVote = defineCommand({
  name: 'story vote',
  summary: 'Vote for a candidate of the frame that is voted on',
  options: z.object({
    frame: z
      .string()
      .min(1)
      .max(64)
      .meta({ suggest: 'frame' })
      .describe('a candidate, for instance B or 3B'),
  }),
  positional: ['frame'],
  example: '/story vote B',
  async run(options, context) {
    const { store, tenant, author, at } = context
    const frame = await findCandidate(options.frame, context)
    const { candidate, position, episodeId } = frame
    const name = `candidate ${letterOf(candidate)} of frame ${position}`
    const isCounted = await store.rounds.vote(tenant.id, frame.id, author.id)
    const round = await store.rounds.get(tenant.id, frame.roundId!)
    if (round === undefined || (!isCounted && round.state === 'closed')) throw voteClosed(position)
    if (!isCounted) throw new UserError('no-frame', `There is no picture of ${name} to vote for.`)
    const all = await store.frames.ofCommand(tenant.id, round.commandId)
    const votes = `${counted(round.ballots, 'vote')} so far.`
    return reply(`Your vote for ${name} counts. ${roundWords(round, at)} ${votes}`, {
      private: true,
      made: { episodeId, frameId: frame.id },
      choices: voteChoices(all.filter(({ id }) => id !== frame.id)),
    })
  },
})
