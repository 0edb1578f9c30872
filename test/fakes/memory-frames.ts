import type { Story } from '../../story/episode.ts'
import { UserError } from '../../story/errors.ts'
import { type Frame, type FrameState, isFinished } from '../../story/frame.ts'
import type { Frames } from '../../story/ports/frames.ts'
import { addFrames, undoFrame } from './memory-changing-frames.ts'
import { memoryDrawing } from './memory-drawing.ts'
import { memoryStanding } from './memory-standing.ts'
import {
  changeFrame,
  deliverFrame,
  type FrameRow,
  framesOf,
  storyOf,
  type Tables,
} from './memory-tables.ts'

/** Frames in memory. */
export function memoryFrames(tables: Tables): Frames {
  const { frames, episodes } = tables

  const own = (tenantId: string, id: string): FrameRow | undefined => {
    const row = frames.get(id)
    return row && storyOf(tables, row.frame.episodeId).tenantId === tenantId ? row : undefined
  }
  const told = (episodeId: string): Frame[] =>
    framesOf(tables, episodeId)
      .filter(({ undone }) => !undone)
      .map(({ frame }) => frame)

  const move = (id: string, from: FrameState, to: FrameState, problem?: string): boolean => {
    const row = frames.get(id)
    if (row?.frame.state !== from) return false
    changeFrame(tables, row, { state: to, problem })
    if (to === 'failed') deliverFrame(tables, row.frame)
    return true
  }

  const takeTurn = (story: Story, turn: number) => {
    if (story.turn !== turn) {
      const sentence = 'Somebody else was faster. Whose turn it is: /story turn'
      throw new UserError('not-your-turn', sentence)
    }
    tables.stories.set(story.id, { ...story, turn: turn + 1 })
  }

  return {
    ...memoryDrawing(tables),
    ...memoryStanding(tables),

    async add({ commandId, seed, turn, ...wanted }) {
      const known = [...frames.values()].find((row) => row.commandId === commandId)
      if (known) return known.frame
      const story = storyOf(tables, wanted.episodeId)
      if (turn !== undefined) takeTurn(story, turn)
      return addFrames(tables, { ...wanted, commandId, roundId: undefined }, [seed])[0]!
    },

    ofCommand: async (tenantId, commandId) =>
      [...frames.values()]
        .filter((row) => row.commandId === commandId && own(tenantId, row.frame.id))
        .map(({ frame }) => frame),

    get: async (tenantId, id) => own(tenantId, id)?.frame,
    ofEpisode: async (tenantId, episodeId) =>
      told(episodeId).filter((frame) => own(tenantId, frame.id)),
    inThread: async (tenantId, threadId) =>
      [...tables.stories.values()]
        .filter((story) => story.tenantId === tenantId && story.threadId === threadId)
        .flatMap((story) =>
          [...episodes.values()].filter(({ episode }) => episode.storyId === story.id),
        )
        .flatMap(({ episode }) => told(episode.id)),

    async unfinished(platform, which) {
      return [...frames.values()]
        .filter(({ frame, undone }) => !undone && !isFinished(frame.state))
        .filter(({ frame }) => which === undefined || frame.state === which)
        .map(({ frame }) => ({ frame, ...storyOf(tables, frame.episodeId) }))
        .map(({ frame, tenantId, threadId }) => ({ frame, tenantId, threadId }))
        .filter(({ tenantId }) => tables.tenants.get(tenantId)?.platform === platform)
    },

    move: async (id, from, to, problem) => move(id, from, to, problem),

    async undo(tenantId, id) {
      const row = own(tenantId, id)
      if (row === undefined || row.undone) return false
      undoFrame(tables, id)
      return true
    },

    async typicalTime(pool) {
      const totals = [...frames.values()]
        .filter((row) => row.pool === pool)
        .flatMap(({ frame: { timings } }) => (timings === undefined ? [] : [timings]))
        .slice(-20)
        .map((timings) => Object.values(timings).reduce((sum, part) => sum + part, 0))
        .sort((a, b) => a - b)
      const [low, high] = [Math.floor, Math.ceil].map(
        (round) => totals[round((totals.length - 1) / 2)],
      )
      return low === undefined || high === undefined ? undefined : (low + high) / 2
    },

    async cancel(tenantId, id) {
      const row = own(tenantId, id)
      if (row === undefined || isFinished(row.frame.state)) return false
      changeFrame(tables, row, { state: 'cancelled' })
      return true
    },
  }
}
