import { z } from 'zod'
import type { Character } from '../story/character.ts'
import { defineCommand } from './command.ts'
import { reply } from './reply.ts'
import { commandText } from './usage.ts'
import { clip, counted } from './words.ts'

const most = 25

const notes = {
  discovering: ' (finding a face)',
  ready: '',
  failed: ' (no face found)',
} as const satisfies Record<Character['state'], string>

/** Who is here. */
export const characterList = defineCommand({
  name: 'character list',
  summary: 'List the characters of this workspace',
  options: z.object({}),
  positional: [],
  example: '/character list',
  readsOnly: true,
  async run(_options, { store, tenant }) {
    const here = await store.characters.list(tenant.id)
    if (here.length === 0) {
      return reply('Nobody yet. Add somebody: /character add Mira young woman with long red hair', {
        private: true,
        choices: [{ label: 'Help', command: '/help character add' }],
      })
    }
    const lines = here
      .slice(0, most)
      .map(({ name, description, state }) => `• ${name}${notes[state]}: ${clip(description)}`)
    if (here.length > most) lines.push(`… and ${here.length - most} more`)
    return reply([`${counted(here.length, 'character')}:`, ...lines].join('\n'), {
      private: true,
      choices: here.slice(0, 3).map(({ name }) => ({
        label: `Show ${name}`,
        command: commandText('character show', { name }),
      })),
    })
  },
})
