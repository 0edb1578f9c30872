import { fairOrder, framesInLine, type Waiting } from '../../story/fair-order.ts'
import type { Job } from '../../story/jobs.ts'
import type { Line } from '../../story/ports/line.ts'
import { storyOf, type Tables } from './memory-tables.ts'

/** What waits for a worker, in memory. */
export function memoryLine(tables: Tables): Line {
  const framesIn = (...states: string[]): Waiting[] =>
    framesInLine(
      [...tables.frames.values()]
        .filter(({ frame }) => states.includes(frame.state))
        .map(({ frame: { id, episodeId, position, author, cast, createdAt } }) => ({
          id,
          tenantId: storyOf(tables, episodeId).tenantId,
          authorId: author.id,
          since: createdAt.getTime(),
          episodeId,
          position,
          cast: cast.map(({ characterId }) => characterId),
        })),
    )
  const faces = (): Waiting[] =>
    [...tables.characters.values()]
      .filter(({ id, state }) => state === 'discovering' && !tables.begun.has(id))
      .map(({ id, tenantId, author, createdAt }) => ({
        id,
        tenantId,
        authorId: author.id,
        since: createdAt.getTime(),
        after: [],
      }))
  const isDiscovering = (id: string): boolean => tables.characters.get(id)?.state === 'discovering'
  const idOf = (job: Job): string => (job.kind === 'draw-frame' ? job.frameId : job.characterId)

  return {
    async due(job, taken) {
      const characters = faces()
      const all = [
        ...characters,
        ...framesIn('queued').filter(({ after }) => !after.some(isDiscovering)),
      ]
      const isTaken = ({ id }: Waiting) => taken.some((one) => idOf(one) === id)
      if (!all.some(({ id }) => id === idOf(job))) return job
      const now = tables.now().getTime()
      const busy = all.filter(isTaken).map((one) => ({ ...one, at: now }))
      const rest = all.filter((one) => !isTaken(one))
      const [next] = fairOrder(rest, [...tables.served.values(), ...busy])
      if (next === undefined) return job
      return characters.includes(next)
        ? { kind: 'discover-identity', characterId: next.id }
        : { kind: 'draw-frame', frameId: next.id }
    },

    async place(frameId) {
      const order = fairOrder(
        [...faces(), ...framesIn('waiting', 'queued')],
        [...tables.served.values()],
      )
      const before = order.findIndex(({ id }) => id === frameId)
      const drawing = [...tables.frames.values()].filter(({ frame }) => frame.state === 'drawing')
      const begun = [...tables.begun].filter(isDiscovering)
      return before < 0 ? undefined : { before, atOnce: drawing.length + begun.length }
    },
  }
}

/** A worker begins something for a person. */
export function serve(tables: Tables, tenantId: string, authorId: string): void {
  const at = tables.now().getTime()
  tables.served.set(`${tenantId} ${authorId}`, { tenantId, authorId, at })
}
