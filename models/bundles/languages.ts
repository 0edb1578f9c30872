import { type Manifest, readManifest } from './manifest.ts'
import type { NamedBundle } from './named.ts'
import { type BundleLanguage, language, openTokenizer } from './tokenizer.ts'

/**
 * What each bundle understands; no model is opened. One alone is called as its bundle.json says,
 * several are told apart by their folders. RangeError naming the bundle that does not open.
 */
export async function openLanguages([first, ...others]: readonly [
  NamedBundle,
  ...NamedBundle[],
]): Promise<[BundleLanguage, ...BundleLanguage[]]> {
  const isAlone = others.length === 0
  const open = async ({ name, folder }: NamedBundle): Promise<BundleLanguage> => {
    try {
      const manifest = await readManifest(folder)
      const called: Manifest = isAlone ? manifest : { ...manifest, name }
      return language(called, await openTokenizer(manifest, folder))
    } catch (cause) {
      throw new RangeError(`BUNDLE ${folder} does not open: ${(cause as Error).message}`, { cause })
    }
  }
  return [await open(first), ...(await Promise.all(others.map(open)))]
}
