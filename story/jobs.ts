import { z } from 'zod'
import type { Due, DueFace } from './pools.ts'

/** Who does it; without one the first model's workers. */
const pool = z.string().optional()

/** A job carries one id: the row behind it is the truth, and running it twice is harmless. */
export const jobSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('discover-identity'),
    characterId: z.string(),
    /** Which batch of its portraits; without one the first, whose worker knows how many there are. */
    batch: z.int().positive().optional(),
    pool,
  }),
  z.object({ kind: z.literal('draw-frame'), frameId: z.string(), pool }),
])
export type Job = z.infer<typeof jobSchema>

/** The job that finds a character's face, or draws a batch of its portraits. */
export const discoverJob = ({ id, batch = 0, pool }: DueFace): Job => ({
  kind: 'discover-identity',
  characterId: id,
  ...(batch > 0 && { batch }),
  pool,
})
/** The job that draws a frame. */
export const drawJob = ({ id, pool }: Due): Job => ({ kind: 'draw-frame', frameId: id, pool })

/** The same work has the same key, so that ringing twice is one job. No colons: BullMQ refuses. */
export const jobKey = (job: Job): string =>
  job.kind === 'draw-frame' ? `frame-${job.frameId}` : faceKey(job.characterId, job.batch)

/** The key of a character's first batch, and of each other one. */
export const faceKey = (characterId: string, batch = 0): string =>
  batch === 0 ? `character-${characterId}` : `character-${characterId}-${batch}`
