/**
 * Works on all of them: those of a thread one after another, in their order, threads side by side, so
 * many at a time. The work must not reject.
 */
export async function byThread<Of extends { readonly threadId: string }>(
  all: readonly Of[],
  threadsAtOnce: number,
  work: (one: Of) => Promise<void>,
): Promise<void> {
  const threads = new Map<string, Of[]>()
  for (const one of all) threads.set(one.threadId, [...(threads.get(one.threadId) ?? []), one])
  const waiting = [...threads.values()]
  const goOn = async (): Promise<void> => {
    for (let thread = waiting.shift(); thread !== undefined; thread = waiting.shift()) {
      for (const one of thread) await work(one)
    }
  }
  await Promise.all(Array.from({ length: threadsAtOnce }, goOn))
}
