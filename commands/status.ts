import { z } from 'zod'
import type { Character } from '../story/character.ts'
import type { Standing } from '../story/ports/frames.ts'
import { type Context, defineCommand } from './command.ts'
import { progressWords } from './progress.ts'
import { reply } from './reply.ts'
import { candidateNote, roundWords } from './vote.ts'
import { clip } from './words.ts'

const most = 10

/** What is being drawn for this thread, and what waits. */
export const status = defineCommand({
  name: 'status',
  summary: 'What is being drawn for this thread, and what waits',
  options: z.object({}),
  positional: [],
  example: '/status',
  readsOnly: true,
  async run(_options, context) {
    const { store, tenant, threadId } = context
    const [characters, open] = await Promise.all([
      store.characters.list(tenant.id),
      store.frames.unfinishedIn(tenant.id, threadId),
    ])
    const faces = characters.filter(
      (one) => one.state === 'discovering' && one.threadId === threadId,
    )
    const lines = await Promise.all([
      ...faces.map((character) => faceLine(character, context)),
      ...open.map((standing) => frameLine(standing, characters, context)),
      ...(await votingLine(context)),
    ])
    if (lines.length === 0) {
      return reply('Nothing is waiting or being drawn for this thread.', {
        private: true,
        choices: [{ label: 'Show the story', command: '/story show' }],
      })
    }
    const rest = lines.length > most ? [`… and ${lines.length - most} more`] : []
    return reply([...lines.slice(0, most), ...rest].join('\n'), {
      private: true,
      choices: [
        { label: 'Look again', command: '/status' },
        ...(open.length > 0 ? [{ label: 'Cancel the last frame', command: '/story cancel' }] : []),
      ],
    })
  },
})

async function faceLine({ id, name }: Character, { store }: Context): Promise<string> {
  const progress = await store.progress.get(id)
  return `${name}: ${progress === undefined ? 'waits for a face' : progressWords(progress)}.`
}

async function frameLine(
  { frame, number }: Standing,
  characters: readonly Character[],
  { store }: Context,
): Promise<string> {
  const about = `Frame ${number}${candidateNote(frame)} (${clip(frame.prompt, 50)})`
  if (frame.state === 'drawing') {
    const progress = await store.progress.get(frame.id)
    return `${about}: ${progress === undefined ? 'being drawn' : progressWords(progress)}.`
  }
  const faceless = frame.cast.filter(({ characterId }) =>
    characters.some(({ id, state }) => id === characterId && state === 'discovering'),
  )
  if (faceless.length > 0) {
    return `${about}: waits for ${faceless.map(({ name }) => name).join(', ')}.`
  }
  const place = await store.line.place(frame.id)
  if (place === undefined) return `${about}: waiting.`
  return `${about}: ${place.before === 0 ? 'next' : `${place.before} before it`}.`
}

/** Until when the last frame is voted on, when it is. */
async function votingLine({ store, tenant, threadId, at }: Context): Promise<string[]> {
  const current = await store.stories.current(tenant.id, threadId)
  const round = current && (await store.rounds.openIn(tenant.id, current.story.id))
  return round?.closesAt === undefined ? [] : [roundWords(round, at)]
}
