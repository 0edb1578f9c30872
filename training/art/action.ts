import type { Action } from './types.ts'

export const action = (
  id: string,
  phrases: readonly string[],
  svg: string,
  scenes: readonly string[] = [],
): Action => ({ id, phrases, scenes, svg })
