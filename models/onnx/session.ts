/** An ONNX model that is open: named tensors in, named float32 tensors out. */

import './no-telemetry.ts'
import { InferenceSession, Tensor as OnnxTensor } from 'onnxruntime-node'
import { type Tensor, tensor } from '../math/tensor.ts'
import { fromOnnx, toOnnx } from './dtype.ts'

/** A tensor on its way in; whole numbers are welcome where a model declares them. */
export interface Feed {
  readonly data: Float32Array | Int32Array
  readonly dims: readonly number[]
}

/** What one session hands to another: numbers of the model's own type, which nobody looks at. */
export interface Held {
  readonly held: OnnxTensor
}

export interface Session {
  /** What the model is called in errors: its file. */
  readonly name: string
  /** The names of all that it is fed. */
  readonly inputs: readonly string[]
  /** The names of all that it can answer. */
  readonly outputs: readonly string[]
  /** All outputs of one run. Error naming the model when an input or output is missing. */
  run<Output extends string>(
    feeds: Readonly<Record<string, Feed | Held>>,
    outputs: readonly Output[],
  ): Promise<Record<Output, Tensor>>
  /** As `run`, for another session: large results are not turned into float32 and back. */
  hold<Output extends string>(
    feeds: Readonly<Record<string, Feed>>,
    outputs: readonly Output[],
  ): Promise<Record<Output, Held>>
  /** Frees the model's memory; it cannot run again. */
  close(): Promise<void>
}

type Provider = string | { readonly name: string; readonly deviceId: number }

export interface SessionOptions {
  /** Threads inside one operator. */
  readonly threads: number
  /** Where to run, best first; what a machine does not have makes opening fail. */
  readonly executionProviders?: readonly Provider[]
  /** Gives memory back after every run instead of keeping it for the next: for what runs seldom and needs much. */
  readonly givesBack?: boolean
}

/** Opens a model file. Error naming the file when it is no model that the runtime understands. */
export async function openSession(
  file: string,
  { threads, executionProviders = ['cpu'], givesBack = false }: SessionOptions,
): Promise<Session> {
  const session = await create(file, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionProviders: [...executionProviders],
    enableCpuMemArena: !givesBack,
    // A pattern is one block for all of a run, kept for every size of batch.
    enableMemPattern: false,
    logSeverityLevel: 3,
  })
  const types = new Map(
    session.inputMetadata.map((input) => [input.name, input.isTensor ? input.type : 'none']),
  )
  let open = true
  const toInput = (name: string, feed: Feed | Held): OnnxTensor => {
    if ('held' in feed) return feed.held
    const type = types.get(name) as 'float32'
    return new OnnxTensor(type, toOnnx(feed.data, type) as Float32Array, feed.dims)
  }
  /** All outputs of one run, each as `read` gives it. */
  async function infer<Output extends string, Result>(
    feeds: Readonly<Record<string, Feed | Held>>,
    outputs: readonly Output[],
    read: (result: OnnxTensor) => Result,
  ): Promise<Record<Output, Result>> {
    if (!open) throw new Error(`${file} is closed`)
    requireNames(file, 'input', Object.keys(feeds), session.inputNames)
    requireNames(file, 'output', outputs, session.outputNames)
    const absent = session.inputNames.filter((name) => !(name in feeds))
    if (absent.length > 0) throw new Error(`${file} needs the input ${absent.join(', ')}`)
    const inputs = Object.entries(feeds).map(([name, feed]) => [name, toInput(name, feed)])
    const results = await session.run(Object.fromEntries(inputs), [...outputs])
    const found = outputs.map((name) => [name, read(results[name])])
    return Object.fromEntries(found) as Record<Output, Result>
  }
  return {
    name: file,
    inputs: session.inputNames,
    outputs: session.outputNames,
    run: (feeds, outputs) =>
      infer(feeds, outputs, ({ data, type, dims }) => tensor(fromOnnx(data, type), dims)),
    hold: (feeds, outputs) => infer(feeds, outputs, (held) => ({ held })),
    async close() {
      if (!open) return
      open = false
      await session.release()
    },
  }
}

async function create(file: string, options: InferenceSession.SessionOptions) {
  try {
    return await InferenceSession.create(file, options)
  } catch (cause) {
    throw new Error(`cannot open the model ${file}: ${(cause as Error).message}`, { cause })
  }
}

function requireNames(
  file: string,
  kind: 'input' | 'output',
  wanted: readonly string[],
  present: readonly string[],
): void {
  const missing = wanted.filter((name) => !present.includes(name))
  if (missing.length === 0) return
  throw new Error(
    `${file} has no ${kind} ${missing.join(', ')}; its ${kind}s are ${present.join(', ')}`,
  )
}
