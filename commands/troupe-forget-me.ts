import { z } from 'zod'
import { removeDiscarded } from '../story/forgetting.ts'
import { type Context, defineCommand } from './command.ts'
import { confirm } from './options.ts'
import { reply } from './reply.ts'
import { commandText } from './usage.ts'
import { counted } from './words.ts'

/** Deletes what is stored of whoever asks, once they ask twice. */
export const troupeForgetMe = defineCommand({
  name: 'troupe forget-me',
  summary: 'Delete your characters and what you said, and take your name off your frames',
  options: z.object({ confirm }),
  positional: [],
  example: '/troupe forget-me',
  async run(options, context) {
    if (options.confirm === undefined) return ask(context)
    const { store, pictures, tenant, author, commandId } = context
    await store.people.forget(tenant.id, author.id, commandId)
    await removeDiscarded(store, pictures)
    return reply(
      'You are forgotten here: your characters, their faces and portraits are deleted, and so is ' +
        'the text of what you said. Your frames stay in their stories, by “somebody”.',
      { private: true },
    )
  },
})

async function ask({ store, tenant, author }: Context) {
  const { characters, frames, commands } = await store.people.stored(tenant.id, author.id)
  const lines = [
    'This deletes what this workspace has stored of you, for good:',
    `• ${counted(characters, 'character')} that you added, with their faces and portraits`,
    `• the text of ${counted(commands, 'command')} that you said, and the answers`,
    `• your name on ${counted(frames, 'frame')}: pictures and prompts are part of stories that ` +
      'belong to all who tell them, so they stay, by “somebody”. To delete a frame too, ' +
      'say /story undo first; to delete a whole story that you began, /story delete.',
    'What others wrote stays, and so do messages that a chat platform shows already.',
  ]
  return reply(lines.join('\n'), {
    private: true,
    choices: [
      {
        label: 'Delete everything of mine',
        command: commandText('troupe forget-me', { confirm: 'yes' }),
      },
    ],
  })
}
