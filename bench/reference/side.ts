/** One side of the comparison: a process that is asked for work, line by line. Linux only. */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { ReferenceRequest } from './requests.ts'

const answerSchema = z.object({
  seconds: z.number(),
  /** Of all threads together: hardly changed by what else runs on the machine. */
  cpuSeconds: z.number(),
  rows: z.int().optional(),
  kept: z.array(z.int()).optional(),
  identity: z.array(z.number()).optional(),
  /** Bytes of red, then green, then blue, base64. */
  picture: z.string().optional(),
})

export interface Answer extends z.infer<typeof answerSchema> {
  /** The most that was resident while it worked. */
  readonly peakMegabytes: number
}

export interface Side {
  /** Resident once everything is loaded. */
  readonly loadedMegabytes: number
  ask(request: ReferenceRequest): Promise<Answer>
  close(): Promise<void>
}

/** Started and loaded. Error in words when the process cannot be started or ends early. */
export async function openSide(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Side> {
  const running = spawn(command, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  })
  const lines = createInterface(running.stdout)[Symbol.asyncIterator]()
  const failed = endOf(running, command)
  const next = async (): Promise<unknown> => {
    const { value, done } = await Promise.race([lines.next(), failed])
    if (done) return await failed
    return JSON.parse(value)
  }
  await next()
  const memory = async (field: 'VmHWM' | 'VmRSS') => {
    const status = await readFile(`/proc/${running.pid}/status`, 'utf8')
    return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1024
  }
  return {
    loadedMegabytes: await memory('VmRSS'),
    async ask(request) {
      // 5 sets the peak back to what is resident now: proc(5).
      await writeFile(`/proc/${running.pid}/clear_refs`, '5')
      running.stdin.write(`${JSON.stringify(request)}\n`)
      const answer = answerSchema.parse(await next())
      return { ...answer, peakMegabytes: await memory('VmHWM') }
    },
    async close() {
      if (running.exitCode !== null) return
      const ended = once(running, 'exit')
      running.stdin.end()
      await ended
    },
  }
}

function endOf(running: ChildProcess, command: string): Promise<never> {
  const ended = new Promise<never>((_, reject) => {
    running.once('error', (cause) =>
      reject(new Error(`${command} cannot be started: ${cause.message}`, { cause })),
    )
    running.once('exit', (code) => reject(new Error(`${command} ended with ${code}`)))
  })
  // Nobody may be waiting when it ends in peace.
  ended.catch(() => {})
  return ended
}
