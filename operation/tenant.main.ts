import { config as loadDotenv } from 'dotenv'
import { configFromEnvironment } from '../worker/config.ts'
import { openFrameStore } from '../worker/open-frame-store.ts'
import { exportTenant, importTenant, type Moved } from './tenant.ts'

const usage =
  'npm run tenant -- export platform:workspace FOLDER, or npm run tenant -- import FOLDER'

/** `npm run tenant`: one workspace into a folder, or back from one. */
async function main([verb, ...words]: readonly string[]): Promise<Moved> {
  const [first, second] = words
  const { databaseUrl, framesUrl, framesKey } = configFromEnvironment()
  const place = { databaseUrl, frames: openFrameStore(framesUrl, framesKey) }
  if (verb === 'export' && first !== undefined && second !== undefined) {
    return exportTenant(place, first, second)
  }
  if (verb === 'import' && first !== undefined) return importTenant(place, first)
  throw new RangeError(usage)
}

loadDotenv({ quiet: true })
try {
  const { rows, pictures, missing } = await main(process.argv.slice(2))
  console.log(`${rows} rows and ${pictures} pictures.`)
  for (const key of missing) console.error(`There is no picture ${key}, which a row names.`)
} catch (error) {
  if (!(error instanceof RangeError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
