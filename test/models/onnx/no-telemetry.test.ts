import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const opening = `
  const { openSession } = await import('./models/onnx/session.ts')
  const session = await openSession('models/bundles/storybook/text-encoder.onnx', { threads: 1 })
  await session.close()`

let home: string
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'troupe-home-'))
})
afterAll(() => rm(home, { recursive: true, force: true }))

test('opening a model leaves no id in the home folder to tell Microsoft of its use with', async () => {
  const { ORT_DISABLE_TELEMETRY: _, XDG_CACHE_HOME: __, ...others } = process.env
  const words = ['--import', 'tsx', '--input-type=module', '--eval', opening]
  await promisify(execFile)(process.execPath, words, { env: { ...others, HOME: home } })
  expect(await readdir(home)).toEqual([])
})
