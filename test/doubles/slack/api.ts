import type { Arguments } from './body.ts'
import { SlackError } from './errors.ts'
import { methods } from './methods/index.ts'
import { demandScope, type OpenCall } from './methods/method.ts'
import type { CountCall } from './rate-limits.ts'
import type { Wire } from './rules/check.ts'
import type { Token, World } from './world.ts'

/** The call was one too many. */
export class RateLimited extends Error {
  readonly retryAfter: number

  constructor(retryAfter: number) {
    super('ratelimited')
    this.retryAfter = retryAfter
  }
}

/** Does what a method does. Throws SlackError and RateLimited. */
export function callMethod(
  world: World,
  name: string,
  given: Arguments,
  authorization: string | undefined,
  count: CountCall,
): Wire {
  const method = methods[name]
  if (method === undefined) throw new SlackError('unknown_method', [], { req_method: name })
  const known = [...method.arguments, 'token', 'team_id']
  for (const argument of Object.keys(given).filter((one) => !known.includes(one))) {
    world.violations.push(`${name} has no argument ${argument}`)
  }
  const call: OpenCall = { world, given, authorization }
  if (method.by === 'none') return method.handle(call)
  const value = tokenIn(given, authorization)
  if (method.by === 'app') {
    demandAppToken(world, value)
    return method.handle(call)
  }
  const token = findToken(world, value)
  if (method.scope) demandScope(token, method.scope)
  const wait = count(name, token.workspace.id, String(given.channel ?? ''))
  if (wait !== undefined) throw new RateLimited(wait)
  return method.handle({ ...call, token })
}

function tokenIn(given: Arguments, authorization: string | undefined): string {
  const value = /^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? given.token
  if (typeof value !== 'string' || value === '') throw new SlackError('not_authed')
  return value
}

function demandAppToken({ app, tokens }: World, value: string): void {
  if (value === app.appToken) return
  throw new SlackError(tokens.has(value) ? 'not_allowed_token_type' : 'invalid_auth')
}

export function findToken({ app, tokens }: World, value: string): Token {
  const token = tokens.get(value)
  if (token?.refusal) throw new SlackError(token.refusal)
  if (token) return token
  throw new SlackError(value === app.appToken ? 'not_allowed_token_type' : 'invalid_auth')
}
