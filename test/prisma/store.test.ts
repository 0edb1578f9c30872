import { type Client, openClient } from '../../prisma/client.ts'
import { prismaStore } from '../../prisma/store.ts'
import { storeContract } from '../contracts/store.ts'
import { grand } from '../contracts/store-pools.ts'
import { freshDatabase, type TestDatabase } from '../postgres.ts'

let database: TestDatabase
let client: Client

storeContract(
  async () => {
    database = await freshDatabase()
    client = openClient(database.url)
    return prismaStore(client, [grand])
  },
  async () => {
    await client.$disconnect()
    await database.drop()
  },
)
