/** Ablations: the same stories drawn in several ways. METHOD section 5; the paper's figures 7, 8. */

import type { Model } from '../../models/pipelines/model.ts'
import type { Variant } from './draw.ts'

export const full: Variant = { name: 'full' }

/** Every portrait counts. */
const plainMean: Variant = { name: 'no-discovery', discovery: { iterations: 0 } }

/** Fewer rounds of the filter. */
const rounds = (iterations: number): Variant => ({
  name: `rounds-${iterations}`,
  discovery: { iterations },
})

type Defaults = Model['manifest']['defaults']

/** Every ablation that is a matter of drawing the stories otherwise. */
export const ablations: Readonly<Record<string, (defaults: Defaults) => readonly Variant[]>> = {
  'no-discovery': () => [full, plainMean],
  rounds: () => [plainMean, rounds(1), rounds(2), full],
  'rounds-1': () => [full, rounds(1)],
  'rounds-2': () => [full, rounds(2)],
  'no-injection': () => [full, { name: 'no-injection', frame: { injection: 'none' } }],
  'no-layout': () => [full, { name: 'no-layout', frame: { layout: 'average' } }],
  'fixed-masks': () => [full, { name: 'fixed-masks', frame: { maxKernel: 0 } }],
  'start-step': ({ steps }) =>
    [0.05, 0.15, 0.25, 0.35, 0.45, 0.6].map((share) => {
      const startStep = Math.max(1, Math.round(share * steps))
      return { name: `start-step-${startStep}`, frame: { startStep } }
    }),
}
