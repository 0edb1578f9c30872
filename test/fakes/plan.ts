import type { PortraitPlan } from '../../story/ports/discoveries.ts'

/** How the fake artist's portraits are shared out: one worker draws them all. */
export const fakePlan: PortraitPlan = { model: 'fake 1', portraits: 4, perBatch: 4 }
