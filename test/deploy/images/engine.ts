/** Docker or Podman, whichever answers here: both understand the same words. */

import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'

const names = ['docker', 'podman'] as const

export interface Said {
  readonly code: number
  readonly out: string
  /** What it printed on both streams. */
  readonly text: string
}

export interface Engine {
  readonly name: (typeof names)[number]
  /** Runs it with these words to its end. */
  try(...words: readonly string[]): Promise<Said>
  /** What it printed, errors left out. Throws an Error with its last words when it ends with anything but 0. */
  ask(...words: readonly string[]): Promise<string>
  /** The same for what takes long: it speaks to whoever sits before the terminal. */
  show(...words: readonly string[]): Promise<void>
}

const engineOf = (name: Engine['name']): Engine => {
  const attempt: Engine['try'] = (...words) =>
    new Promise((resolve) => {
      execFile(name, words, { maxBuffer: 2 ** 28 }, (error, out, err) => {
        const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 127
        resolve({ code, out, text: out + err })
      })
    })
  return {
    name,
    try: attempt,
    async ask(...words) {
      const { code, out, text } = await attempt(...words)
      if (code !== 0) throw new Error(`${name} ${words[0]} ended with ${code}: ${last(text)}`)
      return out
    },
    async show(...words) {
      const [code] = await once(spawn(name, words, { stdio: ['ignore', 2, 2] }), 'exit')
      if (code !== 0) throw new Error(`${name} ${words[0]} ended with ${code}; why stands above.`)
    },
  }
}

const last = (text: string): string => text.trim().slice(-1000)

/** The first that answers. Throws an Error with a sentence when none does. */
export async function findEngine(): Promise<Engine> {
  for (const name of names) {
    const engine = engineOf(name)
    if ((await engine.try('info')).code === 0) return engine
  }
  throw new Error('Neither docker nor podman answers here: images can be neither built nor run.')
}
