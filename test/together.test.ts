import { fork } from 'node:child_process'
import { once } from 'node:events'
import { access, readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const file = fileURLToPath(new URL('./together.main.ts', import.meta.url))

/** Whether a process lives that has those words in its command line; Linux only. */
async function isRunning(words: string): Promise<boolean> {
  for (const pid of await readdir('/proc')) {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (line.includes(words)) return true
  }
  return false
}

interface Begun {
  readonly folder: string
  readonly redis: number
}

test.each([
  ['SIGINT', 'while PostgreSQL is only starting'],
  ['SIGTERM', 'when all is there'],
] as const)('%s %s stops all servers and leaves no folder', async (signal, when) => {
  const run = fork(file, { execArgv: ['--import', 'tsx'] })
  const [{ folder, redis }] = (await once(run, 'message')) as [Begun]
  const ended = once(run, 'exit')
  if (when === 'when all is there') {
    await once(run, 'message')
    expect(await isRunning(folder)).toBe(true)
  }
  run.kill(signal)
  expect(await ended).toEqual([130, null])
  await expect(access(folder)).rejects.toThrow('ENOENT')
  expect(await isRunning(folder)).toBe(false)
  expect(() => process.kill(redis, 0)).toThrow('ESRCH')
})
