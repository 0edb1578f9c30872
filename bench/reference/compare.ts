/** Both sides in turn, piece of work by piece of work. */

import { publishedRows, type ReferenceRequest } from './requests.ts'
import type { Answer, Side } from './side.ts'

interface Piece {
  readonly work: string
  readonly published: ReferenceRequest
  /** Where ours is another one: fewer portraits, fewer steps. */
  readonly ours: ReferenceRequest
}

export interface Compared {
  readonly work: string
  readonly publishedRows: number
  readonly rows: number
  readonly publishedSeconds: readonly number[]
  readonly seconds: readonly number[]
  readonly publishedCpuSeconds: readonly number[]
  readonly cpuSeconds: readonly number[]
  readonly publishedPeakMegabytes: number
  readonly peakMegabytes: number
  /** How alike the results are: of pictures decibels, of identities their cosine. */
  readonly agreement: number
}

type Answers = Record<keyof Sides, Answer>

export interface Sides {
  readonly published: Side
  readonly ours: Side
}

/**
 * Every piece `repeats` times; who comes first changes, so that a machine that slows down is
 * nobody's loss. One side waits while the other works.
 */
export async function comparePieces(
  { published, ours }: Sides,
  pieces: readonly Piece[],
  repeats: number,
  report: (line: string) => void,
): Promise<Compared[]> {
  const sides = { published, ours }
  const found = pieces.map(() => [] as Answers[])
  for (let repeat = 1; repeat <= repeats; repeat++) {
    const order =
      repeat % 2 === 1 ? (['published', 'ours'] as const) : (['ours', 'published'] as const)
    /** What was asked for in this round already: two pieces may share their published side. */
    const done = new Map<ReferenceRequest, Answer>()
    for (const [k, piece] of pieces.entries()) {
      const answers: Partial<Answers> = {}
      for (const side of order) {
        const request = piece[side]
        const known = side === 'published' ? done.get(request) : undefined
        const answer = known ?? (await sides[side].ask(request))
        if (side === 'published') done.set(request, answer)
        answers[side] = answer
        report(`${repeat}/${repeats} ${piece.work}, ${side}: ${answer.seconds.toFixed(1)} s`)
      }
      found[k].push(answers as Answers)
    }
  }
  return pieces.map(({ work, published }, k) => {
    const both = found[k]
    const each = (side: keyof Sides, field: 'seconds' | 'cpuSeconds' | 'peakMegabytes') =>
      both.map((answers) => answers[side][field])
    return {
      work,
      publishedRows: publishedRows(published),
      rows: both[0].ours.rows ?? 0,
      publishedSeconds: each('published', 'seconds'),
      seconds: each('ours', 'seconds'),
      publishedCpuSeconds: each('published', 'cpuSeconds'),
      cpuSeconds: each('ours', 'cpuSeconds'),
      publishedPeakMegabytes: Math.max(...each('published', 'peakMegabytes')),
      peakMegabytes: Math.max(...each('ours', 'peakMegabytes')),
      agreement: agreementOf(both[0].published, both[0].ours),
    }
  })
}

/** The middle value, of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  return (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2
}

function agreementOf(published: Answer, ours: Answer): number {
  if (published.picture !== undefined && ours.picture !== undefined) {
    return decibels(bytesOf(published.picture), bytesOf(ours.picture))
  }
  if (published.identity === undefined || ours.identity === undefined) {
    throw new Error('one side answered with something else than the other')
  }
  return cosine(published.identity, ours.identity)
}

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'base64')

/** Peak signal over noise of two pictures; 99 where they are the same to the byte. */
export function decibels(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length)
    throw new RangeError(`${a.length} bytes and ${b.length} differ in size`)
  const squared = a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0) / a.length
  return squared === 0 ? 99 : Math.min(99, 10 * Math.log10(255 ** 2 / squared))
}

function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]) =>
    x.reduce((sum, value, i) => sum + value * y[i], 0)
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))
}
