/** Licences that bind whoever pulls: told always, and asked about where they forbid commercial use. */

import { createInterface } from 'node:readline/promises'
import type { Readable, Writable } from 'node:stream'
import { PullProblem } from './problem.ts'

export interface Licensed {
  readonly id: string
  readonly licence: { readonly name: string; readonly url?: string; readonly commercial: boolean }
}

export interface ConsentOptions {
  /** What was agreed to on the command line, by id. */
  readonly accepted: readonly string[]
  readonly tell: (line: string) => void
  /** Asks a person; undefined where nobody is there to ask. */
  readonly ask: ((question: string) => Promise<string>) | undefined
}

/** PullProblem unless whoever pulls has agreed to all that is not for commercial use. */
export async function requireConsent(
  things: readonly Licensed[],
  { accepted, tell, ask }: ConsentOptions,
): Promise<void> {
  for (const { id, licence } of things) {
    const { name, url = '', commercial } = licence
    tell(`${id}: ${name} ${url}`.trimEnd())
    if (commercial || accepted.includes(id)) continue
    const answer = await ask?.(
      `${id} is not known to be free for commercial use. Pull it? (yes/no) `,
    )
    if (answer?.trim().toLowerCase() === 'yes') continue
    throw new PullProblem(
      `${id} was not pulled: its licence (${name}) is not known to allow commercial use. If yours is another use, say --accept-licence ${id}.`,
    )
  }
}

/** Asks on a terminal; undefined when there is none. */
export function asker(
  input: Readable & { isTTY?: boolean },
  output: Writable,
): ConsentOptions['ask'] {
  if (!input.isTTY) return undefined
  return async (question) => {
    const terminal = createInterface({ input, output })
    return terminal.question(question).finally(() => terminal.close())
  }
}
