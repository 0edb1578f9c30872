import { UserError } from '../../story/errors.ts'
import { type Frame, isFinished, isVisible } from '../../story/frame.ts'
import type { Rounds } from '../../story/ports/rounds.ts'
import { outcomeOf, type Round } from '../../story/round.ts'
import { addFrames, undoFrame } from './memory-changing-frames.ts'
import { changeFrame, deliver, storyOf, type Tables } from './memory-tables.ts'

/** Votes in memory. */
export function memoryRounds(tables: Tables): Rounds {
  const { rounds, ballots, frames, stories } = tables

  const own = (tenantId: string, id: string): Round | undefined => {
    const round = rounds.get(id)
    return round && stories.get(round.storyId)?.tenantId === tenantId ? round : undefined
  }
  const counted = (round: Round): Round => ({ ...round, ballots: ballots.get(round.id)?.size ?? 0 })
  const standing = (roundId: string): Frame[] =>
    [...frames.values()]
      .filter(({ frame, undone }) => frame.roundId === roundId && !undone)
      .map(({ frame }) => frame)

  const close = (round: Round): boolean => {
    if (round.state !== 'open') return false
    const cast = [...(ballots.get(round.id)?.values() ?? [])].map((frameId) => ({ frameId }))
    const candidates = standing(round.id)
    const { winner, keeper } = outcomeOf(candidates, cast)
    rounds.set(round.id, { ...round, state: 'closed', winner })
    for (const { id } of candidates) {
      if (id === keeper) changeFrame(tables, frames.get(id)!, { roundId: undefined })
      else undoFrame(tables, id)
    }
    const { tenantId, threadId } = stories.get(round.storyId)!
    if (keeper !== undefined) deliver(tables, { tenantId, threadId, roundId: round.id })
    return true
  }

  return {
    async open({ seeds, minutes, ...wanted }) {
      const { commandId, episodeId, author } = wanted
      const known = [...frames.values()].filter((row) => row.commandId === commandId)
      if (known.length > 0) return known.map(({ frame }) => frame)
      const storyId = storyOf(tables, episodeId).id
      if ([...rounds.values()].some((one) => one.storyId === storyId && one.state === 'open')) {
        throw new UserError('vote-open', 'The last frame is still being voted on.')
      }
      const id = tables.newId()
      const frame = { ...wanted, redoOf: undefined, roundId: id }
      const candidates = addFrames(tables, frame, seeds)
      const { position } = candidates[0]!
      rounds.set(id, {
        id,
        commandId,
        storyId,
        position,
        author,
        minutes,
        state: 'open',
        closesAt: undefined,
        ballots: 0,
        winner: undefined,
        createdAt: tables.now(),
      })
      return candidates
    },

    async get(tenantId, id) {
      const round = own(tenantId, id)
      return round && counted(round)
    },

    async openIn(tenantId, storyId) {
      const open = [...rounds.values()].find(
        (round) => round.storyId === storyId && round.state === 'open' && own(tenantId, round.id),
      )
      return open && counted(open)
    },

    inThread: async (tenantId, threadId) =>
      [...rounds.values()]
        .filter(
          ({ id, storyId }) => own(tenantId, id) && stories.get(storyId)?.threadId === threadId,
        )
        .map(counted),

    async vote(tenantId, frameId, voterId) {
      const row = frames.get(frameId)
      const roundId = row?.frame.roundId
      const round = roundId === undefined ? undefined : own(tenantId, roundId)
      if (row === undefined || row.undone || round?.state !== 'open') return false
      if (!isVisible(row.frame.state)) return false
      ballots.set(round.id, new Map(ballots.get(round.id)).set(voterId, frameId))
      return true
    },

    async close(tenantId, id) {
      const round = own(tenantId, id)
      return round !== undefined && close(round)
    },

    async closeDue(now) {
      for (const round of [...rounds.values()].filter(({ state }) => state === 'open')) {
        const states = standing(round.id).map(({ state }) => state)
        const isDrawn = states.every(isFinished)
        const closesAt =
          round.closesAt ?? (isDrawn ? new Date(now.getTime() + round.minutes * 60_000) : undefined)
        rounds.set(round.id, { ...round, closesAt })
        if (closesAt === undefined) continue
        if (closesAt <= now || !states.some(isVisible)) close(rounds.get(round.id)!)
      }
    },
  }
}
