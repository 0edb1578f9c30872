import { type Job, jobKey } from '../../story/jobs.ts'
import type { JobHandler } from '../queue.ts'
import { discoverIdentity } from './discover-identity.ts'
import { drawFrame } from './draw-frame.ts'
import { giveUp } from './give-up.ts'
import type { Workshop } from './workshop.ts'

/** The whole of a worker's work, as the queue hands it out. */
export const jobHandler = (workshop: Workshop): JobHandler => {
  /** Every line that is written on a job's behalf carries its key. */
  const under = (job: Job): Workshop => ({
    ...workshop,
    log: workshop.log.child({ job: jobKey(job) }),
  })
  return {
    due: (job, taken) => workshop.store.line.due(job, taken),
    handle: (job, signal) =>
      job.kind === 'draw-frame'
        ? drawFrame(job.frameId, under(job), signal)
        : discoverIdentity(job, under(job), signal),
    giveUp: (job, error) => giveUp(job, error, under(job)),
  }
}
