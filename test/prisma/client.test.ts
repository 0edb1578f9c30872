import { createServer, type Server } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { openClient } from '../../prisma/client.ts'
import { isOutage } from '../../story/outage.ts'

let server: Server | undefined
afterEach(() => new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined))))

/** A message of PostgreSQL's protocol: a letter, its length with the length itself, and what it says. */
function message(letter: string, said: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeInt32BE(said.length + 4)
  return Buffer.concat([Buffer.from(letter), length, said])
}

const welcome = message('R', Buffer.alloc(4))
const ready = message('Z', Buffer.from('I'))
const farewell = message(
  'E',
  Buffer.from('SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0'),
)

test('a server that ends a connection as it greets it is an outage, and no crash', async () => {
  server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end(Buffer.concat([welcome, ready, farewell])))
  })
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const client = openClient(`postgresql://postgres:p@127.0.0.1:${port}/troupe`)
  // Begun by hand: whoever asks for a connection of their own hears its errors only later.
  const begun = client.$transaction((queries) => queries.tenant.count())
  const error = await begun.catch((thrown: unknown) => thrown)
  expect(isOutage(error)).toBe(true)
  await client.$disconnect()
})
