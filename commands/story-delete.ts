import { z } from 'zod'
import { maxTitleLength, type Story } from '../story/episode.ts'
import { UserError } from '../story/errors.ts'
import { removeDiscarded } from '../story/forgetting.ts'
import { nameKey } from '../story/names.ts'
import { type Context, defineCommand } from './command.ts'
import { currentStory, refuseToRepeat } from './lookup.ts'
import { confirm } from './options.ts'
import { reply } from './reply.ts'
import { checkMaker } from './rights.ts'
import { commandText } from './usage.ts'
import { clip, counted } from './words.ts'

/** Deletes a story for everybody, once it is asked for twice. */
export const storyDelete = defineCommand({
  name: 'story delete',
  summary: 'Delete a story for good: its frames, its pictures, what was said',
  options: z.object({
    story: z
      .string()
      .min(1)
      .max(maxTitleLength)
      .optional()
      .describe('the title of a story; otherwise the one of this thread'),
    confirm,
  }),
  positional: ['story'],
  example: '/story delete A day in the park',
  async run(options, context) {
    const { store, pictures, tenant } = context
    // Carried out again it would find the story before this one.
    if (options.confirm !== undefined) refuseToRepeat(context, '/story list')
    const story = await findStory(options.story, context)
    const { id, title } = story
    checkMaker(context, story.author, `“${clip(title)}” was begun by`)
    if (options.confirm === undefined) return ask(story, context)
    const isDeleted = await store.stories.remove(tenant.id, id)
    await removeDiscarded(store, pictures)
    if (!isDeleted) throw new UserError('too-late', 'That story is deleted already.')
    return reply('A story is deleted with its frames and pictures. Its characters stay.', {
      choices: [{ label: 'Which stories there are', command: '/story list' }],
    })
  },
})

/** By id or title, or the one of this thread. UserError `no-story`. */
async function findStory(said: string | undefined, context: Context): Promise<Story> {
  if (said === undefined) return (await currentStory(context)).story
  const stories = (await context.store.stories.list(context.tenant.id)).map(({ story }) => story)
  const byId = stories.find(({ id }) => id === said)
  if (byId !== undefined) return byId
  const titled = stories.filter(({ title }) => nameKey(title) === nameKey(said))
  const here = titled.filter(({ threadId }) => threadId === context.threadId)
  const [only, ...others] = here.length > 0 ? here : titled
  if (only === undefined) {
    throw new UserError(
      'no-story',
      `There is no story called “${clip(said, 40)}”. /story list shows all.`,
    )
  }
  if (others.length === 0) return only
  throw new UserError(
    'no-story',
    `There are ${1 + others.length} stories called “${clip(only.title, 40)}”. ` +
      'Say /story delete in the thread of the one you mean.',
  )
}

async function ask({ id, title }: Story, { store, tenant }: Context) {
  const listed = (await store.stories.list(tenant.id)).find(({ story }) => story.id === id)
  const { episodes = 0, frames = 0 } = listed ?? {}
  const size = `${counted(episodes, 'episode')} and ${counted(frames, 'drawn frame')}`
  return reply(
    `This deletes “${clip(title)}” for everybody and for good: ${size}, all their pictures, and ` +
      'what was said to tell it. Its characters stay. Messages that a chat platform shows already ' +
      'are not ours to delete.',
    {
      private: true,
      made: { storyId: id },
      choices: [
        { label: 'Delete it', command: commandText('story delete', { story: id, confirm: 'yes' }) },
        { label: 'Keep it', command: '/story list' },
      ],
    },
  )
}
