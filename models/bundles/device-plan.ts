/** What stays loaded on a device, and how many rows a denoiser gets in one call there. */

import { type NetworkSize, planResidency, type Residency } from './residency.ts'

/** Rows of one call, tried in this order; a portrait is two, a frame of three people six. */
const rowChoices = [8, 6, 4, 2, 1] as const

/**
 * The plan that loads the fewest bytes for a picture, and among such the one with the most rows in a
 * call: a large network is busy with few rows, and loading it anew costs more than a second call.
 * Arguments and errors as of `planResidency`; `networksOf` gives sizes for so many rows.
 */
export function planDevice(
  networksOf: (rows: number) => readonly NetworkSize[],
  memory: number,
  wanted?: readonly string[],
): Residency & { readonly rowsPerCall: number } {
  const plans = rowChoices.map((rowsPerCall) => ({
    ...planResidency(networksOf(rowsPerCall), memory, wanted),
    rowsPerCall,
  }))
  const loads = (plan: Residency) => (plan.fits ? plan.loads : Number.POSITIVE_INFINITY)
  // Where nothing fits, the last reason is the one of the fewest rows.
  return plans.reduce((best, plan) => (loads(plan) < loads(best) || !best.fits ? plan : best))
}
