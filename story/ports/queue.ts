import type { Job } from '../jobs.ts'

/** The doorbell: rings a worker. Postgres is the truth, so a lost ring is rung again. */
export interface Queue {
  /** Ringing for the same work twice is one job. */
  ring(job: Job): Promise<void>
  close(): Promise<void>
}
