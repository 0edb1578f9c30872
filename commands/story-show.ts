import { z } from 'zod'
import { currentTakes, type Frame, isVisible } from '../story/frame.ts'
import { defineCommand } from './command.ts'
import { castNames, currentStory } from './lookup.ts'
import { reply } from './reply.ts'
import { takeMark, takeNumber } from './takes.ts'
import { voteChoices } from './vote.ts'
import { clip, counted, listed } from './words.ts'

/** As many pictures as one message can hold. */
const most = 10

const notes = {
  waiting: ' (waiting)',
  queued: ' (waiting)',
  drawing: ' (being drawn)',
  drawn: '',
  posted: '',
  failed: ' (failed)',
  cancelled: ' (cancelled)',
} as const satisfies Record<Frame['state'], string>

/** The newest episode of this thread's story as a reader sees it. */
export const storyShow = defineCommand({
  name: 'story show',
  summary: 'Show the story of this thread as it stands',
  options: z.object({}),
  positional: [],
  example: '/story show',
  readsOnly: true,
  async run(_options, context) {
    const { story, episode } = await currentStory(context)
    const frames = await context.store.frames.ofEpisode(context.tenant.id, episode.id)
    const takes = currentTakes(frames)
    const shown = takes.slice(-most)
    const numbers = new Set(takes.map((frame) => takeNumber(frame, frames)))
    const votes = voteChoices(takes)
    const cast = await castNames(context, episode.cast)
    const lines = [
      `“${story.title}”, episode ${episode.number}: ${counted(numbers.size, 'frame')}.`,
      `Cast: ${cast.length === 0 ? 'nobody yet' : listed(cast)}.`,
      ...(takes.length > shown.length ? [`… ${takes.length - shown.length} earlier`] : []),
      ...shown.map((frame) => lineOf(frame, takeMark(frame, frames))),
    ]
    return reply(lines.join('\n'), {
      private: true,
      made: { storyId: story.id, episodeId: episode.id },
      pictures: shown
        .filter(({ state }) => isVisible(state))
        .map(({ id, prompt }) => ({ of: 'frame' as const, id, alt: prompt })),
      choices:
        votes.length > 0
          ? votes
          : takes.some(({ state }) => isVisible(state) || state === 'failed')
            ? [
                { label: 'Redo the last', command: '/story redo' },
                { label: 'Undo the last', command: '/story undo' },
              ]
            : [],
    })
  },
})

const lineOf = (frame: Frame, mark: string): string =>
  `${mark}. ${clip(frame.prompt)}${notes[frame.state]}`
