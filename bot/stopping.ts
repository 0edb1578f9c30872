/**
 * Runs `stop` once, when the process is asked to end: Ctrl-C, a polite kill, or the death of the
 * program that started it. The process then exits with what `stop` leaves in `process.exitCode`.
 */
export function onStop(stop: () => Promise<void>): () => void {
  let isStopping = false
  const end = (): void => {
    if (isStopping) return
    isStopping = true
    void stop().finally(() => process.exit())
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
  if (process.send !== undefined) process.on('disconnect', end)
  return end
}
