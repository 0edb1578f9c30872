import { z } from 'zod'
import { UserError } from '../story/errors.ts'
import { isVisible } from '../story/frame.ts'
import type { Round } from '../story/round.ts'
import { defineCommand } from './command.ts'
import { currentStory } from './lookup.ts'
import { type Reply, reply } from './reply.ts'
import { checkMaker } from './rights.ts'
import { commandText } from './usage.ts'

/** Ends a vote before its time: the candidate with most votes stays. */
export const storyCloseVote = defineCommand({
  name: 'story close-vote',
  summary: 'End the vote on a frame now; for whoever told it',
  options: z.object({}),
  positional: [],
  example: '/story close-vote',
  async run(_options, context) {
    const { store, tenant, again, at } = context
    const { story } = await currentStory(context)
    const round = await store.rounds.openIn(tenant.id, story.id)
    // A repeated command may have closed its round, and the next one may be open.
    const isDone = again && (round === undefined || round.createdAt > at)
    if (isDone) return closed(story.id)
    if (round === undefined) throw new UserError('vote-closed', 'No frame is voted on.')
    checkMaker(context, round.author, `Frame ${round.position} is by`)
    const candidates = await store.frames.ofCommand(tenant.id, round.commandId)
    if (!candidates.some(({ state }) => isVisible(state))) {
      const cancel = commandText('story cancel', { frame: round.position })
      throw new UserError(
        'vote-open',
        `No candidate of frame ${round.position} is drawn yet. To stop it: ${cancel}`,
      )
    }
    // False only when its time was up a moment ago: closed either way.
    await store.rounds.close(tenant.id, round.id)
    return closed(story.id, round)
  },
})

/** The result itself is told in the thread, once, however a vote ends. */
const closed = (storyId: string, round?: Round): Reply =>
  reply(`The vote${round === undefined ? '' : ` on frame ${round.position}`} is closed.`, {
    private: true,
    made: { storyId },
    choices: [{ label: 'Show the story', command: '/story show' }],
  })
