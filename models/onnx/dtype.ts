/** Number types at the border: float32 inside the project, whatever a model declares outside. */

import { fromFloat16, toFloat16 } from './float16.ts'

export type OnnxData = Float32Array | Int32Array | BigInt64Array | Uint16Array

/** `values` as the array that an input of this ONNX type wants. Error for other types. */
export function toOnnx(values: Float32Array | Int32Array, type: string): OnnxData {
  switch (type) {
    case 'float32':
      return values instanceof Float32Array ? values : Float32Array.from(values)
    case 'float16':
      return toFloat16(values)
    case 'int64':
      return BigInt64Array.from(Array.from(values, BigInt))
    case 'int32':
      return values instanceof Int32Array ? values : Int32Array.from(values)
    default:
      throw new Error(`cannot feed a model numbers of type ${type}`)
  }
}

/** What a model put out, as float32. Error for types that are not numbers of these four kinds. */
export function fromOnnx(values: unknown, type: string): Float32Array {
  if (type === 'float32' && values instanceof Float32Array) return values
  if (type === 'float16' && values instanceof Uint16Array) return fromFloat16(values)
  if (type === 'int64' && values instanceof BigInt64Array) return Float32Array.from(values, Number)
  if (type === 'int32' && values instanceof Int32Array) return Float32Array.from(values)
  throw new Error(`cannot read numbers of type ${type} from a model`)
}
