/** How large a model's weights are, read from its graph without opening it in a runtime. */

import { readFile } from 'node:fs/promises'
import { type Field, fieldsOf, numbersOf, textOf } from './protobuf.ts'

export interface Weights {
  /** Bytes that the weights take in memory, as they are stored. */
  readonly bytes: number
  /** Bytes by type of number, in ONNX' names. */
  readonly types: Readonly<Record<string, number>>
  /** Files beside the model that hold some of them. */
  readonly files: readonly string[]
}

/** TensorProto.DataType of onnx.proto: name and bits of an element. */
const dataTypes: Readonly<Record<number, readonly [string, number]>> = {
  1: ['float32', 32],
  2: ['uint8', 8],
  3: ['int8', 8],
  4: ['uint16', 16],
  5: ['int16', 16],
  6: ['int32', 32],
  7: ['int64', 64],
  9: ['bool', 8],
  10: ['float16', 16],
  11: ['float64', 64],
  12: ['uint32', 32],
  13: ['uint64', 64],
  16: ['bfloat16', 16],
  21: ['uint4', 4],
  22: ['int4', 4],
}

// Field numbers of onnx.proto.
const modelGraph = 7
const graphNode = 1
const graphInitializer = 5
const nodeAttribute = 5
const attributeTensor = 5
const tensor = { dims: 1, type: 2, external: 13 }

/** Weights of an .onnx file: its initializers, and constants among its nodes. Error when it is none. */
export async function weightsOf(file: string): Promise<Weights> {
  const bytes: Record<string, number> = {}
  const files = new Set<string>()
  for (const fields of tensorsOf(file, await readFile(file))) {
    const [name, bits] = dataTypes[Number(numbersOf(fields, tensor.type)[0])] ?? ['other', 8]
    const elements = numbersOf(fields, tensor.dims).reduce((product, dim) => product * dim, 1)
    bytes[name] = (bytes[name] ?? 0) + Math.ceil((elements * bits) / 8)
    for (const entry of fields.filter((field) => field.number === tensor.external)) {
      const [key, value] = [1, 2].map((number) => textOf(fieldsOf(entry.bytes), number))
      if (key === 'location' && value !== undefined) files.add(value)
    }
  }
  const sum = Object.values(bytes).reduce((total, some) => total + some, 0)
  return { bytes: sum, types: bytes, files: [...files] }
}

function tensorsOf(file: string, content: Uint8Array): Field[][] {
  const inside = (fields: readonly Field[], number: number): Field[][] =>
    fields.filter((field) => field.number === number).map((field) => fieldsOf(field.bytes))
  try {
    const graphs = inside(fieldsOf(content), modelGraph)
    if (graphs.length === 0) throw new RangeError('no graph in it')
    return graphs.flatMap((graph) => [
      ...inside(graph, graphInitializer),
      ...inside(graph, graphNode)
        .flatMap((node) => inside(node, nodeAttribute))
        .flatMap((attribute) => inside(attribute, attributeTensor)),
    ])
  } catch (cause) {
    throw new Error(`${file} is no ONNX model: ${(cause as Error).message}`, { cause })
  }
}
