import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdtemp, readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { changedBundle } from '../fixtures/changed-bundle.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

export interface RunningTroupe {
  readonly address: string
  /** Milliseconds from the start to the line that says it is ready. */
  readonly startedIn: number
  readonly output: () => string
  /** Sends a signal and waits for the end: the exit code, or the signal that ended it. */
  end(signal: 'SIGINT' | 'SIGKILL'): Promise<number | string>
}

/** An empty data folder; where root runs the tests, the database's own user must reach it. */
export async function newDataDir(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'troupe-e2e-'))
  await chmod(folder, 0o711)
  return folder
}

/**
 * The embedded bundle with a quick discovery: the same networks draw 12 portraits instead of 64.
 * Everything else is as shipped, but for the defaults in `quicker`, so that a story is told in minutes on two slow cores.
 */
export const quickBundle = (folder: string, quicker: object = {}): Promise<string> =>
  changedBundle('models/bundles/storybook', folder, ({ defaults }) => {
    Object.assign(defaults.discovery, { portraits: 12, steps: 6, components: 4 })
    Object.assign(defaults, quicker)
  })

/** `npm start` as a process of its own; rejects with its output when it ends before it is ready. */
export async function startTroupe(
  dataDir: string,
  port: number,
  bundle = 'storybook',
  more: Readonly<Record<string, string>> = {},
): Promise<RunningTroupe> {
  const startedAt = Date.now()
  const { child, output } = launch(dataDir, port, bundle, more)
  const address = await new Promise<string>((resolve, reject) => {
    const look = (): void => {
      const found = /Troupe is ready: (http:\S+)/.exec(output())
      if (found) resolve(found[1]!)
    }
    child.stdout!.on('data', look)
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${output()}`)))
  })
  return {
    address,
    startedIn: Date.now() - startedAt,
    output,
    end: (signal) => {
      const ended = endOf(child)
      child.kill(signal)
      return ended
    },
  }
}

/** Starts it where it cannot run: how it ended and what it said. */
export async function failToStart(
  dataDir: string,
  port: number,
  more: Readonly<Record<string, string>> = {},
) {
  const { child, output } = launch(dataDir, port, 'storybook', more)
  const code = await endOf(child)
  return { code, output: output() }
}

function launch(
  dataDir: string,
  port: number,
  BUNDLE: string,
  more: Readonly<Record<string, string>>,
): { child: ChildProcess; output: () => string } {
  const unset = { DATABASE_URL: '', REDIS_URL: '', FRAMES_URL: '', HOST: '', BUNDLE }
  const env = {
    ...process.env,
    ...unset,
    LOG_LEVEL: '',
    DATA_DIR: dataDir,
    PORT: String(port),
    ...more,
  }
  const args = ['--import', 'tsx', 'bot/local.main.ts']
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      text += part.toString()
    })
  }
  return { child, output: () => text }
}

const endOf = (child: ChildProcess): Promise<number | string> =>
  new Promise((resolve) => {
    const tell = (): void => resolve(child.exitCode ?? child.signalCode ?? 'unknown')
    if (child.exitCode !== null || child.signalCode !== null) tell()
    else child.once('exit', tell)
  })

/** Command lines of the processes that use the data folder, by process id (Linux only). */
async function processes(dataDir: string): Promise<Map<number, string>> {
  const found = new Map<number, string>()
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) continue
    const read = (name: string) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '')
    const [line, environment] = await Promise.all([read('cmdline'), read('environ')])
    if (`${line}\0${environment}`.includes(dataDir))
      found.set(Number(pid), line.replaceAll('\0', ' '))
  }
  return found
}

/** Their command lines. */
export const processesOf = async (dataDir: string): Promise<string[]> => [
  ...(await processes(dataDir)).values(),
]

/** Kills the one whose command line has `part`, with no chance to tidy up. */
export async function killHard(dataDir: string, part: string): Promise<void> {
  for (const [pid, line] of await processes(dataDir)) {
    if (line.includes(part)) process.kill(pid, 'SIGKILL')
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? address!.port : 0))
    })
  })
}
