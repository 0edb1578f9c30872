import { fairOrder, framesInLine, type Waiting } from '../../story/fair-order.ts'
import { discoverJob, drawJob, faceKey, type Job } from '../../story/jobs.ts'
import { type Pool, poolOf } from '../../story/pools.ts'
import type { Line } from '../../story/ports/line.ts'
import { storyOf, type Tables } from './memory-tables.ts'

/** What waits for a worker, in memory. */
export function memoryLine(tables: Tables): Line {
  const framesIn = (pool: Pool, ...states: string[]): Waiting[] =>
    framesInLine(
      [...tables.frames.values()]
        .filter((row) => row.pool === pool && states.includes(row.frame.state))
        .map(({ frame: { id, episodeId, position, author, cast, createdAt } }) => ({
          id,
          tenantId: storyOf(tables, episodeId).tenantId,
          authorId: author.id,
          since: createdAt.getTime(),
          episodeId,
          position,
          cast: cast.flatMap(({ characterId }) =>
            isDiscovering(characterId)
              ? batchesThatWait(characterId).map((batch) => faceKey(characterId, batch))
              : [],
          ),
        })),
    )
  const discoveredIn = (pool: Pool) =>
    [...tables.characters.values()].filter(
      ({ state, model }) => state === 'discovering' && poolOf(model, tables.others) === pool,
    )
  /** Numbers of a character's batches that wait; its first one stands for a face nobody began with. */
  const batchesThatWait = (id: string): number[] => {
    if (!tables.begun.has(id)) return [0]
    const rows = tables.batches.get(id) ?? []
    return [...new Set(rows.flatMap(({ batch, begun }) => (begun ? [] : [batch.number])))]
  }
  const facesIn = (pool: Pool) =>
    discoveredIn(pool).flatMap(({ id, tenantId, author, createdAt }) =>
      batchesThatWait(id).map((batch) => ({
        characterId: id,
        batch,
        id: faceKey(id, batch),
        tenantId,
        authorId: author.id,
        since: createdAt.getTime(),
        after: [],
      })),
    )
  const isDiscovering = (id: string): boolean => tables.characters.get(id)?.state === 'discovering'
  const waitsForFace = ({ id }: Waiting): boolean =>
    tables.frames.get(id)!.frame.cast.some(({ characterId }) => isDiscovering(characterId))
  const idOf = (job: Job): string =>
    job.kind === 'draw-frame' ? job.frameId : faceKey(job.characterId, job.batch)
  const poolWith = (job: Job): Pool =>
    job.kind === 'draw-frame'
      ? tables.frames.get(job.frameId)?.pool
      : poolOf(tables.characters.get(job.characterId)?.model, tables.others)

  return {
    async due(job, taken) {
      const pool = poolWith(job)
      const faces = facesIn(pool)
      const all: Waiting[] = [
        ...faces,
        ...framesIn(pool, 'queued').filter((frame) => !waitsForFace(frame)),
      ]
      const isTaken = ({ id }: Waiting) => taken.some((one) => idOf(one) === id)
      if (!all.some(({ id }) => id === idOf(job))) return job
      const now = tables.now().getTime()
      const busy = all.filter(isTaken).map((one) => ({ ...one, at: now }))
      const rest = all.filter((one) => !isTaken(one))
      const [next] = fairOrder(rest, [...tables.served.values(), ...busy])
      if (next === undefined) return job
      const face = faces.find(({ id }) => id === next.id)
      if (face === undefined) return drawJob({ id: next.id, pool })
      return discoverJob({ id: face.characterId, batch: face.batch, pool })
    },

    async place(frameId) {
      const row = tables.frames.get(frameId)
      const pool = row?.pool
      const order = fairOrder(
        [...facesIn(pool), ...framesIn(pool, 'waiting', 'queued')],
        [...tables.served.values()],
      )
      const before = order.findIndex(({ id }) => id === frameId)
      const drawing = [...tables.frames.values()].filter(
        (one) => one.pool === pool && one.frame.state === 'drawing',
      )
      const portrayed = discoveredIn(pool).flatMap(({ id }) =>
        (tables.batches.get(id) ?? []).filter(({ begun, portraits }) => begun && !portraits),
      )
      return before < 0 ? undefined : { before, atOnce: drawing.length + portrayed.length, pool }
    },
  }
}

/** A worker begins something for a person. */
export function serve(tables: Tables, tenantId: string, authorId: string): void {
  const at = tables.now().getTime()
  tables.served.set(`${tenantId} ${authorId}`, { tenantId, authorId, at })
}
