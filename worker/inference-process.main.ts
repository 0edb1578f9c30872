import { availableParallelism } from 'node:os'
import { openBundle } from '../models/bundles/bundle.ts'
import { bundleArtist } from './artist.ts'
import { serveArtist } from './inference-serve.ts'
import { bundleOptions, type RunOn } from './run-on.ts'

/** The model process. Arguments: the bundle's folder, what it runs on as JSON, how many threads. */
const [bundle, runOn, threads] = process.argv.slice(2)
if (bundle === undefined || runOn === undefined) throw new RangeError('which bundle, and where?')

void serveArtist(async () =>
  bundleArtist(
    await openBundle(bundle, {
      threads: threads ? Number(threads) : availableParallelism(),
      ...(await bundleOptions(JSON.parse(runOn) as RunOn)),
    }),
  ),
)
