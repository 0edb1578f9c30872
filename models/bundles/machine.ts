/** What this machine has for models: memory, disk, and a graphics card where its driver tells of one. */

import { execFile } from 'node:child_process'
import { availableParallelism, freemem, totalmem } from 'node:os'
import { promisify } from 'node:util'

export interface Gpu {
  readonly name: string
  /** Bytes of its memory, all and unused. */
  readonly total: number
  readonly free: number
}

export interface Machine {
  readonly cores: number
  /** Bytes. */
  readonly memory: number
  readonly freeMemory: number
  /** In the driver's order; empty where none answers. */
  readonly gpus: readonly Gpu[]
}

type Run = (command: string, args: readonly string[]) => Promise<{ stdout: string }>
const run: Run = promisify(execFile)

export const lookAtMachine = async (ask: Run = run): Promise<Machine> => ({
  cores: availableParallelism(),
  memory: totalmem(),
  freeMemory: freemem(),
  gpus: await askForGpus(ask),
})

const query = ['--query-gpu=name,memory.total,memory.free', '--format=csv,noheader,nounits']

/** NVIDIA's driver tells; of other cards nobody does in the same words on every system. */
async function askForGpus(ask: Run): Promise<Gpu[]> {
  const answer = await ask('nvidia-smi', query).catch(() => undefined)
  if (answer === undefined) return []
  return answer.stdout.split('\n').flatMap((line) => {
    const [name, total, free] = line.split(',').map((field) => field.trim())
    const isCard = name !== undefined && /^\d+$/.test(total ?? '') && /^\d+$/.test(free ?? '')
    return isCard ? [{ name, total: Number(total) * 2 ** 20, free: Number(free) * 2 ** 20 }] : []
  })
}
