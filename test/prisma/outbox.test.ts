import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Client, openClient } from '../../prisma/client.ts'
import { prismaStore } from '../../prisma/store.ts'
import { newScene } from '../contracts/store-scene.ts'
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

test('a delivery is claimed again ten seconds after its poster was heard of', async () => {
  const { store, newStory, newFrame, draw } = await newScene(prismaStore(client), 'slack')
  await draw(await newFrame((await newStory()).episode))
  const { deliveries } = store
  const pass = (seconds: number) =>
    client.$executeRaw`update deliveries set claimed_at = claimed_at - make_interval(secs => ${seconds})`
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
