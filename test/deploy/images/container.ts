import type { Engine, Said } from './engine.ts'

export interface Running {
  /** Runs a program inside of it; its exit code. */
  inside(command: readonly string[]): Promise<number>
  /** Asks it to end (SIGTERM), and kills it after the grace that our files give. */
  stop(): Promise<{ readonly code: number; readonly seconds: number }>
  /** What it has printed. */
  log(): Promise<string>
  remove(): Promise<void>
}

export interface Program {
  readonly image: string
  readonly env: Readonly<Record<string, string>>
  /** In place of the image's own. */
  readonly command?: readonly string[] | undefined
}

export const graceSeconds = 30

/** On the machine's own network, where the servers are; nothing to write on but /tmp, and no privilege. */
const confined = [
  ...['--network', 'host', '--read-only', '--tmpfs', '/tmp'],
  ...['--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'],
]

const words = ({ image, env, command = [] }: Program): readonly string[] => [
  ...confined,
  ...Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
  image,
  ...command,
]

/** Runs a program of an image to its end. */
export const runToEnd = (engine: Engine, program: Program): Promise<Said> =>
  engine.try('run', '--rm', ...words(program))

/** Starts a program of an image; it is there until it is removed. */
export async function startContainer(engine: Engine, program: Program): Promise<Running> {
  const id = (await engine.ask('run', '--detach', ...words(program))).trim()
  return {
    inside: async (command) => (await engine.try('exec', id, ...command)).code,
    async stop() {
      const began = performance.now()
      await engine.ask('stop', '-t', String(graceSeconds), id)
      const seconds = (performance.now() - began) / 1000
      return { code: Number(await engine.ask('inspect', '--format', stateOf, id)), seconds }
    },
    log: async () => (await engine.try('logs', id)).text,
    remove: async () => void (await engine.ask('rm', '--force', id)),
  }
}

const stateOf = '{{.State.ExitCode}}'
