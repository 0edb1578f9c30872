import { z } from 'zod'
import { defineCommand } from './command.ts'
import { frame as frameOption } from './options.ts'
import { reply } from './reply.ts'
import { findFrame } from './takes.ts'
import { commandText } from './usage.ts'
import { candidateNote } from './vote.ts'
import { clip, ended } from './words.ts'

/** Shows a frame as it was before its people got their own faces. */
export const storyBefore = defineCommand({
  name: 'story before',
  summary: 'Show a frame as it was before its people got their faces',
  options: z.object({ frame: frameOption }),
  positional: ['frame'],
  example: '/story before 2',
  readsOnly: true,
  async run(options, context) {
    const { frame, number } = await findFrame(context, options.frame, {
      states: ['drawn', 'posted'],
      otherwise: 'There is no drawn frame to look behind.',
    })
    return reply(
      ended(
        `Frame ${number}${candidateNote(frame)} before its people got their own faces: ${clip(frame.prompt)}`,
      ),
      {
        private: true,
        pictures: [{ of: 'template', id: frame.id, alt: `Before: ${frame.prompt}` }],
        made: { episodeId: frame.episodeId, frameId: frame.id },
        choices: [
          { label: 'How it was drawn', command: commandText('story info', { frame: frame.id }) },
        ],
      },
    )
  },
})
