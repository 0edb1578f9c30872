import { openSignOfLife } from '../../bot/sign-of-life.ts'
import { openClient } from '../../prisma/client.ts'
import { prismaStore } from '../../prisma/store.ts'
import { rights } from '../contracts/store-scene.ts'

/** A bot that gives a sign of life, has stored what somebody said, and gets no further. */
const [url = '', ...texts] = process.argv.slice(2)
const carrier = 'dying'
const store = prismaStore(openClient(url))
await openSignOfLife(store.locks, carrier).dead([])
const { id: tenantId } = await store.tenant('web', 'home')
for (const [at, text] of texts.entries()) {
  const said = { tenantId, sourceId: `dying-${at}`, threadId: 'web:home:park', ...rights, text }
  await store.commands.receive({ ...said, carrier, author: { id: 'Ann', name: 'Ann' } })
}
process.send?.('ready')
