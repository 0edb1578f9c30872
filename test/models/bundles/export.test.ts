import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exportBundle } from '../../../models/bundles/export.ts'

test('the tool gets its arguments as they are, and its exit status is the answer', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'export-'))
  const python = join(dir, 'python')
  await writeFile(python, `#!/bin/sh\nprintf '%s\\n' "$@" > ${dir}/said\nexit 3\n`, { mode: 0o755 })
  expect(await exportBundle(['--out', 'a b'], python, 'ignore')).toBe(3)
  const [tool, ...args] = (await readFile(join(dir, 'said'), 'utf8')).trimEnd().split('\n')
  expect(tool).toMatch(/export\/main\.py$/)
  expect(args).toEqual(['--out', 'a b'])
})

test('without Python it says what is missing', async () => {
  await expect(exportBundle([], '/nowhere/python', 'ignore')).rejects.toThrow(
    '/nowhere/python cannot be started: install Python',
  )
})
