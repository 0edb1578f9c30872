import { readManifest, verifyFiles } from '../../models/bundles/manifest.ts'
import type { Finding } from './finding.ts'

/** Whether every file of the bundle is the one that its manifest names. Rejects with what is not. */
export async function examineBundle(folder: string): Promise<Finding[]> {
  const manifest = await readManifest(folder)
  await verifyFiles(manifest, folder)
  const sentence = `${manifest.name} ${manifest.version} is whole.`
  return [{ about: 'bundle', state: 'good', sentence }]
}
