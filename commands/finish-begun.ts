import { type Deps, dispatch } from './dispatch.ts'

/**
 * Carries out what was stored before that time and never answered: whoever did it was stopped in
 * the middle. Work that was done already is not done twice.
 */
export async function finishBegun(deps: Deps, before: Date): Promise<void> {
  for (const { record, sourceId } of await deps.store.commands.unanswered(before)) {
    await dispatch({ ...record, sourceId }, deps)
  }
}
