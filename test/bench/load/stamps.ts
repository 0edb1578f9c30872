import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** When a frame was given to the model process, and when it came back: milliseconds since 1970. */
export interface Stamp {
  readonly frameId: string
  readonly handed: number
  readonly drawn: number
}

/** Where the worker writes them, a line of JSON each. */
export const stampsFile = (dataDir: string): string => join(dataDir, 'stamps.jsonl')

export async function readStamps(dataDir: string): Promise<Stamp[]> {
  const text = await readFile(stampsFile(dataDir), 'utf8')
  const lines = text.split('\n').filter(Boolean)
  return lines.map((line) => JSON.parse(line) as Stamp)
}
