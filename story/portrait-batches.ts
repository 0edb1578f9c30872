import type { PortraitBatch, PortraitPlan } from './ports/discoveries.ts'

/** The batches of a set: all of one size but the last. RangeError when a size makes no sense. Pure. */
export function batchesOf({
  portraits,
  perBatch,
}: PortraitPlan): Pick<PortraitBatch, 'number' | 'first' | 'count'>[] {
  if (!(portraits >= 1 && perBatch >= 1)) {
    throw new RangeError(`${portraits} portraits cannot be drawn ${perBatch} at a time`)
  }
  return Array.from({ length: Math.ceil(portraits / perBatch) }, (_, number) => {
    const first = number * perBatch
    return { number, first, count: Math.min(perBatch, portraits - first) }
  })
}
