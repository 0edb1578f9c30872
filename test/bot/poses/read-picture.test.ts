import sharp from 'sharp'
import { expect, test } from 'vitest'
import { readPicture } from '../../../bot/poses/read-picture.ts'

const red = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: 'red' } })

test.each(['png', 'jpeg', 'webp'] as const)('a %s becomes a PNG of its pixels', async (kind) => {
  const made = await readPicture(await red(40, 20).toFormat(kind).toBuffer())
  const { data, info } = await sharp(made).raw().toBuffer({ resolveWithObject: true })
  expect([info.format, info.width, info.height, info.channels]).toEqual(['raw', 40, 20, 3])
  expect(data[0]).toBeGreaterThan(250)
  expect((await sharp(made).metadata()).format).toBe('png')
})

test('what a camera wrote beside the pixels is gone, and the picture stands upright', async () => {
  const given = await red(40, 20)
    .jpeg()
    .withExif({ IFD0: { Copyright: 'a secret place', Orientation: '6' } })
    .withMetadata({ orientation: 6 })
    .toBuffer()
  expect(given.includes('a secret place')).toBe(true)
  const made = Buffer.from(await readPicture(given))
  expect(made.includes('a secret place')).toBe(false)
  const { width, height, exif, orientation } = await sharp(made).metadata()
  expect([width, height, exif, orientation]).toEqual([20, 40, undefined, undefined])
})

test('what can be seen through is black, large pictures are made smaller', async () => {
  const clear = { r: 255, g: 255, b: 255, alpha: 0 }
  const given = sharp({ create: { width: 3000, height: 1000, channels: 4, background: clear } })
  const { data, info } = await sharp(await readPicture(await given.png().toBuffer()))
    .raw()
    .toBuffer({ resolveWithObject: true })
  expect([info.width, info.height, data[0]]).toEqual([1536, 512, 0])
})

test('of several pages the first one counts', async () => {
  const pages = await sharp(Buffer.concat([await red(8, 8).raw().toBuffer(), Buffer.alloc(192)]), {
    raw: { width: 8, height: 16, channels: 3, pageHeight: 8 },
  })
    .webp({ loop: 0, delay: [10, 10], lossless: true })
    .toBuffer()
  expect((await sharp(pages).metadata()).pages).toBe(2)
  const { height, pages: left } = await sharp(await readPicture(pages)).metadata()
  expect([height, left]).toEqual([8, undefined])
})

const svg =
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'

test.each([
  ['nothing', () => Buffer.alloc(0)],
  ['text', () => Buffer.from('hello')],
  ['a drawing that can name other files', () => Buffer.from(svg)],
  ['a GIF', () => red(4, 4).gif().toBuffer()],
  ['a TIFF', () => red(4, 4).tiff().toBuffer()],
  [
    'a TIFF that begins like a JPEG',
    async () => Buffer.concat([Buffer.from('ffd8ff', 'hex'), await red(4, 4).tiff().toBuffer()]),
  ],
  ['half a PNG', async () => (await red(400, 400).png().toBuffer()).subarray(0, 200)],
] as const)('%s is no picture', async (_, make) => {
  await expect(readPicture(await make())).rejects.toMatchObject({
    code: 'no-picture',
    message: 'What was attached is no whole PNG, JPEG or WebP picture.',
  })
})

test('a small file of too many pixels is refused before they are unpacked', async () => {
  const bomb = await red(5001, 5000).png({ compressionLevel: 9 }).toBuffer()
  expect(bomb.length).toBeLessThan(300_000)
  await expect(readPicture(bomb)).rejects.toThrow('up to 25 million pixels')
})
