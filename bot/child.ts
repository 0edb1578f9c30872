import { type ChildProcess, spawn } from 'node:child_process'

/** A program that is kept running. */
export interface KeptChild {
  /** Resolves when it first says that it is ready; rejects when it ends before with a bad setting. */
  readonly ready: Promise<void>
  /** The id of its process now. */
  readonly pid: () => number | undefined
  /** Asks it to end and waits; after `patienceMs` it is killed. */
  stop(patienceMs?: number): Promise<void>
}

export interface ChildSettings {
  readonly name: string
  readonly file: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Node's own; those for TypeScript unless given. */
  readonly flags?: readonly string[]
  /** Tells the operator; one sentence. */
  readonly tell: (sentence: string) => void
  /** The first wait before another start, doubled each time up to `maxWaitMs`. */
  readonly firstWaitMs?: number
  readonly maxWaitMs?: number
}

/** A child ends with this code when another start would not help: a setting is wrong. */
export const hopeless = 78

/** Long enough to count as healthy: the waits start over. */
const healthyMs = 60_000

/**
 * Runs a file as a child, in a process group of its own so that Ctrl-C reaches only us.
 * It says `ready` over IPC; one that dies is started again, later each time.
 */
export function keepRunning(settings: ChildSettings): KeptChild {
  const { name, file, env, flags = ['--import', 'tsx'], tell } = settings
  const { firstWaitMs = 500, maxWaitMs = 30_000 } = settings
  let child: ChildProcess
  let waitMs = firstWaitMs
  let timer: NodeJS.Timeout | undefined
  let isStopping = false
  let onReady: () => void
  let onHopeless: (error: Error) => void
  const ready = new Promise<void>((resolve, reject) => {
    onReady = resolve
    onHopeless = reject
  })

  const start = (): void => {
    const startedAt = Date.now()
    child = spawn(process.execPath, [...flags, file], {
      env,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      detached: true,
    })
    child.on('message', (message) => message === 'ready' && onReady())
    child.on('error', (cause) => tell(`The ${name} could not be started: ${cause.message}`))
    child.on('exit', (code, signal) => {
      if (isStopping) return
      if (code === hopeless) return onHopeless(new Error(`The ${name} cannot run like this.`))
      if (Date.now() - startedAt > healthyMs) waitMs = firstWaitMs
      tell(`The ${name} ended (${signal ?? code}); it is started again in ${waitMs / 1000} s.`)
      timer = setTimeout(start, waitMs)
      waitMs = Math.min(waitMs * 2, maxWaitMs)
    })
  }
  start()

  return {
    ready,
    pid: () => child.pid,
    async stop(patienceMs = 10_000) {
      isStopping = true
      clearTimeout(timer)
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
      child.kill('SIGTERM')
      const impatience = setTimeout(() => child.kill('SIGKILL'), patienceMs)
      await ended
      clearTimeout(impatience)
    },
  }
}
