import type { Place } from './scene.ts'
import type { Telling } from './telling.ts'
import { type Part, parts, type Troupe } from './troupe.ts'

/** What our processes hold after so many frames, in megabytes. */
export interface Sample {
  readonly frames: number
  readonly seconds: number
  readonly resident: Awaited<ReturnType<Troupe['memory']>>
  /** What is alive in V8's heap, and what is to be collected. */
  readonly heap: Readonly<Record<'bot' | 'worker', number>>
}

export interface ManyFrames {
  readonly frames: number
  readonly seconds: number
  /** CPU milliseconds for each frame: the command, drawing that costs nothing, all that is told. */
  readonly cpu: Readonly<Record<Part, number>>
  /** Discord's requests for each: answers to interactions, and those that count for its limit. */
  readonly requests: { readonly answers: number; readonly counted: number }
  readonly samples: readonly Sample[]
}

/** Tells so many frames in those stories side by side, and looks at memory from time to time. */
export async function tellMany(
  troupe: Troupe,
  { tell }: Telling,
  places: readonly Place[],
  frames: number,
  looks: number,
  onSample: (sample: Sample) => void,
): Promise<ManyFrames> {
  const began = performance.now()
  const seconds = (): number => (performance.now() - began) / 1000
  const samples: Sample[] = []
  let begun = 0
  let done = 0
  const sample = async (): Promise<void> => {
    const [resident, bot, worker] = await Promise.all([
      troupe.memory(),
      heapOf(troupe.metrics.bot),
      heapOf(troupe.metrics.worker),
    ])
    samples.push({ frames: done, seconds: seconds(), resident, heap: { bot, worker } })
    onSample(samples.at(-1)!)
  }
  const before = await troupe.cpu()
  const asked = troupe.discord.requests.length
  await sample()
  const every = Math.max(1, Math.floor(frames / looks))
  const goOn = async (place: Place): Promise<void> => {
    while (begun < frames) {
      begun += 1
      await tell(place)
      done += 1
      if (done % every === 0) await sample()
    }
  }
  await Promise.all(places.map(goOn))
  const after = await troupe.cpu()
  const each = (part: Part): number => (after[part] - before[part]) / frames
  const cpu = Object.fromEntries(parts.map((part) => [part, each(part)])) as ManyFrames['cpu']
  const all = troupe.discord.requests.slice(asked)
  const answers = all.filter(({ path }) => /^\/(interactions|webhooks)\//.test(path)).length
  const requests = { answers: answers / frames, counted: (all.length - answers) / frames }
  return { frames, seconds: seconds(), cpu, requests, samples }
}

/** Megabytes of a process' heap, from its metrics. */
async function heapOf(metrics: string): Promise<number> {
  const text = await (await fetch(metrics)).text()
  const bytes = /^nodejs_heap_size_used_bytes (\S+)/m.exec(text)?.[1]
  return Number(bytes) / 2 ** 20
}
