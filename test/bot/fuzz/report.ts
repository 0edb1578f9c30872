import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { FuzzOptions, FuzzResult } from './rounds.ts'

/** MiB that may be in use more at the end than after the first fifth. */
const allowedGrowth = 16

/**
 * `npm run fuzz:discord -- --count 1000 --seed 2`: what becomes of many spoiled payloads, as one line;
 * the exit status is 1 when something must not be.
 */
export async function report(fuzz: (options: FuzzOptions) => Promise<FuzzResult>): Promise<void> {
  const { values } = parseArgs({
    options: {
      count: { type: 'string', default: '100000' },
      seed: { type: 'string', default: '1' },
    },
  })
  const [count, seed] = [whole('count', values.count), whole('seed', values.seed)]
  setFlagsFromString('--expose-gc')
  const collectGarbage = runInNewContext('gc') as () => void
  const began = performance.now()
  const seconds = () => Math.round((performance.now() - began) / 1000)
  const heap: number[] = []
  const onRound = (sent: number): void => {
    collectGarbage()
    heap.push(process.memoryUsage().heapUsed / 2 ** 20)
    if (heap.length % 10 === 0)
      console.error(`${sent} after ${seconds()} s, heap ${heap.at(-1)!.toFixed(0)} MiB`)
  }
  const { sent, stored, outcomes, lines, made, failures } = await fuzz({ count, seed, onRound })

  const fifth = Math.ceil(heap.length / 5)
  const early = mean(heap.slice(fifth, 2 * fifth))
  const late = mean(heap.slice(-fifth))
  const isFlat = heap.length < 10 || late - early < allowedGrowth
  console.error({ made, lines })
  for (const failure of failures) console.error(failure)
  if (!isFlat) console.error(`the heap grew from ${early} to ${late} MiB`)
  const counts = Object.entries(outcomes)
    .sort(([, a], [, b]) => b - a)
    .map(([outcome, times]) => `${times} ${outcome}`)
  console.log(
    `${sent} payloads (seed ${seed}) in ${seconds()} s: ${counts.join(', ')}; ` +
      `${stored} commands stored; heap ${early.toFixed(0)} -> ${late.toFixed(0)} MiB; ` +
      `${failures.length} failures`,
  )
  process.exitCode = failures.length === 0 && isFlat ? 0 : 1
}

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, one) => sum + one, 0) / numbers.length

function whole(name: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new Error(`--${name}: "${text}" must be a whole number from 1`)
}
