/** Boxes around people, and who of a cast each is. */

/** Corners in pixels of the picture. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  /** How surely the phrase is there, 0..1. */
  readonly score: number
}

/**
 * The boxes of a detector whose score is above the threshold, surest first. `scores` [Q]; `boxes`
 * [Q * 4] are middle, width and height in parts of the picture.
 * Liu et al., "Grounding DINO" (2023); post_process_grounded_object_detection of transformers.
 */
export function boxesAbove(
  scores: Float32Array,
  boxes: Float32Array,
  threshold: number,
  { width, height }: { readonly width: number; readonly height: number },
): Box[] {
  return [...scores.keys()]
    .filter((i) => scores[i] > threshold)
    .map((i) => {
      const [x, y, w, h] = boxes.subarray(4 * i, 4 * i + 4)
      return {
        left: (x - w / 2) * width,
        top: (y - h / 2) * height,
        right: (x + w / 2) * width,
        bottom: (y + h / 2) * height,
        score: scores[i],
      }
    })
    .sort((a, b) => b.score - a.score)
}

/**
 * One box for each wanted word, in their order: of a word that occurs k times the k surest boxes,
 * from left to right; undefined where there are too few. METHOD 2B.
 */
export function assignBoxes(
  wanted: readonly string[],
  found: ReadonlyMap<string, readonly Box[]>,
): readonly (Box | undefined)[] {
  const queues = new Map(
    [...new Set(wanted)].map((word) => {
      const count = wanted.filter((one) => one === word).length
      const best = (found.get(word) ?? []).slice(0, count)
      return [word, best.sort((a, b) => a.left + a.right - (b.left + b.right))] as const
    }),
  )
  return wanted.map((word) => queues.get(word)?.shift())
}
