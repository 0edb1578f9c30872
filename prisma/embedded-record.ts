import { randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { z } from 'zod'

const recordSchema = z.object({
  /** The port of last time. */
  port: z.number().int(),
  password: z.string(),
  /** The process that started the server last. */
  holder: z.number().int(),
})

/** What is remembered of an embedded server from one start to the next. */
export type ServerRecord = z.infer<typeof recordSchema>

const fileOf = (dataDir: string) => path.join(dataDir, 'server.json')

/** The record of a data folder; undefined before the first start. */
export async function readRecord(dataDir: string): Promise<ServerRecord | undefined> {
  const text = await readFile(fileOf(dataDir), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  return text === undefined ? undefined : recordSchema.parse(JSON.parse(text))
}

/** Written beside and renamed, so that a kill leaves the old record or the new one. */
export async function writeRecord(dataDir: string, record: ServerRecord): Promise<void> {
  const next = `${fileOf(dataDir)}.next`
  await writeFile(next, JSON.stringify(record), { mode: 0o600 })
  await rename(next, fileOf(dataDir))
}

export const newPassword = (): string => randomBytes(18).toString('base64url')

/** The preferred port of the loopback when it is free, any free one otherwise. */
export async function choosePort(preferred = 0): Promise<number> {
  const port = await tryPort(preferred)
  return port ?? (await tryPort(0))!
}

const tryPort = (wanted: number): Promise<number | undefined> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : undefined
      server.close(() => resolve(port))
    })
  })
