import { UserError } from '../story/errors.ts'
import type { AttachedPictures } from '../story/ports/pictures.ts'
import type { Client, Queries } from './client.ts'

/** Pictures that wait for a frame, in Postgres. */
export const prismaAttached = (client: Client): AttachedPictures => ({
  async add(tenantId, key) {
    await client.attachedPicture.create({ data: { tenantId, key } })
  },

  async discard(before) {
    await client.$executeRaw`
      with late as (
        delete from attached_pictures where attached_at < ${before}::timestamptz returning key)
      insert into discarded_pictures (key) select key from late on conflict do nothing`
  },
})

/** Discards those of a workspace that is deleted, in its transaction. */
export async function discardAttached(queries: Queries, tenantId: string): Promise<void> {
  await queries.$executeRaw`
    with gone as (delete from attached_pictures where tenant_id = ${tenantId} returning key)
    insert into discarded_pictures (key) select key from gone on conflict do nothing`
}

/**
 * A frame takes the picture, in the transaction that adds it: it is deleted with the frame from now
 * on. UserError `no-picture` when it waits for no frame and belongs to none.
 */
export async function takeAttached(queries: Queries, key: string | undefined): Promise<void> {
  if (key === undefined) return
  const { count } = await queries.attachedPicture.deleteMany({ where: { key } })
  if (count > 0 || (await queries.frame.count({ where: { pose: key } })) > 0) return
  throw new UserError(
    'no-picture',
    'The picture of the pose is not here any more: attach it again.',
  )
}
