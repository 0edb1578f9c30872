/** What the benchmark's figures are means of, and how sure they are. Pure. */

import { type Figure, figure, mean } from './metrics.ts'

/** A figure, and what one of its `n` samples is. */
export interface Estimate extends Figure {
  readonly over: 'stories' | 'characters' | 'anchors'
}

const ENOUGH_STORIES = 5

/**
 * The figure of stories' values: a list a story, in it a value a character (itself the mean over
 * the character's frames), or one value where it belongs to the whole story. Pictures of one story
 * are not independent. So with at least 5 stories a sample is a story, the mean of its characters;
 * with fewer a sample is a character. `n` counts the samples and the interval resamples them;
 * stories without a value do not count.
 */
export function estimate(stories: readonly (readonly number[])[]): Estimate | undefined {
  const known = stories.filter((values) => values.length > 0)
  const enough = known.length >= ENOUGH_STORIES
  const found = figure(enough ? known.map(mean) : known.flat())
  return found && { ...found, over: enough ? 'stories' : 'characters' }
}

/** The figure of the bundle's anchors: a sample is a row of the sheet, the mean of its pairs. */
export function estimateAnchors(rows: readonly number[]): Estimate | undefined {
  const found = figure(rows)
  return found && { ...found, over: 'anchors' }
}

/** The figure of one value a description. */
export function estimateCharacters(values: readonly number[]): Estimate | undefined {
  const found = figure(values)
  return found && { ...found, over: 'characters' }
}

/** Mean, 95 % interval and number of samples; no interval of a single sample. */
export function shown(found: Figure | null | undefined, digits: number): string {
  if (found == null) return '–'
  const { value, low, high, n } = found
  const interval = n === 1 ? '' : `${low.toFixed(digits)}–${high.toFixed(digits)}, `
  return `${value.toFixed(digits)} (${interval}n ${n})`
}
