import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSignOfLife, type SignOfLife } from '../../bot/sign-of-life.ts'
import { startSweeping } from '../../bot/sweeping.ts'
import { type Client, openClient } from '../../prisma/client.ts'
import { prismaStore } from '../../prisma/store.ts'
import { mira, tomas, world } from '../commands/world.ts'
import { author, rights } from '../contracts/store-scene.ts'
import { freshDatabase, type TestDatabase } from '../postgres.ts'

const file = fileURLToPath(new URL('./dying-bot.main.ts', import.meta.url))
const execArgv = ['--import', 'tsx']

let database: TestDatabase
let client: Client
const signs: SignOfLife[] = []
beforeEach(async () => {
  database = await freshDatabase()
  client = openClient(database.url)
})
afterEach(async () => {
  await Promise.all(signs.splice(0).map((sign) => sign.close()))
  await client.$disconnect()
  await database.drop()
})

/** A bot of this process that lives. */
function open(carrier: string) {
  const here = world(prismaStore(client))
  const sign = openSignOfLife(here.store.locks, carrier)
  signs.push(sign)
  return { ...here, carrier, sign }
}
const runOut = (carrier: string) =>
  client.$executeRaw`update locks set until = clock_timestamp() where key = ${`carrier ${carrier}`}`

test('what a bot had stored when it died another carries out, in order; what a living one carries out is left to it', async () => {
  const busy = open('busy')
  await busy.sign.dead([])
  const { id: tenantId } = await busy.home()
  const said = { tenantId, sourceId: 'busy-1', threadId: 'web:home:lake', ...rights, author }
  await busy.store.commands.receive({ ...said, text: tomas, carrier: busy.carrier })
  const lines = [mira, '/story start One', '/story next Mira in a park']
  const dying = fork(file, [database.url, ...lines], { execArgv })
  await once(dying, 'message')

  const here = open('sweeping')
  let looks = 0
  const carriers = (since: Date) => {
    looks += 1
    return here.store.commands.carriers(since)
  }
  const store = { ...here.store, commands: { ...here.store.commands, carriers } }
  const sweeping = startSweeping({
    deps: { ...here, store },
    queue: here.queue,
    chats: [],
    sign: here.sign,
    name: 'test',
    leftMs: 60_000,
    log: { warn: (details, sentence) => expect({ ...details, sentence }).toBeUndefined() },
    lookMs: 50,
  })
  await expect.poll(() => looks).toBeGreaterThan(3)
  expect(await here.character('Mira')).toBeUndefined()

  dying.kill('SIGKILL')
  await once(dying, 'exit')
  await runOut('dying')
  await expect.poll(() => here.frames(), { timeout: 20_000 }).toHaveLength(1)
  expect(await here.character('Mira')).toMatchObject({ state: 'discovering' })
  expect(await here.character('Tomas')).toBeUndefined()
  await sweeping.close()
})

test('nobody is dead who was silent at one look only, as all are after an outage', async () => {
  const [one, two] = [open('one'), open('two')]
  await two.sign.dead([])
  await Promise.all([runOut('one'), runOut('two')])
  const all = ['one', 'two', 'gone']
  expect(await one.sign.dead(all)).toEqual([])
  const isBack = async () => (await one.store.locks.held(['carrier two'])).length > 0
  await expect.poll(isBack, { timeout: 20_000 }).toBe(true)
  expect(await one.sign.dead(all)).toEqual(['gone'])
  await two.sign.close()
  expect(await one.sign.dead(all)).toEqual(['gone'])
  expect(await one.sign.dead(all)).toEqual(['two', 'gone'])
})
