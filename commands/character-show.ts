import { z } from 'zod'
import type { Character } from '../story/character.ts'
import { type Context, defineCommand } from './command.ts'
import { findCharacter } from './lookup.ts'
import { someName } from './options.ts'
import { progressWords } from './progress.ts'
import { reply } from './reply.ts'
import { commandText } from './usage.ts'
import { clip, counted } from './words.ts'

/** One character: portrait, description, how sure the model is, and where they appear. */
export const characterShow = defineCommand({
  name: 'character show',
  summary: 'Show a character: portrait, description, frames',
  options: z.object({ name: someName.describe('whom to show') }),
  positional: ['name'],
  example: '/character show Mira',
  readsOnly: true,
  async run({ name }, context) {
    const character = await findCharacter(context, name)
    const frames = await context.store.characters.frameCount(context.tenant.id, character.id)
    const lines = [
      `${character.name}: ${character.description}`,
      await standing(character, context),
      `In ${counted(frames, 'frame')}. Seed ${character.seed}, added by ${clip(character.author.name, 40)}.`,
    ]
    return reply(lines.join('\n'), {
      private: true,
      made: { characterId: character.id },
      pictures:
        character.portrait === undefined
          ? []
          : [
              {
                of: 'portrait',
                id: character.id,
                alt: `${character.name}: ${character.description}`,
              },
            ],
      choices:
        character.state === 'discovering'
          ? []
          : [
              {
                label: 'Find another face',
                command: commandText('character retry', { name: character.name }),
              },
            ],
    })
  },
})

async function standing(character: Character, { store }: Context): Promise<string> {
  if (character.state === 'failed') {
    return `No face was found: ${character.problem ?? 'the model gave up'}`
  }
  if (character.state === 'discovering') {
    const progress = await store.progress.get(character.id)
    return `Finding a face: ${progress === undefined ? 'waiting for its turn' : progressWords(progress)}.`
  }
  const { identity } = character
  if (identity === undefined) return 'Ready.'
  const kept = `${identity.survivors.length} of ${counted(identity.portraits, 'portrait')}`
  return `Ready. Cohesion ${identity.cohesion.toFixed(2)} (${kept} agree; 1.00 is the same face).`
}
