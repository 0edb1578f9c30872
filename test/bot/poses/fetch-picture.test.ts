import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { type FetchOptions, fetchPicture, mostBytes } from '../../../bot/poses/fetch-picture.ts'

const host = 'cdn.discordapp.com'
const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.closeAllConnections()
})

/** The files' host, on this computer. */
async function serving(answer: RequestListener): Promise<FetchOptions> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  servers.push(server)
  await new Promise((ready) => server.once('listening', ready))
  const { port } = server.address() as AddressInfo
  const own = `http://127.0.0.1:${port}`
  const request = (url: string, init: RequestInit) =>
    fetch(url.replace(`https://${host}`, own), init)
  return { request: request as never, timeoutMs: 30_000 }
}

const url = `https://${host}/attachments/1/2/pose.png?ex=1`

test('the bytes come from the host that the platform keeps files at, with its key', async () => {
  let heard: string | undefined
  const options = await serving((request, response) => {
    heard = request.headers.authorization
    response.end(Buffer.from([1, 2, 3]))
  })
  const headers = { authorization: 'Bearer secret' }
  const bytes = await fetchPicture({ url, hosts: [host], headers }, options)
  expect([[...bytes], heard]).toEqual([[1, 2, 3], 'Bearer secret'])
})

test.each([
  `http://${host}/a.png`,
  `https://${host}:8443/a.png`,
  `https://user@${host}/a.png`,
  `https://user:word@${host}/a.png`,
  'https://cdn.discordapp.com.evil.example/a.png',
  'https://evil.example/cdn.discordapp.com/a.png',
  'https://127.0.0.1/a.png',
  'https://[::1]/a.png',
  'file:///etc/passwd',
  'nothing',
])('nothing is asked of %s', async (address) => {
  const request = () => Promise.reject(new Error('it was asked'))
  await expect(fetchPicture({ url: address, hosts: [host] }, { request })).rejects.toMatchObject({
    code: 'no-picture',
    message: 'The attached picture is not where such files are kept.',
  })
})

test('a name that leads into this network is not followed', async () => {
  const inside = { url: 'https://localhost/a.png', hosts: ['localhost'] }
  await expect(fetchPicture(inside)).rejects.toThrow('could not be fetched')
})

test('no redirect is followed, and no key goes along', async () => {
  const asked: (string | undefined)[] = []
  const options = await serving((request, response) => {
    asked.push(request.url)
    response.writeHead(302, { location: '/elsewhere' }).end()
  })
  await expect(fetchPicture({ url, hosts: [host] }, options)).rejects.toThrow(
    'could not be fetched',
  )
  expect(asked).toEqual(['/attachments/1/2/pose.png?ex=1'])
})

test('what is too large is given up as it comes, whatever was announced', async () => {
  let sent = 0
  const options = await serving((_, response) => {
    response.on('error', () => undefined)
    const more = (): void => {
      while (!response.destroyed && sent < 64 * 2 ** 20) {
        sent += 2 ** 20
        if (!response.write(Buffer.alloc(2 ** 20))) {
          response.once('drain', more)
          return
        }
      }
      response.end()
    }
    more()
  })
  await expect(fetchPicture({ url, hosts: [host] }, options)).rejects.toThrow('up to 8 MB')
  expect(sent).toBeLessThan(mostBytes + 32 * 2 ** 20)
})

test('what does not come in time, or at all, is said', async () => {
  const silent = await serving((_, response) => void response.write('x'))
  const late = fetchPicture({ url, hosts: [host] }, { ...silent, timeoutMs: 100 })
  await expect(late).rejects.toThrow('The attached picture did not come in time. Try it again.')
  const gone = await serving((_, response) => response.writeHead(404).end('no'))
  await expect(fetchPicture({ url, hosts: [host] }, gone)).rejects.toThrow('could not be fetched')
})
