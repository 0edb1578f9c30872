import { execFile } from 'node:child_process'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { claim } from './claim.ts'
import { bytesBelow, faultsOf, type Kind, type Lock, listing, readListing } from './contents.ts'
import type { Engine } from './engine.ts'

const run = promisify(execFile)

/** The files of the last commit, as somebody has them who has just cloned the repository. */
export async function committedFiles(folder: string): Promise<string> {
  await mkdir(folder)
  await run('git', ['archive', '--output', `${folder}.tar`, 'HEAD'])
  await run('tar', ['--extract', '--file', `${folder}.tar`, '--directory', folder])
  return folder
}

/** Builds an image as its file says, with options of the engine's; its name. */
export async function build(
  engine: Engine,
  kind: Kind,
  context: string,
  options: readonly string[],
): Promise<string> {
  const image = `troupe-${kind}`
  const file = join(context, `deploy/containers/${kind}.Dockerfile`)
  await engine.show('build', ...options, '--file', file, '--tag', image, context)
  return image
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`

/** Looks at what an image is set to and what lies in it. */
export async function examine(
  engine: Engine,
  kind: Kind,
  image: string,
  context: string,
): Promise<void> {
  const ask = async (format: string) =>
    (await engine.ask('image', 'inspect', '--format', format, image)).trim()
  const [program, ...words] = listing
  const files = readListing(
    await engine.ask('run', '--rm', '--user', '0', '--entrypoint', program, image, ...words),
  )
  const size = Number(await ask('{{.Size}}'))
  const ours = bytesBelow('/troupe/', files)
  const [packages, models] = ['node_modules/', 'models/'].map((folder) =>
    megabytes(bytesBelow(`/troupe/${folder}`, files)),
  )
  console.log(
    `  ${image}: ${megabytes(size)}, ${megabytes(ours)} of it ours: packages ${packages}, models ${models}`,
  )
  const lock: Lock = JSON.parse(await readFile(join(context, 'package-lock.json'), 'utf8'))
  const faults = faultsOf(kind, files, lock)
  claim(`${image} has nothing in it that it need not have`, faults.length === 0, faults.join('\n'))
  const user = await ask('{{.Config.User}}')
  claim(`${image} runs as a user with a number (${user}), not as root`, /^[1-9]\d*$/.test(user))
  const env = await ask('{{json .Config.Env}}')
  claim(`${image} has no secret among its settings`, !/TOKEN|SECRET|PASSWORD|_KEY/.test(env), env)
}
