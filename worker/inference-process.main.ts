import { availableParallelism } from 'node:os'
import { openBundle } from '../models/bundles/bundle.ts'
import { bundleArtist } from './artist.ts'
import { serveArtist } from './inference-serve.ts'

/** The model process. Arguments: the bundle's folder, and how many threads to use. */
const [bundle, threads] = process.argv.slice(2)
if (bundle === undefined) throw new RangeError('which bundle?')

await serveArtist(async () =>
  bundleArtist(
    await openBundle(bundle, { threads: threads ? Number(threads) : availableParallelism() }),
  ),
)
