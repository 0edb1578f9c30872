import { randomUUID } from 'node:crypto'
import { noStory, UserError } from '../story/errors.ts'
import type { FrameState } from '../story/frame.ts'
import type { Rounds } from '../story/ports/rounds.ts'
import { outcomeOf } from '../story/round.ts'
import { takeAttached } from './attached.ts'
import { type Client, isMissing, isTaken, type Queries } from './client.ts'
import { deliverRound } from './outbox.ts'
import { toFrame, toRound, withVotes } from './rows.ts'

/** Votes in Postgres. */
export function prismaRounds(client: Client): Rounds {
  const candidatesOf = async (commandId: string) => {
    const rows = await client.frame.findMany({
      where: { commandId },
      orderBy: { candidate: 'asc' },
    })
    return rows.map(toFrame)
  }

  /** The row of the round is locked first: no ballot comes between counting and closing. */
  const close = (id: string, tenantId?: string): Promise<boolean> =>
    client.$transaction(async (queries) => {
      const { count } = await queries.round.updateMany({
        where: { id, state: 'open', ...(tenantId === undefined ? {} : { story: { tenantId } }) },
        data: { state: 'closed' },
      })
      if (count > 0) await settle(queries, id)
      return count > 0
    })

  return {
    async open({
      episodeId,
      commandId,
      cast,
      seeds,
      author,
      minutes,
      prompt,
      pose = null,
      model = null,
    }) {
      const who = { authorId: author.id, authorName: author.name }
      try {
        await client.$transaction(async (queries) => {
          const { nextPosition, storyId } = await queries.episode.update({
            where: { id: episodeId },
            data: { nextPosition: { increment: 1 } },
            select: { nextPosition: true, storyId: true },
          })
          await takeAttached(queries, pose ?? undefined)
          const position = nextPosition - 1
          const id = randomUUID()
          await queries.round.create({
            data: { id, commandId, storyId, position, minutes, ...who },
          })
          for (const [candidate, seed] of seeds.entries()) {
            const frame = { id: randomUUID(), episodeId, commandId, position, candidate, seed }
            const members = cast.map(({ characterId, name }) => ({ characterId, name }))
            await queries.frame.create({
              data: { ...frame, roundId: id, prompt, pose, model, cast: members, ...who },
            })
          }
        })
      } catch (error) {
        if (isMissing(error)) throw noStory()
        const isRefused = error instanceof UserError
        if (!isRefused && !isTaken(error)) throw error
        const known = await candidatesOf(commandId)
        if (known.length > 0) return known
        if (isRefused) throw error
        throw new UserError('vote-open', 'The last frame is still being voted on.')
      }
      return candidatesOf(commandId)
    },

    async get(tenantId, id) {
      const row = await client.round.findUnique({
        where: { id, story: { tenantId } },
        include: withVotes,
      })
      return row === null ? undefined : toRound(row)
    },

    async openIn(tenantId, storyId) {
      const row = await client.round.findFirst({
        where: { storyId, state: 'open', story: { tenantId } },
        include: withVotes,
      })
      return row === null ? undefined : toRound(row)
    },

    async inThread(tenantId, threadId) {
      const rows = await client.round.findMany({
        where: { story: { tenantId, threadId } },
        orderBy: { createdAt: 'asc' },
        include: withVotes,
      })
      return rows.map(toRound)
    },

    /** The round stays open until the ballot is there: who closes it waits. */
    vote: (tenantId, frameId, voterId) =>
      client.$transaction(async (queries) => {
        const [round] = await queries.$queryRaw<{ id: string }[]>`
          select r.id from rounds r
          join stories s on s.id = r.story_id and s.tenant_id = ${tenantId}
          join frames f on f.round_id = r.id and f.id = ${frameId}
          where r.state = 'open' and f.undone_at is null and f.state in ('drawn', 'posted')
          for share of r`
        if (round === undefined) return false
        await queries.$executeRaw`
          insert into ballots (round_id, voter_id, frame_id)
          values (${round.id}, ${voterId}, ${frameId})
          on conflict (round_id, voter_id) do update set frame_id = excluded.frame_id`
        return true
      }),

    close: (tenantId, id) => close(id, tenantId),

    /** What nothing was drawn of is due at once; what is drawn of a round stays until it is closed. */
    async closeDue(now) {
      await client.$executeRaw`
        update rounds r set closes_at = ${now}::timestamptz + case
          when exists (
            select 1 from frames f where f.round_id = r.id and f.undone_at is null
              and f.state in ('drawn', 'posted'))
          then make_interval(mins => r.minutes) else interval '0' end
        where r.state = 'open' and r.closes_at is null and not exists (
          select 1 from frames f where f.round_id = r.id and f.undone_at is null
            and f.state in ('waiting', 'queued', 'drawing'))`
      const due = await client.$queryRaw<{ id: string }[]>`
        select id from rounds where state = 'open' and closes_at <= ${now}::timestamptz`
      for (const { id } of due) await close(id)
    },
  }
}

/** Counts and keeps one candidate. They are locked, so that none is finished meanwhile. */
async function settle(queries: Queries, roundId: string): Promise<void> {
  const candidates = await queries.$queryRaw<
    { id: string; candidate: number; state: FrameState }[]
  >`
    select id, candidate, state from frames
    where round_id = ${roundId} and undone_at is null order by id for update`
  const ballots = await queries.ballot.findMany({ where: { roundId }, select: { frameId: true } })
  const { winner, keeper } = outcomeOf(candidates, ballots)
  await queries.round.update({
    where: { id: roundId },
    data: { winnerId: winner?.frameId ?? null, winnerVotes: winner?.votes ?? null },
  })
  if (keeper !== undefined) {
    await queries.frame.update({ where: { id: keeper }, data: { roundId: null } })
  }
  await queries.$executeRaw`
    with undone as (
      update frames set undone_at = clock_timestamp(),
        state = case when state in ('waiting', 'queued', 'drawing') then 'cancelled' else state end
      where round_id = ${roundId} and undone_at is null
      returning id
    )
    delete from deliveries d using undone where d.frame_id = undone.id and d.state = 'pending'`
  // Whoever cancelled all candidates knows it.
  if (keeper !== undefined) await deliverRound(queries, roundId)
}
