import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { diskFrameStore } from '../../worker/frame-store.ts'
import { openFrameStore } from '../../worker/open-frame-store.ts'
import { frameStoreContract } from '../contracts/frame-store.ts'
import { memoryFrameStore } from '../fakes/memory-frame-store.ts'

const folders: string[] = []
async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'troupe-frames-'))
  folders.push(folder)
  return folder
}

afterAll(async () => {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true })))
})

frameStoreContract('disk', async () => diskFrameStore(await newFolder(), { reserveBytes: 1 }))
frameStoreContract('memory', async () => memoryFrameStore())

test('keys that climb, or that people could have written, are refused', async () => {
  const store = diskFrameStore(await newFolder())
  const keys = [
    '',
    '/etc/passwd',
    '../up.png',
    'a/../b',
    'a//b',
    'a/.',
    'A.png',
    'ä.png',
    'a b',
    'a\0',
  ]
  for (const key of keys) {
    await expect(store.put(key, new Uint8Array(1)), key).rejects.toThrow(RangeError)
    await expect(store.get(key), key).rejects.toThrow(RangeError)
    await expect(store.remove(key), key).rejects.toThrow(RangeError)
  }
})

test('without room new work is refused with a sentence', async () => {
  const store = diskFrameStore(await newFolder(), { reserveBytes: 2 ** 60 })
  await expect(store.checkRoom()).rejects.toMatchObject({ code: 'no-room', message: /no room/ })
})

test('no draft is left beside the pictures', async () => {
  const folder = await newFolder()
  const store = diskFrameStore(folder)
  await store.put('frames/f1.png', new Uint8Array(9))
  expect(await readdir(join(folder, 'frames'))).toEqual(['f1.png'])
})

test('a folder and a file: address open the same folder', async () => {
  const folder = await newFolder()
  await openFrameStore(pathToFileURL(folder).href, undefined).put('f1.png', new Uint8Array(3))
  expect((await openFrameStore(folder, undefined).get('f1.png'))?.byteLength).toBe(3)
})
