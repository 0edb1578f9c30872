import type { JobHandler } from '../queue.ts'
import { discoverIdentity } from './discover-identity.ts'
import { drawFrame } from './draw-frame.ts'
import { giveUp } from './give-up.ts'
import type { Workshop } from './workshop.ts'

/** The whole of a worker's work, as the queue hands it out. */
export const jobHandler = (workshop: Workshop): JobHandler => ({
  handle: (job, signal) =>
    job.kind === 'draw-frame'
      ? drawFrame(job.frameId, workshop, signal)
      : discoverIdentity(job.characterId, workshop, signal),
  giveUp: (job, error) => giveUp(job, error, workshop),
})
