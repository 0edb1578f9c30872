import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { HonoAdapter } from '@bull-board/hono'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Hono } from 'hono'

export const boardPath = '/queues'

type BoardQueue = ConstructorParameters<typeof BullMQAdapter>[0]

/** A page that shows the queues' jobs. It can look and nothing else: the rows decide what is drawn. */
export function queueBoard(queues: readonly BoardQueue[]): Hono {
  const serverAdapter = new HonoAdapter(serveStatic)
  serverAdapter.setBasePath(boardPath)
  const shown = queues.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true }))
  createBullBoard({ queues: shown, serverAdapter })
  return serverAdapter.registerPlugin()
}
