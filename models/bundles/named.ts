import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A bundle of a deployment: its name, which is its folder's, and the folder. */
export interface NamedBundle {
  readonly name: string
  readonly folder: string
}

const ownBundles = fileURLToPath(new URL('.', import.meta.url))

/** Names become parts of queues' names, and people write them in chat. */
const sound = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/

/**
 * The bundles that the setting BUNDLE names, divided by commas, the first one is the default: bare
 * names are ours, others are paths of folders. RangeError when several are not told apart by names
 * that can be written.
 */
export function bundlesNamed(setting: string): readonly [NamedBundle, ...NamedBundle[]] {
  const [first, ...others] = setting.split(',').map((part) => named(part.trim()))
  const all = [first!, ...others] as const
  if (others.length === 0) return all
  for (const { name } of all) {
    if (!sound.test(name)) {
      throw new RangeError(
        `BUNDLE names "${name}": of several, each folder's name has only small letters, digits, dots, dashes and underscores`,
      )
    }
    if (all.filter((one) => one.name === name).length > 1) {
      throw new RangeError(`BUNDLE names two bundles ${name}: their folders' names must differ`)
    }
  }
  return all
}

const named = (part: string): NamedBundle =>
  /[/\\]/.test(part)
    ? { name: basename(part), folder: part }
    : { name: part, folder: join(ownBundles, part) }
