import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { config as loadDotenv } from 'dotenv'
import { chooseParts, readCatalogue } from './catalogue.ts'
import { exportBundle } from './export.ts'
import { lookAtMachine } from './machine.ts'
import { readManifest } from './manifest.ts'
import { openConnection } from './pull/connection.ts'
import { asker } from './pull/consent.ts'
import { PullProblem } from './pull/problem.ts'
import { showProgress } from './pull/progress.ts'
import { type PullSettings, pullBundle, pullParts } from './pull/pull.ts'
import { infoLines } from './report/info.ts'
import { findBundles, findParts } from './report/installed.ts'
import { listLines } from './report/list.ts'
import { verify } from './report/verify.ts'
import { requirementsOf } from './requirements.ts'

const usage = `npm run bundle -- list                 bundles on this machine, and parts that can be pulled
npm run bundle -- info [BUNDLE]        what it is, what it needs, whether this machine can run it
npm run bundle -- verify [BUNDLE]      compares every file with its checksum; BUNDLE may be a part's folder
npm run bundle -- pull [PART ...]      the parts that an export needs, or those named
npm run bundle -- pull ADDRESS         a whole bundle, by the address of its bundle.json
  [--into DIR]                         where to (DATA_DIR/parts, DATA_DIR/bundles)
  [--mirror ADDRESS]                   has the same paths as huggingface.co
  [--proxy ADDRESS]                    instead of HTTPS_PROXY and HTTP_PROXY
  [--parallel N]                       files at once (4)
  [--accept-licence PART]              agrees beforehand to what would be asked; may be repeated
npm run bundle -- export --help        makes a bundle of parts, with Python (export/README.md)
BUNDLE is the name of a bundle that 'list' shows, or a folder; without one it is the setting BUNDLE.`

loadDotenv({ quiet: true })
const dataDir = process.env.DATA_DIR || './data'
const ownBundles = import.meta.dirname
const pulledBundles = join(dataDir, 'bundles')
const pulledParts = join(dataDir, 'parts')
const say = (line: string): void => console.log(line)

/** The folder of a bundle by its name, or the folder itself. */
async function folderOf(name = process.env.BUNDLE || 'storybook'): Promise<string> {
  if (/[/\\]/.test(name)) return name
  for (const { dir, manifest } of await findBundles([ownBundles, pulledBundles])) {
    if (typeof manifest !== 'string' && manifest.name === name) return dir
  }
  throw new PullProblem(`no bundle is called ${name}: npm run bundle -- list shows those there are`)
}

async function list(): Promise<void> {
  const bundles = await findBundles([ownBundles, pulledBundles])
  for (const line of listLines(bundles, await findParts(pulledParts), await readCatalogue())) {
    say(line)
  }
}

async function info(name: string | undefined): Promise<void> {
  const dir = await folderOf(name)
  const manifest = await readManifest(dir)
  const needs = await requirementsOf(manifest, dir)
  for (const line of infoLines(manifest, needs, await lookAtMachine())) say(line)
}

async function verifyOne(name: string | undefined): Promise<void> {
  const dir = await folderOf(name)
  const { checked, problems } = await verify(dir, (file) => say(`checking ${file}`))
  for (const problem of problems) console.error(problem)
  say(problems.length === 0 ? `${checked} files of ${dir} are in order` : `${dir} is not in order`)
  if (problems.length > 0) process.exitCode = 1
}

async function pull(names: readonly string[], options: ReturnType<typeof read>['values']) {
  const { mirror, proxy, parallel } = options
  if (!/^[1-9]\d?$/.test(parallel)) throw new PullProblem(`--parallel ${parallel}: 1 to 99 files`)
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort(new PullProblem('stopped; pull again to go on')))
  const connection = openConnection({ proxy })
  const progress = showProgress(process.stderr)
  const settings: PullSettings = {
    connection,
    signal: stop.signal,
    mirror,
    parallel: Number(parallel),
    accepted: options['accept-licence'],
    tell: say,
    ask: asker(process.stdin, process.stderr),
    onBytes: progress.onBytes,
  }
  try {
    const [first = ''] = names
    if (/^https?:/.test(first)) {
      const into = options.into ?? pulledBundles
      const folder = await pullBundle(first, into, settings)
      progress.end()
      say(`${folder} is whole: BUNDLE=${folder} npm start draws with it`)
      return
    }
    const into = options.into ?? pulledParts
    await mkdir(into, { recursive: true })
    const parts = chooseParts(await readCatalogue(), names)
    await pullParts(parts, into, settings)
    progress.end()
    for (const { id, use } of parts) say(`${join(into, id)} is whole (export: ${use})`)
  } finally {
    await connection.close()
  }
}

function read() {
  return parseArgs({
    allowPositionals: true,
    options: {
      into: { type: 'string' },
      mirror: { type: 'string' },
      proxy: { type: 'string' },
      parallel: { type: 'string', default: '4' },
      'accept-licence': { type: 'string', multiple: true, default: [] },
    },
  })
}

async function main(args: readonly string[]): Promise<void> {
  if (args[0] === 'export') {
    // Its options are the tool's own, so they are not read here.
    process.exitCode = await exportBundle(args.slice(1), process.env.PYTHON || 'python3')
    return
  }
  const { positionals, values } = read()
  const [verb, ...names] = positionals
  if (verb === 'list') await list()
  else if (verb === 'info') await info(names[0])
  else if (verb === 'verify') await verifyOne(names[0])
  else if (verb === 'pull') await pull(names, values)
  else if (verb === undefined) throw new PullProblem(usage)
  else throw new PullProblem(`"${verb}" is nothing that bundles do.\n\n${usage}`)
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
