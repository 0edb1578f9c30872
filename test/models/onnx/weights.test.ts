import { statSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fieldsOf, numbersOf, textOf } from '../../../models/onnx/protobuf.ts'
import { weightsOf } from '../../../models/onnx/weights.ts'

test('weights of a real graph are counted by type', async () => {
  const file = 'models/bundles/storybook/denoiser.onnx'
  const { bytes, types, files } = await weightsOf(file)
  expect(bytes / statSync(file).size).toBeGreaterThan(0.95)
  expect(bytes / statSync(file).size).toBeLessThan(1)
  expect(Object.values(types).reduce((sum, some) => sum + some, 0)).toBe(bytes)
  expect(types.other).toBeUndefined()
  expect(files).toEqual([])
})

const bytes = (...values: number[]) => Uint8Array.from(values)
const field = (number: number, ...content: number[]) => [number * 8 + 2, content.length, ...content]
const text = (value: string) => [...new TextEncoder().encode(value)]

test('weights outside the file are counted by their shape, and their file is named', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'weights-'))
  const location = [...field(1, ...text('location')), ...field(2, ...text('weights.bin'))]
  // dims 3 and 300 (0xac 0x02), float16, stored elsewhere.
  const tensor = [8, 3, 8, 0xac, 0x02, 16, 10, ...field(13, ...location)]
  await writeFile(`${dir}/m.onnx`, bytes(...field(7, ...field(5, ...tensor))))
  expect(await weightsOf(`${dir}/m.onnx`)).toEqual({
    bytes: 1800,
    types: { float16: 1800 },
    files: ['weights.bin'],
  })
})

test('what is no model is named', async () => {
  await expect(weightsOf('package.json')).rejects.toThrow('package.json is no ONNX model: ')
})

test('fields are read by number, packed or not; what ends too early is refused', () => {
  const fields = fieldsOf(bytes(8, 1, 8, 0x80, 1, ...field(1, 5, 0x80, 2), ...field(2, 104, 105)))
  expect(numbersOf(fields, 1)).toEqual([1, 128, 5, 256])
  expect(textOf(fields, 2)).toBe('hi')
  expect(textOf(fields, 3)).toBeUndefined()
  for (const broken of [bytes(8), bytes(10, 5, 1), bytes(8, 0x80)]) {
    expect(() => fieldsOf(broken)).toThrow(RangeError)
  }
})
