/** An ONNX model that is open: named tensors in, named float32 tensors out. */

import { InferenceSession, Tensor as OnnxTensor } from 'onnxruntime-node'
import { type Tensor, tensor } from '../math/tensor.ts'
import { fromOnnx, toOnnx } from './dtype.ts'

/** A tensor on its way in; whole numbers are welcome where a model declares them. */
export interface Feed {
  readonly data: Float32Array | Int32Array
  readonly dims: readonly number[]
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
    feeds: Readonly<Record<string, Feed>>,
    outputs: readonly Output[],
  ): Promise<Record<Output, Tensor>>
  /** Frees the model's memory; it cannot run again. */
  close(): Promise<void>
}

type Provider = string | { readonly name: string; readonly deviceId: number }

export interface SessionOptions {
  /** Threads inside one operator. */
  readonly threads: number
  /** Where to run, best first; what a machine does not have makes opening fail. */
  readonly executionProviders?: readonly Provider[]
}

/** Opens a model file. Error naming the file when it is no model that the runtime understands. */
export async function openSession(
  file: string,
  { threads, executionProviders = ['cpu'] }: SessionOptions,
): Promise<Session> {
  const session = await create(file, threads, executionProviders)
  const types = new Map(
    session.inputMetadata.map((input) => [input.name, input.isTensor ? input.type : 'none']),
  )
  let open = true
  return {
    name: file,
    inputs: session.inputNames,
    outputs: session.outputNames,
    async run(feeds, outputs) {
      if (!open) throw new Error(`${file} is closed`)
      requireNames(file, 'input', Object.keys(feeds), session.inputNames)
      requireNames(file, 'output', outputs, session.outputNames)
      const absent = session.inputNames.filter((name) => !(name in feeds))
      if (absent.length > 0) throw new Error(`${file} needs the input ${absent.join(', ')}`)
      const inputs = Object.entries(feeds).map(([name, { data, dims }]) => {
        const type = types.get(name) as 'float32'
        return [name, new OnnxTensor(type, toOnnx(data, type) as Float32Array, dims)] as const
      })
      const results = await session.run(Object.fromEntries(inputs), [...outputs])
      return Object.fromEntries(
        outputs.map((name) => {
          const { data, type, dims } = results[name]
          return [name, tensor(fromOnnx(data, type), dims)]
        }),
      ) as Record<(typeof outputs)[number], Tensor>
    },
    async close() {
      if (!open) return
      open = false
      await session.release()
    },
  }
}

async function create(file: string, threads: number, executionProviders: readonly Provider[]) {
  try {
    return await InferenceSession.create(file, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionProviders: [...executionProviders],
      logSeverityLevel: 3,
    })
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
