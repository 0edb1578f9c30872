import type { Context } from './command.ts'

/**
 * Counts the drawing that the command is about to ask for: a frame, or a face to be found. It is
 * counted back when the command fails. UserError `over-limit`.
 */
export async function countDrawing({ store, tenant, commandId }: Context): Promise<void> {
  await store.quota.spend(commandId, await store.settings.get(tenant))
}
