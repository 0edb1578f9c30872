/** Why a pull cannot go on, in a sentence for whoever asked for it; trying again would not help. */
export class PullProblem extends Error {
  override readonly name = 'PullProblem'
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined

const ofTheDisk = new Set(['EACCES', 'EPERM', 'EROFS', 'EIO', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG'])

/** A full or read-only disk as a problem; undefined for what a second try may mend. */
export function diskProblem(error: unknown, path: string): PullProblem | undefined {
  const code = codeOf(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new PullProblem(
      `The disk is full while writing ${path}. What was pulled is kept: free some space and pull again.`,
      { cause: error },
    )
  }
  if (typeof code !== 'string' || !ofTheDisk.has(code)) return undefined
  return new PullProblem(`cannot write ${path}: ${(error as Error).message}`, { cause: error })
}

/** What went wrong on the way, deepest cause first: `fetch failed` alone says nothing. */
export function reasonOf(error: unknown): string {
  let inmost = error
  while (inmost instanceof Error && inmost.cause instanceof Error) inmost = inmost.cause
  if (!(inmost instanceof Error)) return String(inmost)
  return inmost.message || String(codeOf(inmost) ?? inmost.name)
}
