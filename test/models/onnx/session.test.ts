import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSession, type Session } from '../../../models/onnx/session.ts'

const file = 'test/fixtures/onnx/border.onnx'
let session: Session

beforeAll(async () => {
  session = await openSession(file, { threads: 1 })
})
afterAll(() => session.close())

const feeds = {
  whole: { data: Int32Array.of(1, -2), dims: [2] },
  half: { data: Float32Array.of(0.5, 0.25), dims: [2] },
  single: { data: Float32Array.of(10, 20), dims: [2] },
}

test('numbers become what the model declares, and come back as float32', async () => {
  const { sum, twice, same } = await session.run(feeds, ['sum', 'twice', 'same'])
  expect(sum).toEqual({ data: Float32Array.of(11.5, 18.25), dims: [2] })
  expect(twice).toEqual({ data: Float32Array.of(1, 0.5), dims: [2] })
  expect(same).toEqual({ data: Float32Array.of(1, -2), dims: [2] })
})

test('what is held goes into another run as it is, in the type of the model', async () => {
  const { twice } = await session.hold(feeds, ['twice'])
  expect(twice.held.type).toBe('float16')
  const again = await session.run({ ...feeds, half: twice }, ['twice'])
  expect([...again.twice.data]).toEqual([2, 1])
})

test('whole numbers that are given as float32 become int64 too', async () => {
  const whole = { data: Float32Array.of(3, 4), dims: [2] }
  const { same } = await session.run({ ...feeds, whole }, ['same'])
  expect([...same.data]).toEqual([3, 4])
})

test('a missing input, an unknown input and an unknown output are named', async () => {
  const { single, ...others } = feeds
  await expect(session.run(others, ['sum'])).rejects.toThrow(`${file} needs the input single`)
  await expect(session.run({ ...feeds, extra: single }, ['sum'])).rejects.toThrow(
    `${file} has no input extra; its inputs are whole, half, single`,
  )
  await expect(session.run(feeds, ['noise'])).rejects.toThrow(
    `${file} has no output noise; its outputs are sum, twice, same`,
  )
})

test('a file that is no model is named', async () => {
  await expect(openSession('package.json', { threads: 1 })).rejects.toThrow(
    'cannot open the model package.json: ',
  )
})

test('a closed session runs no more and may be closed again', async () => {
  const closed = await openSession(file, { threads: 1 })
  await closed.close()
  await closed.close()
  await expect(closed.run(feeds, ['sum'])).rejects.toThrow(`${file} is closed`)
})
