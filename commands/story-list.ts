import { z } from 'zod'
import { defineCommand } from './command.ts'
import { reply } from './reply.ts'
import { clip, counted } from './words.ts'

const most = 20

/** The stories of this workspace. */
export const storyList = defineCommand({
  name: 'story list',
  summary: 'List the stories of this workspace, newest first',
  options: z.object({}),
  positional: [],
  example: '/story list',
  readsOnly: true,
  async run(_options, { store, tenant, threadId }) {
    const stories = await store.stories.list(tenant.id)
    if (stories.length === 0) {
      const start = '/story start A day in the park'
      return reply(`No stories yet. Begin one: ${start}`, {
        private: true,
        choices: [{ label: 'Start a story', command: start }],
      })
    }
    const newestFirst = [...stories].sort(
      (a, b) => b.story.createdAt.getTime() - a.story.createdAt.getTime(),
    )
    const lines = newestFirst.slice(0, most).map(({ story, episodes, frames }) => {
      const here = story.threadId === threadId ? ' (in this thread)' : ''
      const size = `${counted(episodes, 'episode')}, ${counted(frames, 'frame')}`
      return `• ${clip(story.title)}: ${size}${here}`
    })
    if (stories.length > most) lines.push(`… and ${stories.length - most} older`)
    const many = stories.length === 1 ? '1 story' : `${stories.length} stories`
    return reply([`${many}:`, ...lines].join('\n'), {
      private: true,
      choices: stories.some(({ story }) => story.threadId === threadId)
        ? [{ label: 'Show the story of this thread', command: '/story show' }]
        : [],
    })
  },
})
