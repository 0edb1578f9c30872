import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '../../../prisma/embedded.ts'
import { startS3 } from '../../doubles/s3/server.ts'
import { startRedis } from '../../redis.ts'
import type { Together } from '../../together.ts'

export interface Servers {
  readonly databaseUrl: string
  /** Settings for every program of ours. */
  readonly env: Readonly<Record<string, string>>
}

/** PostgreSQL, Redis and a bucket on the loopback. */
export async function startServers({ folder, start }: Together): Promise<Servers> {
  const dataDir = join(folder, 'postgres')
  const postgres = await start(
    () => startEmbeddedPostgres({ dataDir, log: () => {} }),
    (one) => one.stop(),
  )
  const redis = await start(startRedis, (one) => one.stop())
  const s3 = await start(startS3, (one) => one.stop())
  return {
    databaseUrl: postgres.url,
    env: {
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
      FRAMES_URL: `s3://troupe/frames?endpoint=${s3.endpoint}`,
      AWS_ACCESS_KEY_ID: s3.key.id,
      AWS_SECRET_ACCESS_KEY: s3.key.secret,
      // The containers have the machine's own network: nobody else should reach them.
      HOST: '127.0.0.1',
      OPERATION_HOST: '127.0.0.1',
    },
  }
}

/** A server that takes connections and never says a word; `reached` resolves when somebody waits for it. */
export async function startSilence({ start }: Together) {
  const server = createServer()
  const reached = once(server, 'connection')
  await start(
    async () => void (await once(server.listen(0, '127.0.0.1'), 'listening')),
    () => server.close(),
  )
  return { port: (server.address() as AddressInfo).port, reached }
}
