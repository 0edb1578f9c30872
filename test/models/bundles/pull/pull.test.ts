import { readFile, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Part, readCatalogue } from '../../../../models/bundles/catalogue.ts'
import { readManifest, verifyFiles } from '../../../../models/bundles/manifest.ts'
import { openConnection } from '../../../../models/bundles/pull/connection.ts'
import {
  type PullSettings,
  pullBundle,
  pullParts,
  readPartRecord,
} from '../../../../models/bundles/pull/pull.ts'
import { verify } from '../../../../models/bundles/report/verify.ts'
import { modelFiles } from '../../../../models/bundles/requirements.ts'
import { tinyManifest, writeTinyBundle } from '../../../fixtures/bundle.ts'
import { gitBlob, newFolder, type PullWorld, pullWorld, sha256, weights } from './world.ts'

const large = weights(200_000)
const small = Buffer.from('{"layers": 2}')
let world: PullWorld
let folder: string
let told: string[]
beforeEach(async () => {
  world = await pullWorld()
  folder = await newFolder()
  told = []
  world.server.serve('/p/large.bin', { content: large })
  world.server.serve('/p/config.json', { content: small })
})
afterEach(() => world.close())

const settings = (changes: Partial<PullSettings> = {}): PullSettings => ({
  ...world.options,
  accepted: [],
  tell: (line) => told.push(line),
  ask: undefined,
  ...changes,
})
const at = (path: string) => `${world.server.url}${path}`

const part = (changes: Partial<Part> = {}): Part => ({
  id: 'dino',
  what: 'finds people',
  use: '--detector',
  chosen: true,
  licence: { name: 'Apache-2.0', url: 'https://example.org/licence', commercial: true },
  files: [
    { file: 'large.bin', address: at('/p/large.bin'), bytes: 200_000, sha256: sha256(large) },
    { file: 'config.json', address: at('/p/config.json'), bytes: 13, sha256: sha256(small) },
  ],
  ...changes,
})

test('a part is pulled, recorded, verified, and not pulled twice', async () => {
  const seen = new Map<string, number>()
  const onBytes = (file: string, bytes: number) => seen.set(file, bytes)
  await pullParts([part()], folder, settings({ onBytes }))
  // Side by side: whichever comes first.
  expect(Object.fromEntries(seen)).toEqual({ 'dino/large.bin': 200_000, 'dino/config.json': 13 })
  const record = await readPartRecord(join(folder, 'dino'))
  expect(record).toMatchObject({ part: 'dino', licence: { name: 'Apache-2.0' } })
  expect(record?.files.map(({ checkedAgainst }) => checkedAgainst)).toEqual(['us', 'us'])
  expect(await verify(join(folder, 'dino'))).toEqual({ checked: 2, problems: [] })

  world.server.asked.length = 0
  await pullParts([part()], folder, settings())
  expect(world.server.asked).toEqual([])
})

test('a pulled file that was spoiled is named, and pulled again', async () => {
  await pullParts([part()], folder, settings())
  const path = join(folder, 'dino/large.bin')
  await writeFile(path, weights(200_000, 5))
  const { problems } = await verify(join(folder, 'dino'))
  expect(problems).toEqual([expect.stringContaining(`${path} is damaged: its sha256`)])
  await pullParts([part()], folder, settings())
  expect((await readFile(path)).equals(large)).toBe(true)
})

test("without a checksum of ours the publisher's is taken, recorded as such and told", async () => {
  const headers = { 'x-linked-etag': `"${sha256(large)}"`, 'x-linked-size': '200000' }
  world.server.serve('/hub/large.bin', { content: large, redirect: at('/p/large.bin'), headers })
  world.server.serve('/hub/config.json', { content: small, etag: `"${gitBlob(small)}"` })
  const files = ['large.bin', 'config.json'].map((file) => ({ file, address: at(`/hub/${file}`) }))
  await pullParts([part({ files })], folder, settings())
  const record = await readPartRecord(join(folder, 'dino'))
  expect(record?.files.map(({ sha256 }) => sha256)).toEqual([sha256(large), sha256(small)])
  expect(record?.files.map((file) => file.checkedAgainst)).toEqual([
    'the publisher',
    'the publisher',
  ])
  expect(told.at(-1)).toBe(
    "dino: large.bin, config.json was compared with its server's own checksum, we know none",
  )
})

test('where nobody knows a checksum, nothing is pulled', async () => {
  world.server.serve('/p/plain', { content: small, etag: '"v1"' })
  const files = [{ file: 'plain', address: at('/p/plain') }]
  await expect(pullParts([part({ files })], folder, settings())).rejects.toThrow(
    /nobody knows the checksum of .*\/p\/plain/,
  )
  expect(world.server.asked).toEqual(['HEAD /p/plain'])
})

test('all files that cannot be had are named, the others are kept', async () => {
  const files = [
    { file: 'a', address: at('/none/a'), bytes: 1, sha256: sha256(small) },
    ...part().files,
    { file: 'b', address: at('/none/b'), bytes: 1, sha256: sha256(small) },
  ]
  const pulled = pullParts([part({ files })], folder, settings())
  await expect(pulled).rejects.toThrow(
    /^(?=[\s\S]*none\/a answered 404)(?=[\s\S]*none\/b answered 404)/,
  )
  expect(await readFile(join(folder, 'dino/large.bin'))).toHaveLength(200_000)
  expect(await readPartRecord(join(folder, 'dino'))).toBeUndefined()
})

test('a disk without room is told before anything is begun', async () => {
  const roomIn = async () => 150_000
  await expect(pullParts([part()], folder, settings({ roomIn }))).rejects.toThrow(
    /has room for 150000 bytes, and 200013 are to be pulled: nothing was begun/,
  )
  expect(world.server.asked).toEqual([])
})

