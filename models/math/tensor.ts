/** Tensors: a flat Float32Array in row-major order with its dims, and functions over it. */

export interface Tensor {
  readonly data: Float32Array
  readonly dims: readonly number[]
}

/** The number of elements of a tensor with these dims; 1 for a scalar's empty dims. */
export const sizeOf = (dims: readonly number[]): number =>
  dims.reduce((size, length) => size * length, 1)

/** A tensor over `data`, not copied. RangeError when dims are no sizes or disagree with data. */
export function tensor(data: Float32Array, dims: readonly number[]): Tensor {
  if (dims.some((length) => !Number.isInteger(length) || length < 0)) {
    throw new RangeError(`tensor dims must be whole numbers, got ${show(dims)}`)
  }
  if (sizeOf(dims) !== data.length) {
    throw new RangeError(
      `tensor of dims ${show(dims)} needs ${sizeOf(dims)} values, got ${data.length}`,
    )
  }
  return { data, dims: [...dims] }
}

export const zeros = (dims: readonly number[]): Tensor =>
  tensor(new Float32Array(sizeOf(dims)), dims)

/** RangeError naming both dims unless they are equal. */
export function requireSameDims(operation: string, a: Tensor, b: Tensor): void {
  if (a.dims.length !== b.dims.length || a.dims.some((length, axis) => length !== b.dims[axis])) {
    throw new RangeError(`${operation} needs equal dims, got ${show(a.dims)} and ${show(b.dims)}`)
  }
}

export const add = (a: Tensor, b: Tensor): Tensor => pointwise('add', a, b, (x, y) => x + y)

export const subtract = (a: Tensor, b: Tensor): Tensor =>
  pointwise('subtract', a, b, (x, y) => x - y)

export const multiply = (a: Tensor, b: Tensor): Tensor =>
  pointwise('multiply', a, b, (x, y) => x * y)

/** factorA * a + factorB * b, each element computed in double precision. */
export const combine = (factorA: number, a: Tensor, factorB: number, b: Tensor): Tensor =>
  pointwise('combine', a, b, (x, y) => factorA * x + factorB * y)

export const scale = (a: Tensor, factor: number): Tensor =>
  tensor(
    a.data.map((x) => x * factor),
    a.dims,
  )

/** Tensors one after another along dim 0. RangeError when there are none or other dims differ. */
export function concat(tensors: readonly Tensor[]): Tensor {
  const [first] = tensors
  if (first === undefined) throw new RangeError('concat needs at least one tensor')
  const data = new Float32Array(tensors.reduce((size, part) => size + part.data.length, 0))
  let rows = 0
  let offset = 0
  for (const part of tensors) {
    if (part.dims.length === 0 || show(part.dims.slice(1)) !== show(first.dims.slice(1))) {
      throw new RangeError(
        `concat needs equal dims after dim 0, got ${show(first.dims)} and ${show(part.dims)}`,
      )
    }
    data.set(part.data, offset)
    offset += part.data.length
    rows += part.dims[0]
  }
  return tensor(data, [rows, ...first.dims.slice(1)])
}

/** Rows from..to-1 of dim 0, not copied. RangeError when they are not rows of the tensor. */
export function slice(a: Tensor, from: number, to: number): Tensor {
  const [rows, ...rest] = a.dims
  const whole = Number.isInteger(from) && Number.isInteger(to)
  if (rows === undefined || !whole || from < 0 || to < from || to > rows) {
    throw new RangeError(`slice ${from}..${to} is outside dim 0 of ${show(a.dims)}`)
  }
  const size = sizeOf(rest)
  return tensor(a.data.subarray(from * size, to * size), [to - from, ...rest])
}

function pointwise(
  operation: string,
  a: Tensor,
  b: Tensor,
  apply: (x: number, y: number) => number,
): Tensor {
  requireSameDims(operation, a, b)
  const data = new Float32Array(a.data.length)
  for (let i = 0; i < data.length; i++) data[i] = apply(a.data[i], b.data[i])
  return tensor(data, a.dims)
}

const show = (dims: readonly number[]): string => `[${dims.join(', ')}]`
