import { z } from 'zod'

/** A job carries one id: the row behind it is the truth, and running it twice is harmless. */
export const jobSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('discover-identity'), characterId: z.string() }),
  z.object({ kind: z.literal('draw-frame'), frameId: z.string() }),
])
export type Job = z.infer<typeof jobSchema>

/** The same work has the same key, so that ringing twice is one job. No colons: BullMQ refuses. */
export const jobKey = (job: Job): string =>
  job.kind === 'draw-frame' ? `frame-${job.frameId}` : `character-${job.characterId}`
