import type { Artist, Hooks } from '../story/artist.ts'
import type { CallName, Calls } from './inference-messages.ts'
import { type ModelProcess, type ModelProcessOptions, startModelProcess } from './model-process.ts'

export interface Inference extends Artist {
  /**
   * Starts the model process now instead of at the first request. Rejects when it cannot, with
   * `ModelProcessDied` when another start may.
   */
  warm(): Promise<void>
}

/**
 * The artist in a process of its own, which may die without hurting anybody: its request rejects
 * with an ordinary Error, and the next one starts another process. Requests stand in line.
 */
export function openInference(options: ModelProcessOptions): Inference {
  let current: Promise<ModelProcess> | undefined
  let line: Promise<unknown> = Promise.resolve()
  let closed = false

  const start = (): Promise<ModelProcess> => {
    if (closed) return Promise.reject(new Error('the model process is closed'))
    const forget = (): void => {
      if (current === started) current = undefined
    }
    const started = startModelProcess(options)
    current = started
    started.then((model) => model.gone.then(forget), forget)
    return started
  }
  const ask = <Name extends CallName>(
    call: Name,
    request: Calls[Name]['request'],
    hooks: Hooks,
  ): Promise<Calls[Name]['result']> => {
    const turn = line.then(async () => {
      hooks.signal.throwIfAborted()
      const model = await (current ?? start())
      return model.ask(call, request, hooks)
    })
    line = turn.catch(() => undefined)
    return turn
  }

  return {
    drawPortraits: (request, hooks) => ask('drawPortraits', request, hooks),
    gather: (request, hooks) => ask('gather', request, hooks),
    draw: (request, hooks) => ask('draw', request, hooks),
    async warm() {
      await (current ?? start())
    },
    async close() {
      closed = true
      const model = await current?.catch(() => undefined)
      await model?.close()
    },
  }
}
