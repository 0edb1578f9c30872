import type { Files } from '../messages.ts'
import type { World } from '../world.ts'

/** A request whose body was checked against Discord's description. */
export interface Call {
  readonly world: World
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly body: unknown
  readonly files: Files
}

export interface Answer {
  readonly status: number
  readonly body?: unknown
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** As in Discord's description: `/channels/{channel_id}`. */
  readonly path: string
  /** Anybody may call it who knows the token in its path. */
  readonly isOpen?: boolean
  readonly handle: (call: Call) => Answer
}

export const ok = (body: unknown): Answer => ({ status: 200, body })
export const created = (body: unknown): Answer => ({ status: 201, body })
export const done: Answer = { status: 204 }
