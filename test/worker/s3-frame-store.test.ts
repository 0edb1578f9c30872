import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readFramesAddress } from '../../worker/frames-address.ts'
import { openFrameStore } from '../../worker/open-frame-store.ts'
import { s3FrameStore } from '../../worker/s3-frame-store.ts'
import { frameStoreContract } from '../contracts/frame-store.ts'
import { type S3Server, startS3 } from '../doubles/s3/server.ts'

let server: S3Server
let folders = 0

beforeAll(async () => {
  server = await startS3()
})
afterAll(() => server.stop())
beforeEach(() => {
  server.setAway(false)
  server.failNext(0, 500, '')
})

const addressOf = (bucket = 'troupe', more = '') => {
  folders += 1
  return `s3://${bucket}/t${folders}?endpoint=${server.endpoint}${more}`
}
const open = (url = addressOf(), key = server.key) => openFrameStore(url, key)
const bytes = new Uint8Array([1, 2, 3])

describe('pictures in a bucket', () => {
  frameStoreContract('S3', async () => open())

  test('stores of one bucket with different prefixes do not meet', async () => {
    const [here, there] = [open(), open()]
    await here.put('frames/a.png', bytes)
    expect(await there.get('frames/a.png')).toBeUndefined()
  })

  test('keys that climb are refused before anything is asked', async () => {
    const before = server.asked.length
    for (const key of ['', '../up.png', '/a', 'A.png']) {
      await expect(open().put(key, bytes), key).rejects.toThrow(RangeError)
      await expect(open().get(key), key).rejects.toThrow(RangeError)
    }
    expect(server.asked.length).toBe(before)
  })

  test('browsers fetch a picture by its signed address, and only that one', async () => {
    const url = addressOf('troupe', `&browsers=${server.endpoint}/`)
    const store = open(url)
    await store.put('frames/a.png', bytes)
    expect(store.direct?.origin).toBe(server.endpoint)
    const address = await store.direct!.addressOf('frames/a.png')
    const answer = await fetch(address)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('image/png')
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes)
    expect((await fetch(address.replace('a.png', 'b.png'))).status).toBe(403)
    expect((await fetch(address.replace(/\?.*/, ''))).status).toBe(403)
    expect(await store.direct!.addressOf('frames/a.png')).toBe(address)
    expect(open().direct).toBeUndefined()
  })

  test('an address is of no use twenty minutes after it was made', async () => {
    const where = readFramesAddress(addressOf('troupe', `&browsers=${server.endpoint}`))
    if (where.kind !== 'bucket') throw new Error('not a bucket')
    const old = s3FrameStore(where, server.key, { now: () => Date.now() - 31 * 60_000 })
    await old.put('a.png', bytes)
    expect((await fetch(await old.direct!.addressOf('a.png'))).status).toBe(403)
  })
})

describe('what can be wrong with a bucket', () => {
  const outages = async (store: ReturnType<typeof open>, expected: object) => {
    for (const act of [
      () => store.put('a.png', bytes),
      () => store.get('a.png'),
      () => store.checkRoom(),
    ]) {
      await expect(act()).rejects.toMatchObject({ name: 'Outage', ...expected })
    }
  }

  test('no such bucket, a key that nobody knows and a wrong secret are told apart', async () => {
    await outages(open(addressOf('nowhere')), {
      endsBy: 'settings',
      message: `The picture store ${server.endpoint} refuses FRAMES_URL: there is no bucket nowhere: create it, or name another.`,
    })
    await outages(open(addressOf(), { id: 'nobody', secret: 'x' }), {
      endsBy: 'settings',
      message: expect.stringContaining('does not know AWS_ACCESS_KEY_ID'),
    })
    await outages(open(addressOf(), { ...server.key, secret: 'wrong' }), {
      endsBy: 'settings',
      message: expect.stringContaining('AWS_SECRET_ACCESS_KEY is not the secret'),
    })
  })

  test('a store that is away for good is one sentence with the reason', async () => {
    const store = open(addressOf().replace(server.endpoint, 'http://127.0.0.1:1'))
    await outages(store, {
      endsBy: 'time',
      message: 'The picture store http://127.0.0.1:1 does not answer (ECONNREFUSED).',
    })
  })

  test('trouble that passes is not even noticed', async () => {
    const store = open()
    server.failNext(2, 503, 'SlowDown')
    await store.put('a.png', bytes)
    server.failNext(2, 500, 'InternalError')
    expect(new Uint8Array((await store.get('a.png'))!)).toEqual(bytes)
    server.setAway(true)
    const put = store.put('b.png', bytes)
    // Sooner than five tries are over, whose pauses are random.
    setTimeout(() => server.setAway(false), 20)
    await put
    expect(await store.get('b.png')).toBeDefined()
  })

  test('a full store is told as a full disk is', async () => {
    server.failNext(5, 507, 'XMinioStorageFull')
    await expect(open().put('a.png', bytes)).rejects.toMatchObject({ code: 'no-room' })
  })
})

describe('FRAMES_URL', () => {
  test('is read whole', () => {
    const url =
      's3://my-frames/a/b/?endpoint=http://minio:9000/&region=eu-1&browsers=https://p.example'
    expect(readFramesAddress(url)).toEqual({
      kind: 'bucket',
      bucket: 'my-frames',
      prefix: 'a/b/',
      endpoint: 'http://minio:9000',
      region: 'eu-1',
      browsers: 'https://p.example',
    })
    expect(readFramesAddress('s3://my-frames')).toMatchObject({ prefix: '', region: 'us-east-1' })
    expect(readFramesAddress('/srv/frames')).toEqual({ kind: 'folder', folder: '/srv/frames' })
    expect(readFramesAddress('file:///srv/frames')).toMatchObject({ folder: '/srv/frames' })
  })

  test.each([
    ['ftp://host/x', /^FRAMES_URL: ftp:\/\/ is not known: give a folder, file: or s3:\/\/$/],
    ['s3://', /^FRAMES_URL: bucket must be the name of a bucket/],
    ['s3://Big', /^FRAMES_URL: bucket must be/],
    ['s3://my-frames/Ä', /^FRAMES_URL: prefix must be/],
    ['s3://my-frames?endpoint=minio:9000', /^FRAMES_URL: endpoint must be an http/],
    ['s3://my-frames?end=http://x', /^FRAMES_URL: its query knows endpoint, region, browsers$/],
  ])('%s is told in one line', (url, line) => {
    expect(() => readFramesAddress(url)).toThrow(line)
  })
})
