import { z } from 'zod'
import { UserError } from '../story/errors.ts'
import { countDrawing } from './allowance.ts'
import { defineCommand } from './command.ts'
import { classWordFor, refuseNeeded } from './faces.ts'
import { findCharacter, refuseToRepeat } from './lookup.ts'
import { seed, someName } from './options.ts'
import { reply } from './reply.ts'
import { checkMaker } from './rights.ts'
import { commandText } from './usage.ts'

/** Finds another face for the same description. */
export const characterRetry = defineCommand({
  name: 'character retry',
  summary: 'Find another face for a character',
  options: z.object({ name: someName.describe('who gets another face'), seed }),
  positional: ['name'],
  example: '/character retry Mira seed:7',
  async run(options, context) {
    const { store, pictures, tenant } = context
    const character = await findCharacter(context, options.name)
    const { id, name } = character
    checkMaker(context, character.author, `${name} was added by`)
    if (character.state !== 'discovering') {
      refuseToRepeat(context, commandText('character show', { name }))
    }
    const by = { model: context.language.model, classWord: classWordFor(character, context) }
    await countDrawing(context)
    const wanted = options.seed ?? context.newSeed()
    const isStarted = await store.characters.retry(tenant.id, id, wanted, by)
    if (!isStarted) await refuseNeeded(character, context)
    if (!isStarted && !context.again) {
      throw new UserError(
        'too-late',
        `A face for ${name} is being found already; wait for it first.`,
      )
    }
    if (isStarted && character.portrait !== undefined) await pictures.remove(character.portrait)
    return reply(`Finding another face for ${name}. Frames not drawn yet wait for it.`, {
      made: { characterId: id },
      choices: [{ label: `Show ${name}`, command: commandText('character show', { name }) }],
    })
  },
})
