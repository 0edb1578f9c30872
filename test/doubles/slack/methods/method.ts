import type { Arguments } from '../body.ts'
import { SlackError } from '../errors.ts'
import type { Wire } from '../rules/check.ts'
import type { Channel, Token, World } from '../world.ts'

/** A call of the Web API. */
export interface OpenCall {
  readonly world: World
  readonly given: Arguments
  readonly authorization: string | undefined
}

/** One with the good token of a workspace. */
export interface Call extends OpenCall {
  readonly token: Token
}

/** What a method takes, and what it answers beside `ok`. */
type Method =
  | {
      readonly by: 'bot'
      readonly scope?: string
      readonly arguments: readonly string[]
      readonly handle: (call: Call) => Wire
    }
  | OpenMethod<'app'>
  | OpenMethod<'none'>

/** One that takes an app-level token, or none. */
interface OpenMethod<By> {
  readonly by: By
  readonly arguments: readonly string[]
  readonly handle: (call: OpenCall) => Wire
}

export type Methods = Readonly<Record<string, Method>>

export function demandScope({ scopes }: Token, needed: string): void {
  if (scopes.includes(needed)) return
  throw new SlackError('missing_scope', [], { needed, provided: scopes.join(',') })
}

const families = { public: 'channels', private: 'groups', im: 'im' } as const

/** The scope that a kind of conversation asks for: `channels:read`, `im:history`. */
export const scopeFor = ({ kind }: Channel, right: string): string => `${families[kind]}:${right}`

/** One page of a list, and where the next one begins. */
export function page<One>(
  all: readonly One[],
  given: Arguments,
  usual: number,
  most: number,
): { readonly items: readonly One[]; readonly rest: Wire } {
  const limit = Number(given.limit ?? usual)
  if (!Number.isInteger(limit) || limit < 1 || limit > most) throw new SlackError('invalid_limit')
  const start = given.cursor ? Number(Buffer.from(String(given.cursor), 'base64url')) : 0
  if (!Number.isInteger(start)) throw new SlackError('invalid_cursor')
  const items = all.slice(start, start + limit)
  const hasMore = start + limit < all.length
  const next_cursor = hasMore ? Buffer.from(String(start + limit)).toString('base64url') : ''
  return { items, rest: { has_more: hasMore, response_metadata: { next_cursor } } }
}
