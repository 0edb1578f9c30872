import { type ChildProcess, spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { newDataDir } from './troupe.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** A process of Troupe that shares nothing with another but what its settings name. */
export interface Machine {
  readonly output: () => string
  /** Asks it to end, or kills it, and waits: the exit code, or the signal that ended it. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | string>
}

/** Starts a program of package.json's scripts, with these settings and a data folder that goes with it. */
export async function startMachine(
  program: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<Machine> {
  const dataDir = await newDataDir()
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: dataDir }
  const child = spawn(process.execPath, ['--import', 'tsx', ...program], {
    cwd: root,
    env: { ...env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      text += part.toString()
    })
  }
  const ended = endOf(child).finally(() =>
    rm(dataDir, { recursive: true, force: true, maxRetries: 5 }),
  )
  return {
    output: () => text,
    end: (signal) => {
      child.kill(signal)
      return ended
    },
  }
}

const endOf = (child: ChildProcess): Promise<number | string> =>
  new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown'))
  })

/** Waits until an address answers 200. */
export async function untilOk(address: string, withinMs = 300_000): Promise<void> {
  const deadline = Date.now() + withinMs
  for (;;) {
    const response = await fetch(address).catch(() => undefined)
    if (response?.ok === true) return
    if (Date.now() > deadline) {
      throw new Error(`${address}: ${response === undefined ? 'nobody' : await response.text()}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
