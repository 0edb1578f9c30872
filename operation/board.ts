import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { HonoAdapter } from '@bull-board/hono'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Hono } from 'hono'

export const boardPath = '/queues'

/** A page that shows the queue's jobs. It can look and nothing else: the rows decide what is drawn. */
export function queueBoard(queue: ConstructorParameters<typeof BullMQAdapter>[0]): Hono {
  const serverAdapter = new HonoAdapter(serveStatic)
  serverAdapter.setBasePath(boardPath)
  createBullBoard({ queues: [new BullMQAdapter(queue, { readOnlyMode: true })], serverAdapter })
  return serverAdapter.registerPlugin()
}
