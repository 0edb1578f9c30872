/** Brings pictures to Slack and waits until it knows them as such. */

import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Picture } from '../chat.ts'
import { Refused, type SlackApi } from './api.ts'

/** Slack will not show that picture, however often it is tried; the message is a sentence. */
export class NotTaken extends Error {}

export interface SlackFiles {
  /** The file's id, once Slack can show it; the same bytes again give the same file. */
  upload(file: File): Promise<string>
}

type File = Pick<Picture, 'bytes' | 'name'>

interface Patience {
  /** Milliseconds between two looks at a file. */
  readonly pollMs?: number
  /** How long Slack may take to know what a file is. */
  readonly readyMs?: number
  /** How often one picture is tried. */
  readonly tries?: number
}

const announced = z.object({ upload_url: z.url(), file_id: z.string() })
const info = z.object({ file: z.object({ mimetype: z.string().default('') }) })
const uploadMs = 60_000
/** Slack's words for trouble of its own; every other refusal stays one, however often it is asked. */
const passing: readonly string[] = [
  'fatal_error',
  'internal_error',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
]
/** Slack answers 100 such questions a minute. */
const longestPauseMs = 3000
/** So many files are remembered. */
const most = 500

export function slackFiles(
  api: SlackApi,
  { pollMs = 300, readyMs = 30_000, tries = 5 }: Patience = {},
): SlackFiles {
  const known = new Map<string, string>()
  const failures = new Map<string, number>()

  function remember(digest: string, id: string): void {
    failures.delete(digest)
    known.set(digest, id)
    const [oldest] = known.keys()
    if (known.size > most && oldest !== undefined) known.delete(oldest)
  }

  async function send({ bytes, name }: File): Promise<string> {
    const { upload_url, file_id } = announced.parse(
      await api.call('files.getUploadURLExternal', { filename: name, length: bytes.length }),
    )
    const sent = await fetch(upload_url, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: Buffer.from(bytes),
      signal: AbortSignal.timeout(uploadMs),
    })
    if (sent.status >= 400 && sent.status < 500 && sent.status !== 429) {
      throw new NotTaken(`it answered ${sent.status}`)
    }
    if (!sent.ok) throw new Error(`Slack answered ${sent.status} to an upload`)
    await api.call('files.completeUploadExternal', { files: [{ id: file_id, title: name }] })
    await ready(file_id)
    return file_id
  }

  /** A block with a file that Slack has not looked at yet would be refused. */
  async function ready(file: string): Promise<void> {
    let pause = pollMs
    for (let waited = 0; waited <= readyMs; waited += pause) {
      const { mimetype } = info.parse(await api.call('files.info', { file })).file
      if (mimetype.startsWith('image/')) return
      if (mimetype !== '') throw new NotTaken(`it takes it for ${mimetype}`)
      if (waited > 0) pause = Math.min(2 * pause, longestPauseMs)
      await sleep(pause)
    }
    throw new NotTaken('it is still looking at it')
  }

  return {
    async upload(file) {
      const digest = createHash('sha256').update(file.bytes).digest('base64')
      const before = known.get(digest)
      if (before !== undefined) return before
      try {
        const id = await send(file)
        remember(digest, id)
        return id
      } catch (cause) {
        if (cause instanceof NotTaken) throw cause
        if (cause instanceof Refused && !passing.includes(cause.reason)) {
          throw new NotTaken(cause.reason, { cause })
        }
        const failed = (failures.get(digest) ?? 0) + 1
        failures.set(digest, failed)
        if (failed < tries) throw cause
        failures.delete(digest)
        throw new NotTaken('it cannot be reached for pictures', { cause })
      }
    },
  }
}
