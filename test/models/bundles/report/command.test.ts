/** `npm run bundle` as people run it: another process, its words and its exit code. */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startFileServer } from '../../../doubles/file-server.ts'
import { writeTinyBundle } from '../../../fixtures/bundle.ts'
import { newFolder } from '../pull/world.ts'

async function run(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn('node_modules/.bin/tsx', ['models/bundles/main.ts', ...args], {
    env: { ...process.env, BUNDLE: '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text))
  const [code] = await once(child, 'close')
  return { code: code as number, said }
}

test('list shows what is here, info and verify take a name or a folder', async () => {
  const DATA_DIR = await newFolder()
  await cp(await writeTinyBundle(), join(DATA_DIR, 'bundles/tiny'), { recursive: true })
  const list = await run(['list'], { DATA_DIR })
  expect(list.code).toBe(0)
  expect(list.said).toMatch(/storybook .*MIT.*models\/bundles\/storybook/)
  expect(list.said).toContain(`tiny 1 (storybook, 2 kB, MIT): ${join(DATA_DIR, 'bundles/tiny')}`)
  expect(list.said).toContain('sdxl-base (6.9 GB, CreativeML Open RAIL++-M) [needed]')
  const verified = await run(['verify', 'tiny'], { DATA_DIR })
  expect(verified).toMatchObject({ code: 0, said: expect.stringContaining('7 files of') })
  expect((await run(['info', 'tiny'], { DATA_DIR })).said).toContain('tiny 1, family storybook')
})

test('verify names every broken file and field, and fails', async () => {
  const dir = await writeTinyBundle((manifest) => ({
    ...manifest,
    licence: { weights: ' ', attributions: [{ what: 'x', by: '', licence: 'MIT', url: 'home' }] },
  }))
  for (const file of ['layout.onnx', 'decoder.onnx']) {
    const path = join(dir, file)
    const content = await readFile(path)
    content[50]! ^= 1
    await writeFile(path, content)
  }
  const { code, said } = await run(['verify', dir])
  expect(code).toBe(1)
  for (const sentence of [
    `bundle file ${dir}/layout.onnx is damaged: its sha256`,
    `bundle file ${dir}/decoder.onnx is damaged: its sha256`,
    'licence.weights is empty',
    'licence.attributions.0.by is empty',
    'licence.attributions.0.url is no address',
  ]) {
    expect(said).toContain(sentence)
  }
})

test('a published bundle is pulled, by its licence, and verified', async () => {
  const dir = await writeTinyBundle()
  const server = await startFileServer()
  const { files } = JSON.parse(await readFile(join(dir, 'bundle.json'), 'utf8'))
  for (const file of ['bundle.json', ...Object.keys(files)]) {
    server.serve(`/t/${file}`, { content: await readFile(join(dir, file)) })
  }
  const into = await newFolder()
  const address = `${server.url}/t/bundle.json`
  const refused = await run(['pull', address, '--into', into])
  expect(refused).toMatchObject({ code: 1, said: expect.stringContaining('--accept-licence tiny') })
  const pulled = await run(['pull', address, '--into', into, '--accept-licence', 'tiny'])
  await server.close()
  expect(pulled.said).toMatch(/\[#{24}\] 100 % .* 7 of 7 files/)
  expect(pulled).toMatchObject({ code: 0, said: expect.stringContaining(`${into}/tiny is whole`) })
  expect(await run(['verify', `${into}/tiny`])).toMatchObject({ code: 0 })
})

test.each([
  [[], 'npm run bundle -- list'],
  [['info', 'nobody'], 'no bundle is called nobody'],
  [['pull', 'nobody'], 'no part is called nobody; there are sdxl-base'],
])('%j is answered with a sentence', async (args, sentence) => {
  const DATA_DIR = await newFolder()
  const { code, said } = await run(args, { DATA_DIR })
  expect(code).toBe(1)
  expect(said).toContain(sentence)
  expect(said).not.toMatch(/\n\s+at /)
})
