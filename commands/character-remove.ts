import { z } from 'zod'
import { defineCommand } from './command.ts'
import { findCharacter, pick } from './lookup.ts'
import { someName } from './options.ts'
import { reply } from './reply.ts'
import { checkMaker } from './rights.ts'
import { clip } from './words.ts'

/** Deletes a character and everything that the model knows of it. */
export const characterRemove = defineCommand({
  name: 'character remove',
  summary: 'Delete a character for good; frames already drawn stay',
  options: z.object({ name: someName.describe('whom to delete') }),
  positional: ['name'],
  example: '/character remove Mira',
  async run({ name }, context) {
    const { store, pictures, tenant } = context
    const isGone =
      context.again && pick(await store.characters.list(tenant.id), [name]).length === 0
    if (isGone) return reply(`${clip(name, 40)} is gone.`)
    const character = await findCharacter(context, name)
    checkMaker(context, character.author, `${character.name} was added by`)
    // The picture first: once the row is gone, nobody knows where it lies.
    if (character.portrait !== undefined) await pictures.remove(character.portrait)
    // False only when somebody else removed them a moment ago: gone either way.
    await store.characters.remove(tenant.id, character.id)
    return reply(`${character.name} is gone; frames already drawn stay.`, {
      made: { characterId: character.id },
      choices: [{ label: 'Who is left', command: '/character list' }],
    })
  },
})
