import type { Character } from '../../story/character.ts'
import { poolOf } from '../../story/pools.ts'
import { batchesOf } from '../../story/portrait-batches.ts'
import type { Discoveries, PortraitBatch, PortraitSet } from '../../story/ports/discoveries.ts'
import { serve } from './memory-line.ts'
import type { BatchRow, Tables } from './memory-tables.ts'

/** Portraits in batches, in memory. */
export function memoryDiscoveries(tables: Tables): Discoveries {
  const { characters, batches } = tables

  const discovered = (id: string): Character | undefined => {
    const character = characters.get(id)
    return character?.state === 'discovering' ? character : undefined
  }
  const rowsOf = ({ characterId, seed, model }: PortraitSet): readonly BatchRow[] =>
    (batches.get(characterId) ?? []).filter(
      ({ batch }) => batch.seed === seed && batch.model === model,
    )
  const replace = (row: BatchRow, change: Partial<BatchRow>): void => {
    const { characterId } = row.batch
    const rows = batches.get(characterId)!
    batches.set(
      characterId,
      rows.map((one) => (one === row ? { ...row, ...change } : one)),
    )
  }
  /** The row of a claim that nobody has taken over. */
  const claimed = (batch: PortraitBatch): BatchRow | undefined =>
    discovered(batch.characterId)?.seed === batch.seed
      ? rowsOf(batch).find(
          ({ batch: { number, token }, portraits }) =>
            number === batch.number && token === batch.token && portraits === undefined,
        )
      : undefined

  return {
    async begin(characterId, number, plan, pool) {
      const character = discovered(characterId)
      if (character === undefined || poolOf(character.model, tables.others) !== pool)
        return undefined
      const set = { characterId, seed: character.seed, model: plan.model }
      const isNew = rowsOf(set).length === 0
      const planned = isNew ? batchesOf(plan) : []
      const unbegun = { begun: false, done: 0, portraits: undefined }
      const added = planned.map((one) => ({ batch: { ...set, ...one, token: 0 }, ...unbegun }))
      batches.set(characterId, [...(batches.get(characterId) ?? []), ...added])
      const rows = rowsOf(set)
      const made = planned.flatMap((one) => (one.number === number ? [] : [one.number]))
      const row = rows.find(({ batch, portraits }) => batch.number === number && !portraits)
      const begun = { character, set, isWhole: rows.length === 1, made }
      if (row === undefined) {
        const isDrawn = rows.every(({ portraits }) => portraits !== undefined)
        return isDrawn ? { ...begun, batch: undefined } : undefined
      }
      const batch = { ...row.batch, token: row.batch.token + 1 }
      replace(row, { batch, begun: true })
      tables.begun.add(characterId)
      serve(tables, character.tenantId, character.author.id)
      return { ...begun, batch }
    },

    async tell(batch, { phase, step, steps, preview }) {
      const row = claimed(batch)
      if (row === undefined) return
      replace(row, { done: step / steps })
      const rows = rowsOf(batch)
      const sum = (of: (one: BatchRow) => number) => rows.reduce((all, one) => all + of(one), 0)
      const each = steps / batch.count
      tables.progress.set(batch.characterId, {
        phase,
        step: Math.round(sum((one) => one.done * one.batch.count) * each),
        steps: sum((one) => one.batch.count) * each,
        preview: preview ?? tables.progress.get(batch.characterId)?.preview,
      })
    },

    async drawn(batch, { embeddings }) {
      const row = claimed(batch)
      if (row === undefined) return undefined
      replace(row, { done: 1, portraits: { embeddings } })
      return rowsOf(batch).filter(({ portraits }) => portraits === undefined).length
    },

    async all(set) {
      const rows = [...rowsOf(set)].sort((a, b) => a.batch.number - b.batch.number)
      const drawn = rows.flatMap(({ portraits }) => portraits ?? [])
      if (rows.length === 0 || drawn.length < rows.length) return undefined
      return { embeddings: drawn.flatMap(({ embeddings }) => embeddings) }
    },
  }
}
