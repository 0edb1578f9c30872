import { afterAll, beforeAll } from 'vitest'
import { type Client, openClient } from '../../prisma/client.ts'
import { prismaSlackInstallations } from '../../prisma/slack-installations.ts'
import { slackInstallationsContract } from '../contracts/slack-installations.ts'
import { freshDatabase, type TestDatabase } from '../postgres.ts'

let database: TestDatabase
let client: Client

beforeAll(async () => {
  database = await freshDatabase()
  client = openClient(database.url)
})
afterAll(async () => {
  await client.$disconnect()
  await database.drop()
})

slackInstallationsContract(async () => {
  await client.slackInstallation.deleteMany()
  return prismaSlackInstallations(client)
})
