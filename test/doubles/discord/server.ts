import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody } from './body.ts'
import type { CheckBody } from './description.ts'
import { DiscordError, errorBody, refuse } from './errors.ts'
import type { Fault, PlannedFaults } from './faults.ts'
import type { Allowance, RateLimits } from './rate-limits.ts'
import { badIds, type Found, findRoute } from './router.ts'
import type { Answer } from './routes/route.ts'
import type { World } from './world.ts'

/** A request as a test sees it afterwards. */
export interface Request {
  readonly method: string
  /** Without `/api/v10`. */
  readonly path: string
  readonly body: unknown
  /** How many files came along. */
  readonly files: number
  /** 0 when it was never answered. */
  status: number
  /** Discord's error code. */
  code: number | undefined
}

export interface ServerOptions {
  readonly world: World
  readonly checkBody: CheckBody
  readonly faults: PlannedFaults
  readonly limits: RateLimits
  readonly requests: Request[]
  /** Counts answers that Discord counts against a bot: 10,000 in 10 minutes are a ban. */
  readonly onInvalid: () => void
}

type Reply = Answer & { readonly headers?: Readonly<Record<string, string>> }

/** Serves `/api/v10`. */
export function serveApi(
  options: ServerOptions,
): (request: IncomingMessage, response: ServerResponse, pathname: string) => Promise<void> {
  const { world, faults, requests } = options
  return async (request, response, pathname) => {
    const raw = await readAll(request)
    const { method = 'GET' } = request
    const entry: Request = {
      method,
      path: pathname,
      body: undefined,
      files: 0,
      status: 0,
      code: undefined,
    }
    requests.push(entry)
    const fault = faults.take(`${method} ${pathname}`)
    const isSkipped = fault !== undefined && !('isAccepted' in fault && fault.isAccepted)
    const reply = isSkipped ? serverError : await carryOut(options, request, raw, entry)
    const outcome = fault ? trouble(fault, reply) : reply
    if (outcome === 'hang') return
    if (outcome === 'cut') return void request.socket.destroy()
    const { status, body, headers } = outcome
    entry.status = status
    entry.code = codeOf(body)
    if (
      [401, 403].includes(status) ||
      (status === 429 && headers?.['x-ratelimit-scope'] !== 'shared')
    ) {
      options.onInvalid()
    }
    if (status === 500 && !fault)
      world.violations.push(`the double failed: ${JSON.stringify(body)}`)
    const isEmpty = status === 204
    response.writeHead(
      status,
      isEmpty ? headers : { 'content-type': 'application/json', ...headers },
    )
    response.end(isEmpty ? undefined : JSON.stringify(body))
  }
}

const serverError: Reply = { status: 500, body: { message: '500: Internal Server Error', code: 0 } }

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

const codeOf = (body: unknown): number | undefined =>
  typeof body === 'object' && body !== null && 'code' in body ? Number(body.code) : undefined

function trouble(fault: Fault, reply: Reply): Reply | 'hang' | 'cut' {
  if (fault.kind === 'rate-limit') return tooMany(fault.retryAfter, fault.scope)
  if (fault.kind !== 'fail') return fault.kind
  return fault.isAccepted && reply.status >= 400 ? reply : serverError
}

function tooMany(retryAfter: number, scope: string): Reply {
  const isGlobal = scope === 'global'
  return {
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: retryAfter, global: isGlobal },
    headers: {
      // Discord rounds up to whole seconds; with fractions tests are quick.
      'retry-after': String(retryAfter),
      'x-ratelimit-scope': scope,
      'x-ratelimit-reset-after': String(retryAfter),
      ...(isGlobal ? { 'x-ratelimit-global': 'true' } : { 'x-ratelimit-remaining': '0' }),
    },
  }
}

async function carryOut(
  options: ServerOptions,
  request: IncomingMessage,
  raw: Buffer,
  entry: Request,
): Promise<Reply> {
  const { world, limits } = options
  const { method, path } = entry
  const found = findRoute(method, path)
  if (found === undefined) {
    world.violations.push(`the double has no ${method} ${path}`)
    return { status: 404, body: { message: '404: Not Found', code: 0 } }
  }
  noteUserAgent(world, request)
  if (!found.route.isOpen && request.headers.authorization !== `Bot ${world.token}`) {
    return { status: 401, body: { message: '401: Unauthorized', code: 0 } }
  }
  const { channel_id, guild_id, webhook_token } = found.params
  const allowance = limits.count(
    method,
    found.route.path,
    channel_id ?? guild_id ?? webhook_token ?? '',
  )
  if (allowance.isExceeded) return tooMany(allowance.resetAfter, 'user')
  const overall = found.route.isOpen ? undefined : limits.countGlobally()
  if (overall?.isExceeded) return tooMany(overall.resetAfter, 'global')
  const answer = await handle(options, request, raw, entry, found)
  return { ...answer, headers: limitHeaders(allowance) }
}

async function handle(
  { world, checkBody }: ServerOptions,
  { url, headers }: IncomingMessage,
  raw: Buffer,
  entry: Request,
  { route, params }: Found,
): Promise<Answer> {
  try {
    refuse(badIds(params).map((at) => ({ at, message: `Value "${params[at]}" is not snowflake.` })))
    const { json, files } = await readBody(raw, headers['content-type'])
    Object.assign(entry, { body: json, files: files.size })
    refuse(checkBody(route.method, route.path, json))
    const query = new URL(url ?? '', world.url).searchParams
    return route.handle({ world, params, query, body: json, files })
  } catch (error) {
    if (!(error instanceof DiscordError)) {
      return { status: 500, body: { message: (error as Error).stack, code: 0 } }
    }
    if (error.isViolation) {
      const where = error.problems.map(({ at, message }) => `${at}: ${message}`)
      const what = [error.message, ...where].join('; ')
      world.violations.push(`${entry.method} ${entry.path}: ${what}`)
    }
    return { status: error.status, body: errorBody(error) }
  }
}

/** Discord blocks clients that do not say who they are. */
function noteUserAgent({ violations }: World, { headers }: IncomingMessage): void {
  const agent = headers['user-agent'] ?? ''
  if (!/^DiscordBot \(.+, .+\)/.test(agent)) violations.push(`user agent "${agent}" is no bot's`)
}

const limitHeaders = ({ limit, remaining, resetAfter, bucket }: Allowance) => ({
  'x-ratelimit-limit': String(limit),
  'x-ratelimit-remaining': String(remaining),
  'x-ratelimit-reset-after': resetAfter.toFixed(3),
  'x-ratelimit-reset': String(Date.now() / 1000 + resetAfter),
  'x-ratelimit-bucket': Buffer.from(bucket).toString('base64url').slice(0, 32),
})
