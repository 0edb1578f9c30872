import { openLanguages } from '../../models/bundles/languages.ts'
import { readManifest, verifyFiles } from '../../models/bundles/manifest.ts'
import type { NamedBundle } from '../../models/bundles/named.ts'
import { type Finding, reasonOf } from './finding.ts'

const about = 'bundle'

/** Whether every file of the bundle is the one that its manifest names. Rejects with what is not. */
export async function examineBundle(folder: string): Promise<Finding[]> {
  const manifest = await readManifest(folder)
  await verifyFiles(manifest, folder)
  const sentence = `${manifest.name} ${manifest.version} is whole.`
  return [{ about, state: 'good', sentence }]
}

/** Whether a bot or a page can read what another pool's bundle understands; a worker need not. */
export async function examineWords(bundle: NamedBundle): Promise<Finding> {
  try {
    await openLanguages([bundle])
    const sentence = `The words of ${bundle.name} are here; its own workers open the rest.`
    return { about, state: 'good', sentence }
  } catch (error) {
    const sentence = `A bot or a page does not start here: ${reasonOf(error)}.`
    return { about, state: 'risky', sentence }
  }
}
