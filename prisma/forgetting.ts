import type { Queries } from './client.ts'
import { discard } from './discarded.ts'

/** What was deleted, and the pictures that it had. */
interface Gone {
  readonly id: string
  readonly image: string | null
  readonly template: string | null
  readonly pose: string | null
}

/** Deletes stories with all that hangs on them, in a transaction. */
export async function deleteStories(queries: Queries, ids: readonly string[]): Promise<void> {
  const frames = await queries.$queryRaw<Gone[]>`
    delete from frames f using episodes e
    where e.id = f.episode_id and e.story_id = any(${[...ids]})
    returning f.id, f.image, f.template, f.pose`
  await forgetSubjects(queries, frames)
  await queries.story.deleteMany({ where: { id: { in: [...ids] } } })
}

/**
 * Deletes the frames of a person that were taken out of their stories, in a transaction; not those
 * that somebody voted for, whose vote was counted.
 */
export async function deleteUndone(
  queries: Queries,
  tenantId: string,
  authorId: string,
): Promise<void> {
  const frames = await queries.$queryRaw<Gone[]>`
    delete from frames f using episodes e, stories s
    where e.id = f.episode_id and s.id = e.story_id and s.tenant_id = ${tenantId}
      and f.author_id = ${authorId} and f.undone_at is not null
      and not exists (select 1 from ballots b where b.frame_id = f.id)
    returning f.id, f.image, f.template, f.pose`
  await forgetSubjects(queries, frames)
}

/** Deletes the characters of a workspace, or those that one person added, in a transaction. */
export async function deleteCharacters(
  queries: Queries,
  tenantId: string,
  authorId?: string,
): Promise<void> {
  const added = authorId ?? null
  const gone = await queries.$queryRaw<Gone[]>`
    delete from characters
    where tenant_id = ${tenantId} and (${added}::text is null or author_id = ${added})
    returning id, portrait as image, null as template, null as pose`
  await forgetSubjects(queries, gone)
}

/** Their pictures, and what has no key to its frame or character. */
async function forgetSubjects(queries: Queries, gone: readonly Gone[]): Promise<void> {
  await discard(
    queries,
    gone.flatMap(({ image, template }) => [image, template]),
  )
  await discard(queries, await unusedPoses(queries, gone))
  const ids = gone.map(({ id }) => id)
  await queries.progress.deleteMany({ where: { id: { in: ids } } })
  await queries.chatMessage.deleteMany({ where: { subjectId: { in: ids } } })
}

/** Poses that no frame has any more: drawn again, a frame shares its pose with the one before. */
async function unusedPoses(queries: Queries, gone: readonly Gone[]): Promise<string[]> {
  const keys = [...new Set(gone.flatMap(({ pose }) => (pose === null ? [] : [pose])))]
  if (keys.length === 0) return []
  const used = await queries.frame.findMany({
    where: { pose: { in: keys } },
    select: { pose: true },
  })
  return keys.filter((key) => used.every(({ pose }) => pose !== key))
}

/**
 * Blanks what was said to tell a story: commands that made something of it, and every `/story …`
 * in its thread since it began, up to the next story there.
 */
export const blankStory = (queries: Queries, storyId: string): Promise<number> =>
  queries.$executeRaw`
    update commands c set text = '', reply = '{"text": ""}', told_at = coalesce(told_at, now())
    from stories s
    where s.id = ${storyId} and c.tenant_id = s.tenant_id and c.reply is not null
      and (c.reply->'made'->>'storyId' = s.id
        or c.reply->'made'->>'episodeId' in (select id from episodes where story_id = s.id)
        or exists (
          select 1 from frames f join episodes e on e.id = f.episode_id
          where f.command_id = c.id and e.story_id = s.id)
        or c.thread_id = s.thread_id and c.text ilike '/story%' and c.created_at >= s.created_at
          and not exists (
            select 1 from stories n
            where n.tenant_id = s.tenant_id and n.thread_id = s.thread_id
              and n.created_at > s.created_at and n.created_at <= c.created_at))`
