import { z } from 'zod'
import { defineCommand } from './command.ts'
import { currentStory } from './lookup.ts'
import { reply } from './reply.ts'
import { readTurn, turnWords } from './turn.ts'
import { roundWords } from './vote.ts'
import { clip, listed } from './words.ts'

/** Who may go on with the story of this thread. */
export const storyTurn = defineCommand({
  name: 'story turn',
  summary: 'Whose turn it is to go on with the story',
  options: z.object({}),
  positional: [],
  example: '/story turn',
  async run(_options, context) {
    const { story } = await currentStory(context)
    const made = { storyId: story.id }
    if (story.mode !== 'turns') {
      const round = await context.store.rounds.openIn(context.tenant.id, story.id)
      const vote = round === undefined ? '' : ` ${roundWords(round, context.at)}`
      const text = `“${story.title}” is not told in turns: anybody may go on.${vote}`
      return reply(text, { private: true, made })
    }
    const turn = await readTurn(story, context)
    const order = listed(turn.people.map(({ name }) => clip(name, 40)))
    const lines = [turnWords(turn, context.at), ...(turn.whose ? [`In turn: ${order}.`] : [])]
    return reply(lines.join('\n'), {
      private: true,
      made,
      choices:
        turn.whose?.id === context.author.id ? [{ label: 'Pass', command: '/story skip' }] : [],
    })
  },
})
