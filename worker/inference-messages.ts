import { OutOfMemory } from '../models/onnx/memory-error.ts'
import type {
  Discovery,
  Drawing,
  DrawnPortraits,
  DrawRequest,
  GatherRequest,
  PortraitsRequest,
  Progress,
} from '../story/artist.ts'
import { UserError, type UserErrorCode } from '../story/errors.ts'

/** What the worker may ask of its model process: the request and the result of each call. */
export interface Calls {
  readonly drawPortraits: { readonly request: PortraitsRequest; readonly result: DrawnPortraits }
  readonly gather: { readonly request: GatherRequest; readonly result: Discovery }
  readonly draw: { readonly request: DrawRequest; readonly result: Drawing }
}
export type CallName = keyof Calls

/** From the worker to the model process. */
export type ToModel =
  | {
      [Name in CallName]: {
        readonly kind: 'ask'
        readonly call: Name
        readonly id: number
        readonly request: Calls[Name]['request']
      }
    }[CallName]
  | { readonly kind: 'stop'; readonly id: number }

/** From the model process to the worker. */
export type FromModel =
  | { readonly kind: 'ready' }
  | { readonly kind: 'memory'; readonly bytes: number }
  | { readonly kind: 'broken'; readonly failure: Failure }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly kind: 'done'; readonly id: number; readonly result: Calls[CallName]['result'] }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: Failure }

/** An error on its way between two processes. */
export interface Failure {
  /** A UserError's code; undefined for every other error. */
  readonly code: UserErrorCode | undefined
  readonly message: string
  readonly stack: string | undefined
}

const noMemory =
  'There was not enough memory to draw this. Whoever runs Troupe finds help in docs/gpu.md.'

export const toFailure = (error: unknown): Failure => ({
  code:
    error instanceof UserError
      ? error.code
      : error instanceof OutOfMemory
        ? 'cannot-draw'
        : undefined,
  message:
    error instanceof OutOfMemory
      ? noMemory
      : error instanceof Error
        ? error.message
        : String(error),
  stack: error instanceof Error ? error.stack : undefined,
})

export function fromFailure({ code, message, stack }: Failure): Error {
  if (code !== undefined) return new UserError(code, message)
  const error = new Error(message)
  if (stack !== undefined) error.stack = stack
  return error
}
