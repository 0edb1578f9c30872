import { readFileSync } from 'node:fs'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))

/** What programs import, theirs and ours, without running them. */
async function importsOf(programs: readonly string[]) {
  const { metafile } = await build({
    entryPoints: [...programs],
    bundle: true,
    write: false,
    outdir: 'nowhere',
    metafile: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'silent',
  })
  const imported = Object.values(metafile.inputs).flatMap(({ imports }) => imports)
  const outside = imported.filter(({ external }) => external).map(({ path }) => path)
  const packages = outside
    .filter((path) => !path.startsWith('node:'))
    .map((path) => /^(@[^/]+\/)?[^/]+/.exec(path)![0])
  return { files: Object.keys(metafile.inputs), packages: [...new Set(packages)] }
}

const shared = ['operation/tenant.main.ts', 'prisma/migrate.main.ts']
const inference = ['worker/main.ts', 'worker/inference-process.main.ts']

test.each([
  ['bot', ['bot/main.ts', ...shared]],
  ['worker', [...inference, 'operation/doctor.main.ts', ...shared]],
  ['worker-cuda', [...inference, 'operation/doctor.main.ts', ...shared]],
])('the image %s has what its programs import', async (name, programs) => {
  const text = readFileSync(`deploy/containers/${name}.Dockerfile`, 'utf8')
  const final = text.slice(text.lastIndexOf('\nFROM '))
  const folders = [...final.matchAll(/^COPY (?:--from=packages \/troupe\/)?(\w+) \1$/gm)].map(
    ([, folder]) => folder!,
  )
  const { files, packages } = await importsOf(programs)
  expect(files.filter((file) => !folders.some((folder) => file.startsWith(`${folder}/`)))).toEqual(
    [],
  )

  const always = /^npm uninstall .*--omit=peer (.+) "\$@"$/m
  const removed = [
    ...always.exec(readFileSync('deploy/containers/prune.sh', 'utf8'))![1]!.split(' '),
    ...(/prune\.sh ?(.*)$/m.exec(text)![1]?.split(' ') ?? []),
  ]
  const installed = Object.keys(dependencies).filter((one) => !removed.includes(one))
  expect(packages.filter((one) => !installed.includes(one))).toEqual([])
  // What runs them.
  expect(installed).toContain('tsx')
})
