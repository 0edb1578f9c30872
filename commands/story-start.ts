import { z } from 'zod'
import { maxStyleLength, maxTitleLength, type StoryMode, usualMinutes } from '../story/episode.ts'
import { UserError } from '../story/errors.ts'
import { checkWords } from './blocked.ts'
import { type Context, defineCommand } from './command.ts'
import { charactersNamed } from './lookup.ts'
import { minutes, mode, names } from './options.ts'
import { reply } from './reply.ts'
import { sentences } from './unknown-words.ts'
import { counted, listed } from './words.ts'

/** Begins a story in this thread. */
export const storyStart = defineCommand({
  name: 'story start',
  summary: 'Begin a story in this thread',
  options: z.object({
    title: z.string().min(1).max(maxTitleLength).describe('what the story is called'),
    style: z
      .string()
      .min(1)
      .max(maxStyleLength)
      .meta({ suggest: 'style' })
      .optional()
      .describe('how all of it is drawn'),
    mode: mode.optional(),
    minutes: minutes.optional(),
    with: names.optional().describe('who is in it; others join when a prompt names them'),
  }),
  positional: ['title'],
  example: '/story start A day in the park style:watercolor with:"Mira, Tomas"',
  async run(options, context) {
    await checkWords(context, options.title, options.style)
    const here = await context.store.characters.list(context.tenant.id)
    const cast = options.with === undefined ? [] : charactersNamed(options.with, here)
    const { style: usual } = await context.store.settings.get(context.tenant)
    const { story, episode } = await startOnce(
      { ...options, ...pace(options), style: options.style ?? usual },
      cast.map(({ id }) => id),
      context,
    )
    const who =
      cast.length > 0
        ? `With ${listed(cast.map(({ name }) => name))}.`
        : 'Characters join when a prompt names them.'
    const [first = here[0]] = cast
    const next = `/story next ${first?.name ?? 'Mira'} in a park`
    const style = story.style === undefined ? '' : `Drawn in ${story.style}.`
    return reply(
      sentences(`“${story.title}” begins.`, style, who, paceNote(story), `Go on: ${next}`),
      {
        made: { storyId: story.id, episodeId: episode.id },
        choices:
          first === undefined
            ? [{ label: 'How to add a character', command: '/help character add' }]
            : [{ label: 'Draw the first frame', command: next }],
      },
    )
  },
})

/** Who may go on, and how long a turn takes. UserError when minutes would mean nothing. */
function pace({ mode = 'free', minutes }: { mode?: StoryMode; minutes?: number }): Pace {
  if (mode !== 'free') return { mode, minutes: minutes ?? usualMinutes[mode] }
  if (minutes === undefined) return { mode, minutes }
  throw new UserError(
    'bad-command',
    'minutes is the time of a turn or of a vote: say mode:turns or mode:vote too.',
  )
}

function paceNote({ mode, minutes }: Pace): string {
  const time = counted(minutes ?? 0, 'minute')
  if (mode === 'turns') return `You tell it in turns of ${time}.`
  return mode === 'vote' ? `Each frame is drawn three times, and all vote for ${time}.` : ''
}

interface Pace {
  readonly mode: StoryMode
  readonly minutes: number | undefined
}

/** A repeated command finds the story that it began the first time. */
async function startOnce(
  options: Pace & { title: string; style?: string | undefined },
  cast: readonly string[],
  { store, tenant, threadId, author, again }: Context,
) {
  const { title, style, mode, minutes } = options
  const current = again ? await store.stories.current(tenant.id, threadId) : undefined
  const isOurs =
    current?.story.title === title && current.story.style === style && current.story.mode === mode
  if (isOurs) return current
  return store.stories.start({
    tenantId: tenant.id,
    threadId,
    author,
    title,
    style,
    mode,
    minutes,
    cast,
  })
}
