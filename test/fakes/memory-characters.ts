import type { Character } from '../../story/character.ts'
import { UserError } from '../../story/errors.ts'
import { isFinished, isVisible } from '../../story/frame.ts'
import { nameKey } from '../../story/names.ts'
import { type Pool, poolOf } from '../../story/pools.ts'
import type { Characters } from '../../story/ports/characters.ts'
import { deliver, type Tables } from './memory-tables.ts'

const sameName = (a: string, b: string) => nameKey(a) === nameKey(b)

/** Characters in memory. */
export function memoryCharacters(tables: Tables): Characters {
  const { characters } = tables

  const own = (tenantId: string, id: string): Character | undefined => {
    const character = characters.get(id)
    return character?.tenantId === tenantId ? character : undefined
  }
  const named = (tenantId: string, name: string) =>
    [...characters.values()].find((one) => one.tenantId === tenantId && sameName(one.name, name))

  const refuseTaken = (tenantId: string, name: string, except?: string) => {
    const holder = named(tenantId, name)
    if (holder && holder.id !== except) {
      throw new UserError('name-taken', `There is a character called ${holder.name} already.`)
    }
  }

  const settle = (id: string, seed: number, change: Partial<Character>): boolean => {
    const character = characters.get(id)
    if (character?.state !== 'discovering' || character.seed !== seed) return false
    characters.set(id, { ...character, ...change })
    tables.batches.delete(id)
    const { tenantId, threadId } = character
    deliver(tables, { tenantId, threadId, characterId: id })
    return true
  }

  const poolIn = ({ model }: Character): Pool => poolOf(model, tables.others)

  const forgetDeliveries = (id: string) => {
    for (const { id: deliveryId, characterId, state } of tables.deliveries.values()) {
      if (characterId === id && state === 'pending') tables.deliveries.delete(deliveryId)
    }
  }

  return {
    async add({ model, ...wanted }) {
      refuseTaken(wanted.tenantId, wanted.name)
      const character: Character = {
        id: tables.newId(),
        ...wanted,
        model,
        state: 'discovering',
        identity: undefined,
        portrait: undefined,
        problem: undefined,
        createdAt: tables.now(),
      }
      characters.set(character.id, character)
      return character
    },

    get: async (tenantId, id) => own(tenantId, id),
    byJob: async (id) => characters.get(id),
    list: async (tenantId) =>
      [...characters.values()].filter((character) => character.tenantId === tenantId),
    names: async (tenantId) =>
      [...characters.values()].flatMap((one) => (one.tenantId === tenantId ? [one.name] : [])),
    findByName: async (tenantId, name) => named(tenantId, name),

    async rename(tenantId, id, name) {
      const character = own(tenantId, id)
      if (character === undefined) return false
      refuseTaken(tenantId, name, id)
      characters.set(id, { ...character, name })
      return true
    },

    async remove(tenantId, id) {
      if (own(tenantId, id) === undefined) return false
      characters.delete(id)
      tables.batches.delete(id)
      tables.progress.delete(id)
      for (const row of tables.episodes.values()) {
        const cast = row.episode.cast.filter((member) => member !== id)
        tables.episodes.set(row.episode.id, { ...row, episode: { ...row.episode, cast } })
      }
      forgetDeliveries(id)
      return true
    },

    async retry(tenantId, id, seed, by) {
      const character = own(tenantId, id)
      if (character === undefined || character.state === 'discovering') return false
      const pool = poolOf((by ?? character).model, tables.others)
      const isNeeded = [...tables.frames.values()].some(
        ({ frame, pool: its }) =>
          !isFinished(frame.state) &&
          its !== pool &&
          frame.cast.some(({ characterId }) => characterId === id),
      )
      if (isNeeded) return false
      forgetDeliveries(id)
      const unknown = { identity: undefined, portrait: undefined, problem: undefined }
      tables.begun.delete(id)
      tables.batches.delete(id)
      characters.set(id, { ...character, ...by, ...unknown, state: 'discovering', seed })
      return true
    },

    discovered: async (id, seed, identity, portrait) =>
      settle(id, seed, { state: 'ready', identity, portrait }),
    failed: async (id, seed, problem) => settle(id, seed, { state: 'failed', problem }),

    discovering: async (platform) =>
      [...characters.values()].filter(
        ({ state, tenantId }) =>
          state === 'discovering' && tables.tenants.get(tenantId)?.platform === platform,
      ),

    pending: async (ids) =>
      [...characters.values()]
        .filter(({ id, state }) => state === 'discovering' && (ids?.includes(id) ?? true))
        .flatMap((one) => {
          const due = { id: one.id, pool: poolIn(one) }
          const undrawn = (tables.batches.get(one.id) ?? []).filter(({ portraits }) => !portraits)
          if (undrawn.length === 0) return [due]
          const numbers = [...new Set(undrawn.map(({ batch }) => batch.number))].sort(
            (a, b) => a - b,
          )
          return numbers.map((batch) => (batch === 0 ? due : { ...due, batch }))
        }),

    async frameCount(tenantId, id) {
      if (own(tenantId, id) === undefined) return 0
      return [...tables.frames.values()].filter(
        ({ frame, undone }) =>
          !undone &&
          isVisible(frame.state) &&
          frame.cast.some((member) => member.characterId === id),
      ).length
    },
  }
}
