import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { drawingFlags, drawingProgram } from '../models/drawing-process.ts'
import type { Hooks } from '../story/artist.ts'
import { type CallName, type Calls, type FromModel, fromFailure } from './inference-messages.ts'
import type { Log } from './log.ts'

export interface ModelProcessOptions {
  /** The program that the process runs, and its arguments. */
  readonly script: URL
  readonly args: readonly string[]
  readonly log: Log
  /** Hears how many bytes the process holds, from time to time. */
  readonly onMemory?: (bytes: number) => void
  /** How long it may take to open its models, in milliseconds. */
  readonly startMs?: number
  /** A process that draws and is silent this long is killed, in milliseconds. */
  readonly silenceMs?: number
  /** How long it may take to stop when asked, in milliseconds. */
  readonly graceMs?: number
}

export interface ModelProcess {
  readonly pid: number | undefined
  /** One request at a time. Rejects when the process dies, and with the signal's reason. */
  ask<Name extends CallName>(
    call: Name,
    request: Calls[Name]['request'],
    hooks: Hooks,
  ): Promise<Calls[Name]['result']>
  /** Lets the process end, at the latest after the grace. */
  close(): Promise<void>
  /** Resolves when the process is gone. */
  readonly gone: Promise<void>
}

/** It ended before its work was done: somebody killed it, or it crashed. Says nothing of the models. */
export class ModelProcessDied extends Error {}

function tellLines(child: ChildProcess, log: Log): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue
    createInterface({ input: stream }).on('line', (line) => log.warn({ line }, 'model process'))
  }
}

/** Starts a model process and waits until it is ready. Rejects when it is broken, or silent. */
export async function startModelProcess({
  script,
  args,
  log,
  onMemory = () => {},
  startMs = 300_000,
  silenceMs = 120_000,
  graceMs = 10_000,
}: ModelProcessOptions): Promise<ModelProcess> {
  const [file, ...first] = drawingProgram(fileURLToPath(script))
  const child = fork(file, [...first, ...args], {
    serialization: 'advanced',
    execArgv: [...drawingFlags],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  tellLines(child, log)

  let listener: ((message: FromModel) => void) | undefined
  let fail: ((error: Error) => void) | undefined
  let silence: NodeJS.Timeout | undefined
  let verdict: string | undefined
  let lastId = 0

  const expectWord = (withinMs: number): void => {
    clearTimeout(silence)
    silence = setTimeout(() => {
      verdict = `was silent for ${withinMs / 1000} s`
      child.kill('SIGKILL')
    }, withinMs)
  }
  /** Hands messages to what `begin` returns until it settles, or the process is gone. */
  const listen = <T>(
    withinMs: number,
    begin: (resolve: (value: T) => void, reject: (error: unknown) => void) => typeof listener,
  ): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      fail = reject
      expectWord(withinMs)
      listener = begin(resolve, reject)
    }).finally(() => {
      clearTimeout(silence)
      listener = undefined
      fail = undefined
    })

  child.on('message', (message: FromModel) => {
    // A timer's word, no sign that it gets on with its work.
    if (message.kind === 'memory') return onMemory(message.bytes)
    if (listener === undefined) return
    expectWord(silenceMs)
    listener(message)
  })
  child.on('error', (error) => fail?.(error))
  const gone = once(child, 'exit').then(([code, signal]) => {
    const how = verdict ?? `died (${signal ?? `exit code ${code}`})`
    fail?.(new ModelProcessDied(`the model process ${how}`))
  })

  await listen<void>(startMs, (resolve, reject) => (message) => {
    if (message.kind === 'ready') resolve()
    if (message.kind === 'broken') reject(fromFailure(message.failure))
  }).catch((error: unknown) => {
    child.kill('SIGKILL')
    throw error
  })

  return {
    pid: child.pid,
    gone,
    async ask(call, request, { onProgress, signal }) {
      signal.throwIfAborted()
      if (!child.connected) throw new Error('the model process is gone')
      lastId += 1
      const id = lastId
      let grace: NodeJS.Timeout | undefined
      const stop = (): void => {
        if (child.connected) child.send({ kind: 'stop', id })
        grace = setTimeout(() => child.kill('SIGKILL'), graceMs)
      }
      signal.addEventListener('abort', stop, { once: true })
      try {
        return await listen<Calls[typeof call]['result']>(silenceMs, (resolve, reject) => {
          child.send({ kind: 'ask', call, id, request })
          return (message) => {
            if (!('id' in message) || message.id !== id) return
            if (message.kind === 'progress') onProgress(message.progress)
            if (message.kind === 'done') resolve(message.result as Calls[typeof call]['result'])
            if (message.kind === 'failed') reject(fromFailure(message.failure))
          }
        })
      } catch (error) {
        throw signal.aborted ? signal.reason : error
      } finally {
        clearTimeout(grace)
        signal.removeEventListener('abort', stop)
      }
    },
    async close() {
      if (child.connected) child.disconnect()
      const deadline = setTimeout(() => child.kill('SIGKILL'), graceMs)
      await gone
      clearTimeout(deadline)
    },
  }
}
