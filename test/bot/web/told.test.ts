import { z } from 'zod'
import { listed } from '../../../commands/words.ts'
import { type StoryPlace, storyContract } from '../../contracts/story-told.ts'
import { drawing } from '../drawing.ts'
import { webWorld } from './web-world.ts'

const threadSchema = z.object({
  frames: z.array(
    z.object({
      number: z.number(),
      prompt: z.string(),
      author: z.string(),
      cast: z.array(z.object({ name: z.string() })),
      state: z.string(),
      image: z.string().nullable(),
    }),
  ),
})

async function openPlace(): Promise<StoryPlace> {
  const world = await webWorld()
  const { findFaces, draw } = drawing('web', world.store, world, Uint8Array.of(0x89, 1))
  const say: StoryPlace['say'] = async (user, command, options = {}) => {
    const words = Object.entries(options).map(([option, value]) => `${option}:"${value}"`)
    const { body } = await world.say([`/${command}`, ...words].join(' '), { user })
    return body.reply.text
  }
  return {
    say,
    begin: async (title) => void (await say('Ann', 'story start', { title })),
    findFaces,
    draw,
    async frames() {
      const { frames } = threadSchema.parse(await world.thread())
      return frames
        .filter(({ state }) => state !== 'cancelled')
        .map(({ number, prompt, author, cast, image }) => ({
          ...{ number, prompt, author },
          cast: listed(cast.map(({ name }) => name)),
          hasPicture: image !== null,
        }))
    },
    close: async () => undefined,
  }
}

storyContract(openPlace)
