import { z } from 'zod'
import { UserError } from '../story/errors.ts'
import { defineCommand } from './command.ts'
import { currentStory } from './lookup.ts'
import { reply } from './reply.ts'
import { nextNote, readTurn, turnWords } from './turn.ts'
import { clip } from './words.ts'

/** Lets the person whose turn it is pass. */
export const storySkip = defineCommand({
  name: 'story skip',
  summary: 'Pass when it is your turn: the next one goes on',
  options: z.object({}),
  positional: [],
  example: '/story skip',
  async run(_options, context) {
    const { store, author, commandId } = context
    const { story } = await currentStory(context)
    if (story.mode !== 'turns') {
      throw new UserError('not-allowed', `“${story.title}” is not told in turns.`)
    }
    if (!(await store.skips.has(commandId))) {
      const turn = await readTurn(story, context)
      if (turn.whose?.id !== author.id) {
        throw new UserError('not-your-turn', turnWords(turn, context.at))
      }
      await store.skips.add({ storyId: story.id, commandId, author })
    }
    return reply(`${clip(author.name, 40)} passes. ${nextNote(await readTurn(story, context))}`, {
      choices: [{ label: 'Whose turn it is', command: '/story turn' }],
    })
  },
})
