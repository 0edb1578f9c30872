import { afterEach, beforeEach, expect, test } from 'vitest'
import { startFramePoster } from '../../bot/frame-poster.ts'
import type { PlatformPort } from '../../bot/platform.ts'
import { type Client, openClient } from '../../prisma/client.ts'
import { prismaStore } from '../../prisma/store.ts'
import { newScene } from '../contracts/store-scene.ts'
import { memoryChanges } from '../fakes/memory-changes.ts'
import { freshDatabase, type TestDatabase } from '../postgres.ts'

let database: TestDatabase
let client: Client
beforeEach(async () => {
  database = await freshDatabase()
  client = openClient(database.url)
})
afterEach(async () => {
  await client.$disconnect()
  await database.drop()
})

const pass = (seconds: number) =>
  client.$executeRaw`update deliveries set claimed_at = claimed_at - make_interval(secs => ${seconds})`

test('a delivery is claimed again ten seconds after its poster was heard of', async () => {
  const { store, newStory, newFrame, draw } = await newScene(prismaStore(client), 'slack')
  await draw(await newFrame((await newStory()).episode))
  const { deliveries } = store
  const claim = async () => (await deliveries.claimNext('slack'))?.id

  const claimed = await deliveries.claimNext('slack')
  await pass(8)
  expect(await claim()).toBeUndefined()
  await deliveries.renew(claimed!.id)
  await pass(8)
  expect(await claim()).toBeUndefined()
  await pass(3)
  expect(await claim()).toBe(claimed!.id)

  await deliveries.sent(claimed!.id, 'm')
  await deliveries.renew(claimed!.id)
  await pass(60)
  expect(await claim()).toBeUndefined()
})

test('what a poster still posts none of its lanes posts beside it, also when the claim ran out', async () => {
  const { store, newStory, newFrame, draw, stateOf } = await newScene(prismaStore(client), 'slack')
  const frame = await newFrame((await newStory()).episode)
  await draw(frame)
  const posts: { succeed: (id: string) => void; fail: (cause: Error) => void }[] = []
  const platform: PlatformPort = {
    name: 'slack',
    post: () => new Promise((succeed, fail) => void posts.push({ succeed, fail })),
  }
  const renew = () => Promise.reject(new Error('there is no way to Postgres'))
  const cutOff = { ...store, deliveries: { ...store.deliveries, renew } }
  const log = { error: () => undefined }
  const poster = startFramePoster(cutOff, memoryChanges(), platform, log, 20)
  await expect.poll(() => posts.length).toBe(1)

  const claims = async () => (await client.delivery.findFirstOrThrow()).attempts
  for (const again of [2, 3]) {
    await pass(11)
    await expect.poll(claims).toBe(again)
  }
  expect(posts).toHaveLength(1)

  // Given back under the newest claim, it is tried again at once.
  posts[0]!.fail(new Error('the platform is away'))
  await expect.poll(() => posts.length).toBe(2)
  posts[1]!.succeed('m')
  await expect.poll(() => stateOf(frame)).toBe('posted')
  await poster.close()
  expect(posts).toHaveLength(2)
})
