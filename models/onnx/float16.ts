/** IEEE half precision as bits in a Uint16Array: Node 20 has no Float16Array. */

const word = new Float32Array(1)
const bits = new Uint32Array(word.buffer)

/** Half precision bits of single precision values, rounded to nearest, ties to even. */
export const toFloat16 = (values: ArrayLike<number>): Uint16Array =>
  Uint16Array.from(values, halfBits)

/** Single precision values of half precision bits, exactly. */
export const fromFloat16 = (halves: Uint16Array): Float32Array =>
  Float32Array.from(halves, (half) => {
    const sign = half & 0x8000 ? -1 : 1
    const exponent = (half >>> 10) & 0x1f
    const fraction = half & 0x3ff
    if (exponent === 0) return sign * fraction * 2 ** -24
    if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN
    return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
  })

function halfBits(value: number): number {
  word[0] = value
  const sign = (bits[0] >>> 16) & 0x8000
  const magnitude = Math.abs(word[0])
  if (Number.isNaN(magnitude)) return sign | 0x7e00
  // 65520 is halfway between the largest half (65504) and the next power of two.
  if (magnitude >= 65520) return sign | 0x7c00
  if (magnitude < 2 ** -14) return sign | roundTiesToEven(magnitude * 2 ** 24)
  const exponent = ((bits[0] >>> 23) & 0xff) - 127
  // A fraction that rounds up to 1024 carries into the exponent, as it should.
  return sign | (((exponent + 15) << 10) + roundTiesToEven((magnitude / 2 ** exponent - 1) * 1024))
}

function roundTiesToEven(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  if (rest === 0.5) return floor + (floor % 2)
  return rest < 0.5 ? floor : floor + 1
}
