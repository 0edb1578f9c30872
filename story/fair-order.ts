/** In which order it is fair to draw what waits: workspaces in turn, then people within one. Pure. */

/** Something that waits for a worker. */
export interface Waiting {
  readonly id: string
  readonly tenantId: string
  readonly authorId: string
  /** When it was asked for, in milliseconds. */
  readonly since: number
  /** Ids of what must be drawn before it. */
  readonly after: readonly string[]
}

/** When a worker last began something for a person, in milliseconds. */
export interface Served {
  readonly tenantId: string
  readonly authorId: string
  readonly at: number
}

/** People of a workspace, or workspaces, whoever was served longest ago first. */
type Turns<T> = { readonly key: string; readonly own: T }[]

/**
 * What waits in the order in which one worker draws it: the workspace that was served longest ago is
 * next, within it the person, and of that person what was asked for first. Whoever was never served
 * comes before all others. RangeError when two wait for one another.
 */
export function fairOrder<T extends Waiting>(
  waiting: readonly T[],
  served: readonly Served[],
): T[] {
  const oldestFirst = [...waiting].sort((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1))
  const last = lastServed(served)
  const workspaces = turns(oldestFirst, workspaceKey, last, (ofWorkspace) =>
    turns(ofWorkspace, personKey, last, (ofPerson) => [...ofPerson]),
  )
  const left = new Set(waiting.map(({ id }) => id))
  const order: T[] = []
  while (left.size > 0) {
    const next = serve(workspaces, (people) =>
      serve(people, (jobs) => take(jobs, ({ after }) => !after.some((id) => left.has(id)))),
    )
    if (next === undefined) throw new RangeError(`${[...left].join(', ')} wait for one another`)
    left.delete(next.id)
    order.push(next)
  }
  return order
}

type Person = Pick<Waiting, 'tenantId' | 'authorId'>
const workspaceKey = ({ tenantId }: Person): string => tenantId
const personKey = ({ tenantId, authorId }: Person): string => `${tenantId} ${authorId}`

/** When workspaces and people were served last, by their keys. */
function lastServed(served: readonly Served[]): ReadonlyMap<string, number> {
  const last = new Map<string, number>()
  for (const one of served) {
    for (const key of [workspaceKey(one), personKey(one)]) {
      last.set(key, Math.max(last.get(key) ?? one.at, one.at))
    }
  }
  return last
}

/** Those who wait, by key, whoever was served longest ago first; of equals whoever waits longest. */
function turns<T, Own>(
  oldestFirst: readonly T[],
  keyOf: (one: T) => string,
  last: ReadonlyMap<string, number>,
  own: (those: readonly T[]) => Own,
): Turns<Own> {
  const byKey = new Map<string, T[]>()
  for (const one of oldestFirst) {
    const those = byKey.get(keyOf(one))
    if (those === undefined) byKey.set(keyOf(one), [one])
    else those.push(one)
  }
  return [...byKey]
    .map(([key, those]) => ({
      key,
      at: last.get(key) ?? Number.NEGATIVE_INFINITY,
      own: own(those),
    }))
    .sort((a, b) => (a.at === b.at ? 0 : a.at - b.at))
}

/** Serves the first of whom something can be taken, who then stands last. */
function serve<Own, T>(line: Turns<Own>, takeOf: (own: Own) => T | undefined): T | undefined {
  for (const [i, turn] of line.entries()) {
    const taken = takeOf(turn.own)
    if (taken === undefined) continue
    line.splice(i, 1)
    line.push(turn)
    return taken
  }
  return undefined
}

/** Takes the first that may be taken out of a list. */
function take<T>(list: T[], may: (one: T) => boolean): T | undefined {
  const i = list.findIndex(may)
  return i < 0 ? undefined : list.splice(i, 1)[0]
}

/** A frame that waits or is queued. */
export interface WaitingFrame extends Omit<Waiting, 'after'> {
  readonly episodeId: string
  readonly position: number
  /** Ids of the faces in it that wait themselves. */
  readonly cast: readonly string[]
}

/** A frame is drawn after the frames before it in its episode, and after the faces of its cast. */
export function framesInLine(frames: readonly WaitingFrame[]): Waiting[] {
  const byEpisode = new Map<string, WaitingFrame[]>()
  for (const frame of frames) {
    byEpisode.set(frame.episodeId, [...(byEpisode.get(frame.episodeId) ?? []), frame])
  }
  const before = ({ episodeId, position }: WaitingFrame): string[] => {
    const earlier = byEpisode.get(episodeId)!.filter((one) => one.position < position)
    const nearest = Math.max(...earlier.map((one) => one.position))
    return earlier.filter((one) => one.position === nearest).map(({ id }) => id)
  }
  return frames.map((frame) => ({
    id: frame.id,
    tenantId: frame.tenantId,
    authorId: frame.authorId,
    since: frame.since,
    after: [...before(frame), ...frame.cast],
  }))
}
