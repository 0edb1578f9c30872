import { randomBytes } from 'node:crypto'
import type { Job } from '../../story/jobs.ts'
import { announce, type Subject, type Workshop } from './workshop.ts'

/**
 * Writes down that a job failed for good in a way that nobody expected. People read a reference,
 * whoever runs Troupe finds the error under it in the log.
 */
export async function giveUp(
  job: Job,
  error: Error,
  workshop: Workshop,
  reference = randomBytes(4).toString('hex'),
): Promise<void> {
  workshop.log.error({ err: error, reference }, 'gave up')
  const problem = `Something went wrong while drawing. Reference ${reference}.`
  const subject =
    job.kind === 'draw-frame'
      ? await failFrame(job.frameId, problem, workshop)
      : await failCharacter(job.characterId, problem, workshop)
  if (subject !== undefined) await announce(subject, workshop)
}

async function failFrame(
  id: string,
  problem: string,
  { store, pool }: Workshop,
): Promise<Subject | undefined> {
  const claimed = await store.frames.claim(id, pool)
  if (claimed === undefined) return undefined
  await store.frames.failed(id, claimed.token, problem)
  const { frame, story } = claimed.job
  return { kind: 'frame', id, threadId: story.threadId, episodeId: frame.episodeId }
}

async function failCharacter(
  id: string,
  problem: string,
  { store }: Workshop,
): Promise<Subject | undefined> {
  const character = await store.characters.byJob(id)
  if (character === undefined) return undefined
  await store.characters.failed(id, character.seed, problem)
  return { kind: 'character', id, threadId: character.threadId }
}
