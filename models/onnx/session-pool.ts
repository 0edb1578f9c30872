/** Sessions that share a device: some stay, the others are opened when they run and give way after. */

import { isOutOfMemory, OutOfMemory } from './memory-error.ts'
import type { Session } from './session.ts'

/** What a session takes of the device, bytes. */
export interface Footprint {
  readonly weights: number
  readonly working: number
  /** Whether it stays open while others run. */
  readonly stays: boolean
}

export interface PoolOptions {
  /** Opens a model file. */
  readonly open: (file: string) => Promise<Session>
  /** Bytes for weights and work together; without a limit everything stays open. */
  readonly room?: number
  readonly footprintOf?: (file: string) => Footprint
}

export interface SessionPool {
  /** A session that is there whenever it runs. Rejects when the file does not open. */
  open(file: string): Promise<Session>
  close(): Promise<void>
}

interface Entry {
  readonly file: string
  readonly footprint: Footprint
  session: Session | undefined
}

const unlimited: Footprint = { weights: 0, working: 0, stays: true }

/** Runs stand in line: one device does one thing at a time, and only so its memory adds up. */
export function sessionPool({
  open,
  room = Number.POSITIVE_INFINITY,
  footprintOf = () => unlimited,
}: PoolOptions): SessionPool {
  /** The longest unused first. */
  const entries: Entry[] = []
  let line: Promise<unknown> = Promise.resolve()

  const inLine = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const turn = line.then(work)
    line = turn.catch(() => undefined)
    return turn
  }
  const held = (): number =>
    entries.reduce((sum, entry) => sum + (entry.session ? entry.footprint.weights : 0), 0)

  async function unload(entry: Entry): Promise<void> {
    const { session } = entry
    entry.session = undefined
    await session?.close()
  }
  /** Everything but this one, residents too. */
  async function unloadOthers(kept: Entry): Promise<void> {
    for (const entry of entries) if (entry !== kept) await unload(entry)
  }
  async function load(entry: Entry): Promise<Session> {
    const { weights, working } = entry.footprint
    for (const other of entries) {
      const needed = held() + (entry.session ? 0 : weights) + working
      if (needed <= room) break
      if (other !== entry && !other.footprint.stays) await unload(other)
    }
    entry.session ??= await open(entry.file)
    return entry.session
  }
  /** Once more with nothing else loaded, when the memory did not suffice. */
  async function unhindered<Result>(entry: Entry, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work()
    } catch (error) {
      if (!isOutOfMemory(error)) throw error
    }
    await unload(entry)
    await unloadOthers(entry)
    try {
      return await work()
    } catch (cause) {
      if (!isOutOfMemory(cause)) throw cause
      throw new OutOfMemory(
        `there is no memory for ${entry.file}, even with nothing else loaded: ${(cause as Error).message}`,
        { cause },
      )
    }
  }

  return {
    open: (file) =>
      inLine(async () => {
        const entry: Entry = { file, footprint: footprintOf(file), session: undefined }
        entries.push(entry)
        const first = await unhindered(entry, () => load(entry))
        const loaded = <Result>(work: (session: Session) => Promise<Result>): Promise<Result> =>
          inLine(() =>
            unhindered(entry, async () => {
              if (isClosed(entry)) throw new Error(`${file} is closed`)
              entries.push(...entries.splice(entries.indexOf(entry), 1))
              return work(await load(entry))
            }),
          )
        return {
          ...first,
          run: (feeds, outputs) => loaded((session) => session.run(feeds, outputs)),
          hold: (feeds, outputs) => loaded((session) => session.hold(feeds, outputs)),
          close: () => inLine(() => forget(entry)),
        }
      }),
    close: () => inLine(async () => void (await Promise.all([...entries].map(forget)))),
  }

  function isClosed(entry: Entry): boolean {
    return !entries.includes(entry)
  }
  async function forget(entry: Entry): Promise<void> {
    if (isClosed(entry)) return
    entries.splice(entries.indexOf(entry), 1)
    await unload(entry)
  }
}
