/**
 * Reading protocol buffers without a schema: fields by number.
 * https://protobuf.dev/programming-guides/encoding/
 */

export interface Field {
  readonly number: number
  /** A number's value; 0 for a field of bytes. */
  readonly value: number
  /** The content of a field of bytes; empty for a number. */
  readonly bytes: Uint8Array
}

const nothing = new Uint8Array()

/** All fields of a message, in order. RangeError when it is none. */
export function fieldsOf(message: Uint8Array): Field[] {
  const fields: Field[] = []
  let at = 0
  const varint = (): number => {
    let value = 0
    for (let shift = 1; ; shift *= 128) {
      const byte = message[at++]
      if (byte === undefined || shift > 2 ** 63) throw new RangeError('a number has no end')
      value += (byte & 0x7f) * shift
      if (byte < 0x80) return value
    }
  }
  const skip = (length: number): Uint8Array => {
    at += length
    if (at > message.length) throw new RangeError('a field has no end')
    return message.subarray(at - length, at)
  }
  while (at < message.length) {
    const key = varint()
    const number = Math.floor(key / 8)
    switch (key % 8) {
      case 0:
        fields.push({ number, value: varint(), bytes: nothing })
        break
      case 1:
        skip(8)
        break
      case 2:
        fields.push({ number, value: 0, bytes: skip(varint()) })
        break
      case 5:
        skip(4)
        break
      default:
        throw new RangeError('not a protocol buffer')
    }
  }
  return fields
}

/** The whole numbers of a repeated field, packed or not. */
export function numbersOf(fields: readonly Field[], number: number): number[] {
  return fields
    .filter((field) => field.number === number)
    .flatMap(({ value, bytes }) => (bytes === nothing ? [value] : packed(bytes)))
}

/** The first text of this number. */
export function textOf(fields: readonly Field[], number: number): string | undefined {
  const found = fields.find((field) => field.number === number)
  return found && new TextDecoder().decode(found.bytes)
}

function packed(bytes: Uint8Array): number[] {
  const numbers: number[] = []
  let value = 0
  let shift = 1
  for (const byte of bytes) {
    value += (byte & 0x7f) * shift
    shift *= 128
    if (byte >= 0x80) continue
    numbers.push(value)
    value = 0
    shift = 1
  }
  return numbers
}
