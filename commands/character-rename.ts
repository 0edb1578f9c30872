import { z } from 'zod'
import { nameKey } from '../story/names.ts'
import { checkWords } from './blocked.ts'
import { type Context, defineCommand } from './command.ts'
import { findCharacter, pick } from './lookup.ts'
import { checkName } from './naming.ts'
import { newName, someName } from './options.ts'
import { reply } from './reply.ts'
import { checkMaker } from './rights.ts'
import { commandText } from './usage.ts'

/** Gives a character another name; the face stays. */
export const characterRename = defineCommand({
  name: 'character rename',
  summary: 'Give a character another name',
  options: z.object({
    name: someName.describe('whom to rename'),
    to: newName.describe('the new name'),
  }),
  positional: ['name', 'to'],
  example: '/character rename Mira Miranda',
  async run({ name, to }, context) {
    checkName(to, context.language)
    await checkWords(context, to)
    const { store, tenant } = context
    if (!(await wasRenamed(name, to, context))) {
      const character = await findCharacter(context, name)
      checkMaker(context, character.author, `${character.name} was added by`)
      const isRenamed = await store.characters.rename(tenant.id, character.id, to)
      if (!isRenamed) await findCharacter(context, name)
    }
    const character = await findCharacter(context, to)
    return reply(
      `${name} is called ${character.name} from now on; earlier frames keep the old name.`,
      {
        made: { characterId: character.id },
        choices: [{ label: `Show ${to}`, command: commandText('character show', { name: to }) }],
      },
    )
  },
})

/** A repeated command may have done its work the first time. */
async function wasRenamed(from: string, to: string, context: Context): Promise<boolean> {
  if (!context.again || nameKey(from) === nameKey(to)) return false
  const here = await context.store.characters.list(context.tenant.id)
  return pick(here, [from]).length === 0 && pick(here, [to]).length === 1
}
