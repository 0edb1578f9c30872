import { z } from 'zod'
import type { Character } from '../story/character.ts'
import { UserError } from '../story/errors.ts'
import { countDrawing } from './allowance.ts'
import { checkWords } from './blocked.ts'
import { type Context, defineCommand } from './command.ts'
import { checkDescription, checkName } from './naming.ts'
import { description, newName, seed } from './options.ts'
import { reply } from './reply.ts'
import { checkMayAdd } from './rights.ts'
import { readingNote, sentences } from './unknown-words.ts'
import { commandText } from './usage.ts'

/** Adds a character and has its face found. */
export const characterAdd = defineCommand({
  name: 'character add',
  summary: 'Add a character: a name and what they look like',
  options: z.object({
    name: newName,
    description: description.describe('what they look like'),
    seed,
  }),
  positional: ['name', 'description'],
  example: '/character add Mira young woman with long red hair',
  async run(options, context) {
    const { language } = context
    await checkMayAdd(context)
    checkName(options.name, language)
    const classWord = checkDescription(options.name, options.description, language)
    await checkWords(context, options.name, options.description)
    await countDrawing(context)
    const character = await addOnce({ ...options, classWord }, context)
    return reply(
      sentences(
        `${character.name} is added; finding a face takes a little while.`,
        readingNote(language, options.description),
      ),
      {
        made: { characterId: character.id },
        choices: [
          {
            label: `Show ${character.name}`,
            command: commandText('character show', { name: character.name }),
          },
          { label: 'Start a story', command: '/story start A day in the park' },
        ],
      },
    )
  },
})

/** A repeated command finds the character that it made the first time. */
async function addOnce(
  options: { name: string; description: string; classWord: string; seed?: number | undefined },
  context: Context,
): Promise<Character> {
  const { store, tenant, author, threadId } = context
  try {
    return await store.characters.add({
      tenantId: tenant.id,
      name: options.name,
      description: options.description,
      classWord: options.classWord,
      model: context.language.model,
      seed: options.seed ?? context.newSeed(),
      author,
      threadId,
    })
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'name-taken') throw error
    const earlier = await store.characters.findByName(tenant.id, options.name)
    const isOurs =
      context.again &&
      earlier?.description === options.description &&
      earlier.author.id === author.id &&
      earlier.threadId === threadId
    if (isOurs) return earlier
    throw error
  }
}
