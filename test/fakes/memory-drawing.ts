import { type Frame, isFinished } from '../../story/frame.ts'
import type { Due } from '../../story/pools.ts'
import type { FrameJob, Frames } from '../../story/ports/frames.ts'
import { serve } from './memory-line.ts'
import {
  changeFrame,
  deliverFrame,
  type FrameRow,
  framesOf,
  storyOf,
  type Tables,
} from './memory-tables.ts'

type Drawing = Pick<Frames, 'releaseDue' | 'pending' | 'claim' | 'drawn' | 'failed'>

/** The worker's half of the frames in memory. */
export function memoryDrawing(tables: Tables): Drawing {
  const { frames, characters } = tables

  /** True when its turn has come. */
  const release = (frame: Frame): boolean => {
    const row = frames.get(frame.id)!
    const problem = problemOf(tables, frame)
    if (problem !== undefined) {
      changeFrame(tables, row, { state: 'failed', problem })
      deliverFrame(tables, frame)
      return false
    }
    const earlierDone = framesOf(tables, frame.episodeId)
      .filter((other) => other.frame.position < frame.position)
      .every((other) => isFinished(other.frame.state))
    const ready = frame.cast.every(
      ({ characterId }) => characters.get(characterId)?.state === 'ready',
    )
    if (earlierDone && ready) changeFrame(tables, row, { state: 'queued' })
    return earlierDone && ready
  }

  const finish = (id: string, token: number, change: Partial<Frame>): boolean => {
    const row = frames.get(id)
    if (row?.frame.state !== 'drawing' || row.token !== token) return false
    changeFrame(tables, row, change)
    deliverFrame(tables, row.frame)
    return true
  }

  return {
    async releaseDue(episodeIds) {
      const waiting = [...frames.values()].filter(
        ({ frame }) => frame.state === 'waiting' && (episodeIds?.includes(frame.episodeId) ?? true),
      )
      return waiting.filter(({ frame }) => release(frame)).map(dueOf)
    },

    pending: async () =>
      [...frames.values()]
        .filter(({ frame }) => frame.state === 'queued' || frame.state === 'drawing')
        .map(dueOf),

    async claim(id, pool) {
      const row = frames.get(id)
      if (row?.pool !== pool) return undefined
      if (row?.frame.state !== 'queued' && row?.frame.state !== 'drawing') return undefined
      const people = row.frame.cast.map(({ characterId }) => characters.get(characterId))
      if (people.some((character) => character?.state === 'discovering')) return undefined
      const token = row.token + 1
      const frame: Frame = { ...row.frame, state: 'drawing' }
      frames.set(id, { ...row, frame, token })
      const story = storyOf(tables, frame.episodeId)
      serve(tables, story.tenantId, frame.author.id)
      const job: FrameJob = { frame, story, tenantId: story.tenantId, characters: people }
      return { job, token }
    },

    drawn: async (id, token, result) => finish(id, token, { ...result, state: 'drawn' }),
    failed: async (id, token, problem) => finish(id, token, { problem, state: 'failed' }),
  }
}

const dueOf = ({ frame, pool }: FrameRow): Due => ({ id: frame.id, pool })

/** Why a frame can never be drawn, a sentence; undefined when it can. */
function problemOf(tables: Tables, frame: Frame): string | undefined {
  for (const { characterId, name } of frame.cast) {
    const character = tables.characters.get(characterId)
    if (character === undefined) return `${name} was removed before the frame was drawn.`
    if (character.state === 'failed') return `There is no picture of ${name} to draw from.`
  }
  return undefined
}
