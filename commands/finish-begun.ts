import { byThread } from '../story/by-thread.ts'
import type { LeftBehind } from '../story/ports/command-log.ts'
import { type Deps, dispatch } from './dispatch.ts'

/** Fewer than the store has connections, beside those that are said just now. */
const threadsAtOnce = 4

/**
 * Carries out what was stored and never answered: whoever did it was stopped in the middle. What was
 * said in a thread is carried out in order. Work that was done already is not done twice.
 */
export async function finishBegun(deps: Deps, left: LeftBehind): Promise<void> {
  const begun = await deps.store.commands.unanswered(left)
  const invocations = begun.map(({ record, sourceId }) => ({ ...record, sourceId }))
  await byThread(invocations, threadsAtOnce, async (said) => void (await dispatch(said, deps)))
}
