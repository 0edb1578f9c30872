import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'

/**
 * Listens; rejects with a RangeError whose sentence names the port when it is taken, and `setting`,
 * which gave it.
 */
export function serveApp(app: Hono, host: string, port: number, setting = 'PORT'): Promise<Server> {
  const server = createServer(getRequestListener(app.fetch))
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE'
      reject(
        new RangeError(
          taken
            ? portTaken(port, setting)
            : `${setting} or its HOST cannot be used: ${cause.message}`,
          { cause },
        ),
      )
    })
    server.listen(port, host, () => resolve(server))
  })
}

const portTaken = (port: number, setting: string): string =>
  `Port ${port} is taken by another program. Stop it, or set ${setting} to another number.`

/** Rejects with that sentence when nobody could listen there. */
export async function checkPort(host: string, port: number): Promise<void> {
  await stopServing(await serveApp(new Hono(), host, port))
}

/** Stops listening and hangs up on pages that still listen to events. */
export const stopServing = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
