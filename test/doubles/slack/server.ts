import type { IncomingMessage, ServerResponse } from 'node:http'
import { callMethod, RateLimited } from './api.ts'
import { readAll, readArguments } from './body.ts'
import { errorBody, SlackError, violationOf } from './errors.ts'
import type { Fault, PlannedFaults } from './faults.ts'
import { fetchPictures } from './fetching.ts'
import { takeUpload } from './file-server.ts'
import type { CountCall } from './rate-limits.ts'
import { answerThrough } from './response-urls.ts'
import type { World } from './world.ts'

/** A request as a test sees it afterwards. */
export interface Request {
  /** `chat.postMessage`, or `upload` or `response_url`. */
  readonly method: string
  readonly given: Readonly<Record<string, unknown>>
  /** The token or other authorization that came along. */
  readonly authorization: string | undefined
  /** 0 when it was never answered. */
  status: number
  /** Slack's word for what was wrong. */
  error: string | undefined
}

export interface Reply {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface ServerOptions {
  readonly world: World
  readonly faults: PlannedFaults
  readonly count: CountCall
  readonly requests: Request[]
}

type Serve = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>

/** Serves what is posted: `/api/*`, uploads and response URLs. */
export function servePosts({ world, faults, count, requests }: ServerOptions): Serve {
  return async (request, response, path) => {
    const raw = await readAll(request)
    const [, kind, ...parts] = path.split('/')
    const method = kind === 'api' ? parts.join('/') : kind === 'upload' ? kind : 'response_url'
    const { authorization } = request.headers
    const entry: Request = { method, given: {}, authorization, status: 0, error: undefined }
    requests.push(entry)
    const fault = faults.take(method)
    const isSkipped = fault && !('isAccepted' in fault && fault.isAccepted)
    const reply = isSkipped ? serverError : await carryOut()
    const outcome = fault ? trouble(fault, reply) : reply
    if (outcome === 'hang') return
    if (outcome === 'cut') return void request.socket.destroy()
    const { status, body, headers } = outcome
    entry.status = status
    entry.error = errorOf(body)
    if (status === 500 && !fault) world.violations.push(`the double failed: ${body}`)
    const isText = typeof body === 'string'
    const type = isText ? 'text/plain' : 'application/json; charset=utf-8'
    response.writeHead(status, { 'content-type': type, ...headers })
    response.end(isText ? body : JSON.stringify(body))

    async function carryOut(): Promise<Reply> {
      try {
        if (method === 'upload') return await takeUpload(world, parts.at(-1)!, request, raw)
        const given = await readArguments(request, raw)
        Object.assign(entry, { given })
        await fetchPictures(given)
        if (method === 'response_url') return answerThrough(world, parts.at(-1)!, given)
        return {
          status: 200,
          body: { ok: true, ...callMethod(world, method, given, authorization, count) },
        }
      } catch (error) {
        return refusal(world, method, error)
      }
    }
  }
}

const serverError: Reply = { status: 500, body: 'Internal Server Error' }

function refusal({ violations }: World, method: string, error: unknown): Reply {
  if (error instanceof RateLimited) return tooMany(error.retryAfter)
  if (!(error instanceof SlackError)) return { status: 500, body: String((error as Error).stack) }
  if (error.isViolation) violations.push(`${method}: ${violationOf(error)}`)
  const bad = error.problems.length > 0 ? 400 : 404
  const status = method === 'response_url' ? bad : 200
  return { status, body: errorBody(error) }
}

const tooMany = (retryAfter: number): Reply => ({
  status: 429,
  body: { ok: false, error: 'ratelimited' },
  headers: { 'retry-after': String(retryAfter) },
})

function trouble(fault: Fault, reply: Reply): Reply | 'hang' | 'cut' {
  if (fault.kind === 'rate-limit') return tooMany(fault.retryAfter)
  if (fault.kind === 'refuse') return { status: 200, body: { ok: false, error: fault.error } }
  if (fault.kind !== 'fail') return fault.kind
  return fault.isAccepted && errorOf(reply.body) !== undefined ? reply : serverError
}

const errorOf = (body: unknown): string | undefined =>
  typeof body === 'object' && body !== null && 'error' in body ? String(body.error) : undefined