test.skipIf(process.platform !== 'linux')('a disk that fills up on the way is told', async () => {
  await pullParts([part({ files: [part().files[1]!] })], folder, settings())
  // The kernel's own full disk: every write fails with ENOSPC.
  await symlink('/dev/full', join(folder, 'dino/large.bin.part'))
  await expect(pullParts([part()], folder, settings())).rejects.toThrow(
    /^The disk is full while writing .*large.bin.part. What was pulled is kept/,
  )
})

test('a mirror is asked instead, with the same paths', async () => {
  const files = part().files.map((file) => ({
    ...file,
    address: file.address.replace(world.server.url, 'https://huggingface.invalid'),
  }))
  await pullParts([part({ files })], folder, settings({ mirror: `${world.server.url}/` }))
  expect(world.server.asked.sort()).toEqual(['GET /p/config.json', 'GET /p/large.bin'])
})

test.each([
  ['the environment', (address: string) => openConnection({}, { HTTP_PROXY: address })],
  ['a setting', (address: string) => openConnection({ proxy: address }, {})],
])('a proxy of %s carries everything', async (_, open) => {
  const tunnels: string[] = []
  const proxy = createServer()
  proxy.on('connect', (request, socket, head) => {
    tunnels.push(request.url ?? '')
    const { port } = new URL(world.server.url)
    const target = connect(Number(port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      target.write(head)
      target.pipe(socket).pipe(target)
    })
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  const connection = open(address)
  const files = part().files.map((file) => ({
    ...file,
    address: file.address.replace(world.server.url, 'http://weights.invalid'),
  }))
  await pullParts([part({ files })], folder, settings({ connection }))
  expect(new Set(tunnels)).toEqual(new Set(['weights.invalid:80']))
  await connection.close()
  proxy.close()
})

test('a licence against commercial use is asked about, and never taken for granted', async () => {
  const bound = part({
    licence: { name: 'research only', url: 'https://example.org', commercial: false },
  })
  await expect(pullParts([bound], folder, settings())).rejects.toThrow(
    /dino was not pulled: its licence \(research only\).*--accept-licence dino/,
  )
  for (const answer of ['no', 'y', '']) {
    const ask = async () => answer
    await expect(pullParts([bound], folder, settings({ ask }))).rejects.toThrow('was not pulled')
  }
  expect(world.server.asked).toEqual([])
  const questions: string[] = []
  const ask = async (question: string) => {
    questions.push(question)
    return 'yes'
  }
  await pullParts([bound], folder, settings({ ask }))
  expect(questions).toHaveLength(1)
  await pullParts([bound], folder, settings({ accepted: ['dino'] }))
})

test('our catalogue is in order: pinned, https, and never for research only unasked', async () => {
  const { parts } = await readCatalogue()
  const files = parts.flatMap((part) => part.files)
  expect(files.every(({ address }) => /\/resolve\/[0-9a-f]{40}\//.test(address))).toBe(true)
  expect(files.every(({ file, address }) => address.endsWith(`/${file}`))).toBe(true)
  // Weights are compared with a checksum of ours; only small descriptions rest on the publisher's.
  const trusting = files.filter((file) => file.sha256 === undefined).map(({ file }) => file)
  expect(trusting.every((file) => file.endsWith('.json'))).toBe(true)
  expect(parts.filter((part) => !part.licence.commercial).map((part) => part.chosen)).toEqual([
    false,
  ])
})

test('a catalogue that pulls research-only weights unasked is refused', async () => {
  const file = join(folder, 'catalogue.json')
  const bound = part({ licence: { ...part().licence, commercial: false } })
  await writeFile(file, JSON.stringify({ format: 1, parts: [bound] }))
  await expect(readCatalogue(file)).rejects.toThrow(
    'not for commercial use is never pulled unasked',
  )
})

async function publishTinyBundle(change = {}): Promise<string> {
  const dir = await writeTinyBundle((manifest) => ({ ...manifest, ...change }))
  const manifest = await readFile(join(dir, 'bundle.json'))
  world.server.serve('/b/bundle.json', { content: manifest })
  const files = [...modelFiles(tinyManifest.networks).map(({ file }) => file), 'tokenizer.json']
  for (const file of files) {
    world.server.serve(`/b/${file}`, {
      content: await readFile(join(dir, file)),
      cutAfter: 50,
      cuts: 1,
    })
  }
  return at('/b/bundle.json')
}

test('a whole bundle is pulled by the address of its bundle.json, and verified', async () => {
  const address = await publishTinyBundle()
  await expect(pullBundle(address, folder, settings())).rejects.toThrow('tiny was not pulled')
  const dir = await pullBundle(address, folder, settings({ accepted: ['tiny'] }))
  expect(dir).toBe(join(folder, 'tiny'))
  await verifyFiles(await readManifest(dir), dir)
})

test.each([
  ['climbs out by its name', { name: '../up' }, 'has a name that cannot be a folder: ../up'],
  ['lacks a field', { family: '' }, 'is no bundle.json'],
])('a bundle.json that %s is refused', async (_, change, sentence) => {
  const address = await publishTinyBundle(change)
  await expect(pullBundle(address, folder, settings({ accepted: ['tiny'] }))).rejects.toThrow(
    sentence,
  )
})

test('a bundle with a missing file is no bundle afterwards', async () => {
  const address = await publishTinyBundle()
  world.server.serve('/b/layout.onnx', { content: small, statuses: [404] })
  const pulled = pullBundle(address, folder, settings({ accepted: ['tiny'] }))
  await expect(pulled).rejects.toThrow(/layout.onnx answered 404/)
  await expect(readManifest(join(folder, 'tiny'))).rejects.toThrow('no bundle in')
})
