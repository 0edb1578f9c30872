/** Which stories a short run draws. */

import { dirname } from 'node:path'
import type { Story } from './read.ts'

/**
 * The first `limit` stories, taken in turn from every folder, so that few stories are of every
 * kind: folders of small casts first, stories by name in each.
 */
export function chooseStories(stories: readonly Story[], limit: number): Story[] {
  const folders = new Map<string, Story[]>()
  for (const story of [...stories].sort((a, b) => order(a.name, b.name))) {
    const folder = dirname(story.name)
    folders.set(folder, [...(folders.get(folder) ?? []), story])
  }
  const cast = ([first]: readonly Story[]) => first.characters.length
  const queues = [...folders.values()].sort(
    (a, b) => cast(a) - cast(b) || order(a[0].name, b[0].name),
  )
  const longest = Math.max(0, ...queues.map((queue) => queue.length))
  const turns = Array.from({ length: longest }, (_, turn) =>
    queues.flatMap((queue) => queue.slice(turn, turn + 1)),
  )
  return turns.flat().slice(0, limit)
}

/** By code units: the same on every machine. */
const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
