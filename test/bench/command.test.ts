import { execFile } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const bench = (...args: string[]) =>
  promisify(execFile)('npx', ['tsx', 'bench/main.ts', ...args]).then(
    () => expect.fail('it went on'),
    ({ code, stderr }: { code: number; stderr: string }) => ({ code, stderr }),
  )

test.each([
  [['--stories', '/no/such'], '/no/such: the folder of stories cannot be read\n'],
  [['--stories', '/no/such', '--seed', 'x'], '--seed: "x" must be a whole number\n'],
])('npm run bench -- %j ends with a sentence', async (args, sentence) => {
  const { code, stderr } = await bench(...args)
  expect([code, stderr.startsWith(sentence), /\n\s+at /.test(stderr)]).toEqual([1, true, false])
})

test('a malformed story is named with its file and field', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'troupe-story-'))
  await writeFile(join(folder, 'story.json'), '{"prompts": []}')
  const { code, stderr } = await bench('--stories', folder)
  expect(code).toBe(1)
  expect(stderr).toMatch(/^\S*story\.json: \w+: .+\n$/)
})
