import type { Client } from './client.ts'

/** True when the database answers; rejects when it is away. */
export async function isAnswering(client: Client): Promise<true> {
  await client.$queryRaw`select 1`
  return true
}
