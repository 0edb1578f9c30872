/** What somebody may want to type next: the best completions of an option. */

import { currentTakes } from '../story/frame.ts'
import { type Languages, languageIn } from '../story/languages.ts'
import type { Store, Tenant } from '../story/ports/store.ts'
import type { Command } from './command.ts'
import { takeMark } from './takes.ts'
import { optionsOf } from './usage.ts'
import { clip } from './words.ts'

/** Where somebody types. */
export interface Place {
  readonly store: Store
  readonly tenant: Tenant
  readonly threadId: string
  readonly commands: readonly Command[]
  readonly languages: Languages
}

/** `label` is what people see, `value` what is typed for them. */
export interface Completion {
  readonly label: string
  readonly value: string
}

const most = 25

/** Up to 25 completions of what was typed for an option of a command, the best first. */
export async function complete(
  command: Command,
  option: string,
  typed: string,
  place: Place,
): Promise<Completion[]> {
  const kind = optionsOf(command).find(({ name }) => name === option)?.suggest
  const source = kind === undefined ? undefined : sources[kind as keyof typeof sources]
  return source === undefined ? [] : source(typed, place)
}

const sources = {
  character: async (typed: string, place: Place) => plain(rank(typed, await nameList(place))),

  /** Completes the last name of a list and keeps the ones before it. */
  characters: async (typed: string, place: Place) => {
    const at = Math.max(typed.lastIndexOf(','), lastAnd(typed))
    const before = typed.slice(0, at + 1)
    const kept = before === '' ? '' : `${before.trimEnd()} `
    const said = before.toLowerCase()
    const others = (await nameList(place)).filter((name) => !said.includes(name.toLowerCase()))
    return plain(rank(typed.slice(at + 1).trim(), others).map((name) => kept + name))
  },

  style: async (typed: string, { store, tenant, languages }: Place) => {
    const { styles } = await languageIn(store, languages, tenant)
    const used = (await store.stories.list(tenant.id)).flatMap(
      ({ story: { style } }) => style ?? [],
    )
    return plain(rank(typed, [...new Set([...used.reverse(), ...styles])]))
  },

  frame: async (typed: string, { store, tenant, threadId }: Place) => {
    const current = await store.stories.current(tenant.id, threadId)
    if (current === undefined) return []
    const frames = await store.frames.ofEpisode(tenant.id, current.episode.id)
    const labels = currentTakes(frames)
      .reverse()
      .map((frame) => `${takeMark(frame, frames)}: ${clip(frame.prompt, 80)}`)
    return rank(typed, labels).map((label) => ({
      label,
      value: label.slice(0, label.indexOf(':')),
    }))
  },

  command: async (typed: string, { commands }: Place) =>
    plain(
      rank(
        typed.replace(/^\//, ''),
        commands.map(({ name }) => name),
      ),
    ),
} as const

const nameList = ({ store, tenant }: Place): Promise<string[]> => store.characters.names(tenant.id)

const plain = (values: readonly string[]): Completion[] =>
  values.map((value) => ({ label: value, value }))

const lastAnd = (typed: string): number => {
  const at = typed.toLowerCase().lastIndexOf(' and ')
  return at === -1 ? -1 : at + 4
}

/** Those that fit: the start of it first, then the start of a word, then inside, then letters in order. */
export function rank(typed: string, values: readonly string[]): string[] {
  const wanted = typed.trim().toLocaleLowerCase()
  return values
    .map((value, place) => ({ value, place, score: distance(wanted, value.toLocaleLowerCase()) }))
    .filter(({ score }) => score < 4)
    .sort((a, b) => a.score - b.score || a.place - b.place)
    .slice(0, most)
    .map(({ value }) => value)
}

function distance(wanted: string, value: string): number {
  if (value.startsWith(wanted)) return 0
  if (value.split(/[\s'’-]+/).some((word) => word.startsWith(wanted))) return 1
  if (value.includes(wanted)) return 2
  let at = 0
  for (const letter of value) if (letter === wanted[at]) at++
  return at === wanted.length ? 3 : 4
}
