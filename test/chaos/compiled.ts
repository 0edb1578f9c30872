import { readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** They read files beside them, or are no JavaScript. */
const external = [
  'sharp',
  'bullmq',
  'onnxruntime-node',
  'bufferutil',
  'utf-8-validate',
  'zlib-sync',
]

/**
 * Compiles programs into one file each, in a folder of theirs: what is killed again and again should
 * start in a second, also where others use the machine. Where a program looks beside its own files it
 * finds what it did before.
 */
export async function compile<Name extends string>(
  programs: Readonly<Record<Name, string>>,
  folder: string,
): Promise<Record<Name, string>> {
  await build({
    entryPoints: programs,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: [...external, 'pg-native'],
    banner: {
      js: "import { createRequire as openRequire } from 'node:module'; const require = openRequire(import.meta.url);",
    },
    plugins: [
      {
        name: 'its own place',
        setup: (bundling) =>
          bundling.onLoad({ filter: /\.ts$/ }, async ({ path }) => ({
            loader: 'ts',
            contents: (await readFile(path, 'utf8')).replaceAll(
              'import.meta.url',
              JSON.stringify(pathToFileURL(path).href),
            ),
          })),
      },
    ],
  })
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  const names = Object.keys(programs) as Name[]
  return Object.fromEntries(names.map((name) => [name, join(folder, `${name}.mjs`)])) as Record<
    Name,
    string
  >
}
