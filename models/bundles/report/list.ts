import type { Catalogue } from '../catalogue.ts'
import { size } from '../pull/progress.ts'
import type { PartRecord } from '../pull/pull.ts'
import type { InstalledBundle } from './installed.ts'

const total = (files: readonly { readonly bytes?: number | undefined }[]): string => {
  const known = files.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0)
  if (files.every(({ bytes }) => bytes !== undefined)) return size(known)
  return known < 1e6 ? 'its server tells the size' : `${size(known)} and more`
}

/** Installed bundles, then the catalogue with what of it is here; lines of plain text. */
export function listLines(
  bundles: readonly InstalledBundle[],
  parts: readonly PartRecord[],
  catalogue: Catalogue,
): string[] {
  const installed = bundles.map(({ dir, manifest }) => {
    if (typeof manifest === 'string') return `  ${dir}: broken: ${manifest}`
    const { name, version, family, files, licence } = manifest
    return `  ${name} ${version} (${family}, ${total(Object.values(files))}, ${licence.weights}): ${dir}`
  })
  const pulled = new Set(parts.map(({ part }) => part))
  const published = catalogue.parts.map(({ id, what, files, licence, chosen }) => {
    const state = pulled.has(id) ? 'pulled' : chosen ? 'needed' : 'optional'
    const terms = licence.commercial ? licence.name : `${licence.name}; asks first`
    return `  ${id} (${total(files)}, ${terms}) [${state}]\n    ${what}`
  })
  return [
    'Bundles on this machine:',
    ...(installed.length > 0 ? installed : ['  none']),
    '',
    'Parts of SDXL + PhotoMaker that can be pulled, and exported to a bundle:',
    ...published,
  ]
}
