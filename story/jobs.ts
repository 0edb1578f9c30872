import { z } from 'zod'
import type { Due } from './pools.ts'

/** Who does it; without one the first model's workers. */
const pool = z.string().optional()

/** A job carries one id: the row behind it is the truth, and running it twice is harmless. */
export const jobSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('discover-identity'), characterId: z.string(), pool }),
  z.object({ kind: z.literal('draw-frame'), frameId: z.string(), pool }),
])
export type Job = z.infer<typeof jobSchema>

/** The job that finds a character's face. */
export const discoverJob = ({ id, pool }: Due): Job => ({
  kind: 'discover-identity',
  characterId: id,
  pool,
})
/** The job that draws a frame. */
export const drawJob = ({ id, pool }: Due): Job => ({ kind: 'draw-frame', frameId: id, pool })

/** The same work has the same key, so that ringing twice is one job. No colons: BullMQ refuses. */
export const jobKey = (job: Job): string =>
  job.kind === 'draw-frame' ? `frame-${job.frameId}` : `character-${job.characterId}`
