import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * `npm run parity`: SDXL's family in TypeScript against the goldens. With `--write` Python makes
 * sources, bundle and goldens anew before that. Other arguments go to vitest.
 */
const golden = 'test/golden/sdxl'
const given = process.argv.slice(2)

function run(command: string, args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' })
  if (error !== undefined) throw new Error(`${command} cannot be started`, { cause: error })
  if (status !== 0) process.exit(status ?? 1)
}

if (given.includes('--write')) {
  const python = process.env.PYTHON || 'python3'
  const sources = mkdtempSync(join(tmpdir(), 'sdxl-sources-'))
  rmSync(golden, { recursive: true, force: true })
  const bundle = [
    '--tiny',
    '--judges',
    '--name',
    'sdxl-tiny',
    '--dtype',
    'fp32',
    '--out',
    `${golden}/bundle`,
  ]
  run(python, ['export/main.py', ...bundle, '--keep-sources', sources])
  run(python, ['export/goldens.py', '--sources', sources, '--out', golden])
  rmSync(sources, { recursive: true })
}
const rest = given.filter((argument) => argument !== '--write')
run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', 'test/models/sdxl', ...rest])
