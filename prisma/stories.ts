import { randomUUID } from 'node:crypto'
import { noStory, UserError } from '../story/errors.ts'
import type { Stories } from '../story/ports/stories.ts'
import { type Client, isDangling, isMissing, type Queries } from './client.ts'
import { blankStory, deleteStories } from './forgetting.ts'
import { toEpisode, toStory } from './rows.ts'

const include = { cast: { orderBy: { place: 'asc' } } } as const

const stranger = () => new UserError('unknown-name', 'That character is not here any more.')

/** Stories, episodes and casts, in Postgres. */
export function prismaStories(client: Client): Stories {
  return {
    start: ({ cast, minutes, author, ...wanted }) =>
      client.$transaction(async (queries) => {
        const story = await queries.story.create({
          data: {
            id: randomUUID(),
            ...wanted,
            minutes: minutes ?? null,
            authorId: author?.id ?? null,
            authorName: author?.name ?? null,
            nextEpisode: 2,
          },
        })
        const episode = await queries.episode.create({
          data: { id: randomUUID(), storyId: story.id, number: 1 },
        })
        for (const characterId of new Set(cast)) {
          await addMember(queries, wanted.tenantId, episode.id, characterId)
        }
        const row = { ...episode, cast: [] }
        return { story: toStory(story), episode: { ...toEpisode(row), cast: [...new Set(cast)] } }
      }),

    async current(tenantId, threadId) {
      const row = await client.story.findFirst({
        where: { tenantId, threadId },
        orderBy: { createdAt: 'desc' },
        include: { episodes: { orderBy: { number: 'desc' }, take: 1, include } },
      })
      const episode = row?.episodes[0]
      if (!row || episode === undefined) return undefined
      return { story: toStory(row), episode: toEpisode(episode) }
    },

    async list(tenantId) {
      const shown = { state: { in: ['drawn', 'posted'] }, undoneAt: null }
      const rows = await client.story.findMany({
        where: { tenantId },
        orderBy: { createdAt: 'asc' },
        include: { episodes: { select: { _count: { select: { frames: { where: shown } } } } } },
      })
      return rows.map((row) => ({
        story: toStory(row),
        episodes: row.episodes.length,
        frames: row.episodes.reduce((sum, { _count }) => sum + _count.frames, 0),
      }))
    },

    async get(tenantId, id) {
      const row = await client.story.findUnique({ where: { id, tenantId } })
      return row === null ? undefined : toStory(row)
    },

    async inThread(tenantId, threadId) {
      const where = { tenantId, threadId }
      const rows = await client.story.findMany({ where, orderBy: { createdAt: 'asc' } })
      return rows.map(toStory)
    },

    titles: (tenantId) => client.$queryRaw`
      select distinct on (thread_id) thread_id as "threadId", title from stories
      where tenant_id = ${tenantId} order by thread_id, created_at desc`,

    async episodes(tenantId, storyId) {
      const rows = await client.episode.findMany({
        where: { storyId, story: { tenantId } },
        orderBy: { number: 'asc' },
        include,
      })
      return rows.map(toEpisode)
    },

    /** The number comes from the row of the story, which stays locked until the episode is there. */
    continueStory: (tenantId, storyId) =>
      client.$transaction(async (queries) => {
        const { nextEpisode } = await queries.story
          .update({
            where: { id: storyId, tenantId },
            data: { nextEpisode: { increment: 1 } },
            select: { nextEpisode: true },
          })
          .catch((error: unknown) => {
            throw isMissing(error) ? noStory() : error
          })
        const id = randomUUID()
        await queries.episode.create({ data: { id, storyId, number: nextEpisode - 1 } })
        await queries.$executeRaw`
          insert into cast_members (episode_id, character_id)
          select ${id}, m.character_id from cast_members m join episodes e on e.id = m.episode_id
          where e.story_id = ${storyId} and e.number = ${nextEpisode - 2}
          order by m.place`
        return toEpisode(await queries.episode.findUniqueOrThrow({ where: { id }, include }))
      }),

    async moveTo(tenantId, storyId, threadId) {
      const { count } = await client.story.updateMany({
        where: { id: storyId, tenantId },
        data: { threadId },
      })
      return count > 0
    },

    remove: (tenantId, storyId) =>
      client.$transaction(async (queries) => {
        const [story] = await queries.$queryRaw<unknown[]>`
          select id from stories where id = ${storyId} and tenant_id = ${tenantId} for update`
        if (story === undefined) return false
        await blankStory(queries, storyId)
        await deleteStories(queries, [storyId])
        return true
      }),

    async addToCast(episodeId, characterId) {
      const episode = await client.episode.findUnique({
        where: { id: episodeId },
        select: { story: { select: { tenantId: true } } },
      })
      if (episode === null) throw noStory()
      await addMember(client, episode.story.tenantId, episodeId, characterId)
    },

    async removeFromCast(episodeId, characterId) {
      const { count } = await client.castMember.deleteMany({ where: { episodeId, characterId } })
      return count > 0
    },
  }
}

/** UserError `unknown-name` when the workspace does not have that character. */
async function addMember(
  queries: Queries,
  tenantId: string,
  episodeId: string,
  characterId: string,
): Promise<void> {
  const own = await queries.character.count({ where: { id: characterId, tenantId } })
  if (own === 0) throw stranger()
  try {
    await queries.castMember.createMany({
      data: [{ episodeId, characterId }],
      skipDuplicates: true,
    })
  } catch (error) {
    // Removed between the two.
    throw isDangling(error) ? stranger() : error
  }
}
