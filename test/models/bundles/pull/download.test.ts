import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type DownloadOptions, download } from '../../../../models/bundles/pull/download.ts'
import type { Served } from '../../../doubles/file-server.ts'
import { gitBlob, newFolder, type PullWorld, pullWorld, sha256, weights } from './world.ts'

const content = weights(300_000)
let world: PullWorld
let folder: string
beforeEach(async () => {
  world = await pullWorld()
  folder = await newFolder()
})
afterEach(() => world.close())

const expected = {
  bytes: content.length,
  checksum: { kind: 'sha256', value: sha256(content) },
} as const

const get = (served: Partial<Served> = {}, options: Partial<DownloadOptions> = {}) => {
  world.server.serve('/w', { content, ...served })
  const wanted = { address: `${world.server.url}/w`, path: join(folder, 'w.onnx'), ...expected }
  return download(wanted, { ...world.options, ...options })
}
const pulled = async () => {
  expect(await readdir(folder)).toEqual(['w.onnx'])
  expect((await readFile(join(folder, 'w.onnx'))).equals(content)).toBe(true)
}

test('a file comes whole, under its name only when it is whole', async () => {
  const seen: number[] = []
  await get({}, { onBytes: (bytes) => seen.push(bytes) })
  await pulled()
  expect(seen[0]).toBe(0)
  expect(seen.at(-1)).toBe(300_000)
})

test('cut connections go on where they stopped, and waits do not grow while something comes', async () => {
  await get({ cutAfter: 80_000, cuts: 3 })
  await pulled()
  expect(world.server.asked).toHaveLength(4)
  const starts = world.server.asked.map((line) => Number(/^GET \/w (\d+)-$/.exec(line)?.[1] ?? 0))
  expect(starts).toEqual([...starts].sort((a, b) => a - b))
  expect(starts[3]).toBeGreaterThan(starts[1]!)
  expect(starts[1]).toBeGreaterThan(0)
  expect(world.waits).toEqual([500, 500, 500])
})

test('a later pull goes on with the part of an earlier one', async () => {
  const stop = new AbortController()
  const onBytes = (bytes: number) => bytes > 100_000 && stop.abort(new Error('Ctrl-C'))
  await expect(get({}, { signal: stop.signal, onBytes })).rejects.toThrow('Ctrl-C')
  expect((await readdir(folder)).sort()).toEqual(['w.onnx.part', 'w.onnx.part.etag'])
  const { length } = await readFile(join(folder, 'w.onnx.part'))
  expect(length).toBeGreaterThan(100_000)
  await get()
  await pulled()
  expect(world.server.asked).toEqual(['GET /w', `GET /w ${length}-`])
})

test('a server that ignores ranges sends all of it again', async () => {
  await get({ cutAfter: 100_000, cuts: 1, ignoresRange: true })
  await pulled()
  expect(world.server.asked[1]).toMatch(/^GET \/w \d+-$/)
  expect(world.server.asked).toHaveLength(2)
})

test('a part of another version is not continued: If-Range', async () => {
  await writeFile(join(folder, 'w.onnx.part'), weights(1000, 9))
  await writeFile(join(folder, 'w.onnx.part.etag'), '"old"')
  await get()
  await pulled()
  expect(world.server.asked).toEqual(['GET /w 1000-'])
})

test('without a tag the checksum finds a wrong part, and it begins anew', async () => {
  await writeFile(join(folder, 'w.onnx.part'), weights(1000, 9))
  await get({ etag: 'W/"weak"' })
  await pulled()
  expect(world.server.asked).toEqual(['GET /w 1000-', 'GET /w'])
})

test('a part that is longer than the file is thrown away', async () => {
  await writeFile(join(folder, 'w.onnx.part'), weights(400_000, 9))
  await get()
  await pulled()
})

test('redirects are followed, to a host that takes ranges', async () => {
  world.server.serve('/cdn', { content, cutAfter: 70_000, cuts: 1 })
  await get({ redirect: `${world.server.url}/cdn` })
  await pulled()
  expect(world.server.asked.at(-1)).toMatch(/^GET \/cdn \d+-$/)
})

test('a busy server is tried again', async () => {
  await get({ statuses: [503, 429] })
  await pulled()
  expect(world.waits).toEqual([1000, 2000])
})

test('a file known by its git object id is compared with that', async () => {
  world.server.serve('/c', { content })
  const checksum = { kind: 'git-blob', value: gitBlob(content) } as const
  const wanted = { address: `${world.server.url}/c`, path: join(folder, 'w.onnx'), bytes: 300_000 }
  await download({ ...wanted, checksum }, world.options)
  await pulled()
})

describe('what cannot be had is told, and nothing has the name of a whole file', () => {
  const wrong = weights(300_000, 2)
  test.each<[string, Partial<Served>, RegExp]>([
    ['other content', { content: wrong }, /is not the file that was expected: its checksum/],
    ['another size', { content: wrong.subarray(5) }, /has 299995 bytes instead of 300000/],
    ['a lie about the size', { saysBytes: 300_001 }, /has 300001 bytes instead of 300000/],
    ['more than is due', { surplus: 70_000 }, /sends more than the 300000 bytes/],
    ['a missing file', { statuses: [404] }, /\/w answered 404$/],
    ['a gated file', { statuses: [403] }, /\/w answered 403$/],
    [
      'a sick server',
      { statuses: Array(9).fill(500) },
      /stopped at 0 of .* the server answered 500/,
    ],
    ['one that only cuts', { cutAfter: 0, cuts: 99 }, /stopped at 0 of 300000 bytes, 5 times/],
  ])('%s', async (_, served, sentence) => {
    await expect(get(served)).rejects.toThrow(sentence)
    expect(await readdir(folder)).not.toContain('w.onnx')
  })
})

test('a server that falls silent is left, and what came is kept', async () => {
  await world.close()
  world = await pullWorld(200)
  await expect(get({ silentAfter: 1000 }, { tries: 1 })).rejects.toThrow(/pull again to go on/)
  expect(await readFile(join(folder, 'w.onnx.part'))).toHaveLength(1000)
})

test('who stops it gets their own reason', async () => {
  await expect(get({}, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow(
    'enough',
  )
})
