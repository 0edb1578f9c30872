/** Who holds how much memory once a frame was drawn, in Troupe as people start it. */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drawOverApi } from './draw-over-api.ts'
import { memoryOfTree, type ProcessMemory } from './memory.ts'

const roles: readonly (readonly [string, RegExp])[] = [
  ['model process', /inference-process/],
  ['worker', /worker\/main/],
  ['bot and page', /bot\/main/],
  ['start', /local\.main/],
]

/** Starts Troupe as people do, draws one frame with it and looks at who holds how much memory. */
export async function measureMemory(
  folder: string,
): Promise<readonly (readonly [string, number])[]> {
  const data = await mkdtemp(join(tmpdir(), 'troupe-bench-'))
  // Where root runs this, PostgreSQL runs as a user of its own, who must reach the folder.
  await chmod(data, 0o711)
  const port = 20_000 + Math.floor(Math.random() * 20_000)
  const troupe = spawn(process.execPath, ['--import', 'tsx', 'bot/local.main.ts'], {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, DATA_DIR: data, PORT: String(port), BUNDLE: folder },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  try {
    await Promise.race([drawOverApi(`http://127.0.0.1:${port}`), endedTooSoon(troupe)])
    return byRole(await memoryOfTree(troupe.pid ?? 0))
  } finally {
    if (troupe.exitCode === null) {
      const ended = once(troupe, 'exit')
      troupe.kill('SIGINT')
      await ended
    }
    await rm(data, { recursive: true, force: true })
  }
}

const endedTooSoon = (troupe: ChildProcess) =>
  new Promise<never>((_, reject) => {
    troupe.once('exit', (code) => reject(new Error(`Troupe ended with ${code} before it drew`)))
  })

const byRole = (processes: readonly ProcessMemory[]): (readonly [string, number])[] =>
  roles.map(([role, pattern]) => [
    role,
    processes
      .filter(({ command }) => roles.find(([, each]) => each.test(command))?.[1] === pattern)
      .reduce((sum, { megabytes }) => sum + megabytes, 0),
  ])
