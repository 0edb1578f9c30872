import { z } from 'zod'
import type { Character } from '../story/character.ts'
import type { Frame } from '../story/frame.ts'
import { defineCommand } from './command.ts'
import { frame as frameOption } from './options.ts'
import { reply } from './reply.ts'
import { findFrame, standingStates } from './takes.ts'
import { commandText } from './usage.ts'
import { candidateNote } from './vote.ts'
import { clip, listed } from './words.ts'

/** How a frame came about: who wrote it, with what it was drawn, how long it took, how alike people are. */
export const storyInfo = defineCommand({
  name: 'story info',
  summary: 'How a frame was drawn: author, cast, seed, settings, seconds',
  options: z.object({ frame: frameOption }),
  positional: ['frame'],
  example: '/story info 2',
  readsOnly: true,
  async run(options, context) {
    const { store, tenant } = context
    const { frame, number } = await findFrame(context, options.frame, {
      states: standingStates,
      otherwise: 'There is no frame to tell about.',
    })
    const here = await store.characters.list(tenant.id)
    const people = frame.cast.map(({ name }) => name)
    const lines = [
      `Frame ${number}${candidateNote(frame)}, written by ${clip(frame.author.name, 40)}: ${clip(frame.prompt)}`,
      `With ${people.length === 0 ? 'nobody' : listed(people)}. Seed ${frame.seed}.`,
      recipeLine(frame),
      ...secondsLine(frame),
      ...frame.cast.map(({ characterId, name }) =>
        likenessLine(
          name,
          here.find(({ id }) => id === characterId),
        ),
      ),
    ]
    return reply(lines.join('\n'), {
      private: true,
      made: { episodeId: frame.episodeId, frameId: frame.id },
      choices:
        frame.template === undefined
          ? []
          : [{ label: 'Before', command: commandText('story before', { frame: frame.id }) }],
    })
  },
})

const standings = {
  waiting: 'It waits for its turn.',
  queued: 'It waits for its turn.',
  drawing: 'It is being drawn.',
  drawn: 'It is drawn.',
  posted: 'It is drawn.',
  failed: 'It could not be drawn.',
  cancelled: 'It was cancelled.',
} as const satisfies Record<Frame['state'], string>

function recipeLine({ settings, state, problem, pose }: Frame): string {
  if (settings === undefined) return problem ?? standings[state]
  const { bundle, sampler, steps, guidanceScale, startStep } = settings
  const posed = pose === undefined ? '' : ', people standing as in the picture that was attached'
  return (
    `Drawn by ${bundle}: sampler ${sampler}, ${steps} steps, guidance ${guidanceScale}, ` +
    `faces from step ${startStep}${posed}.`
  )
}

/** `9.4 seconds: template 8.1, layout 1.3.`; nothing when nobody measured. */
function secondsLine({ timings = {} }: Frame): string[] {
  const parts = Object.entries(timings)
  if (parts.length === 0) return []
  const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(1)
  const total = parts.reduce((sum, [, milliseconds]) => sum + milliseconds, 0)
  const each = parts.map(([stage, milliseconds]) => `${stage} ${seconds(milliseconds)}`)
  return [`${seconds(total)} seconds: ${each.join(', ')}.`]
}

/** What is known of a likeness is how well the portraits agree, not how well this picture does. */
function likenessLine(name: string, character: Character | undefined): string {
  if (character === undefined) return `${name}: was removed since.`
  const { identity, state } = character
  if (identity === undefined) {
    return `${name}: ${state === 'failed' ? 'no face was found' : 'a face is being found'}.`
  }
  const cohesion = identity.cohesion.toFixed(2).replace(/^(-?)0\./, '$1.')
  return `${name}: its portraits agree with each other by ${cohesion} (1.00 is the same face).`
}
