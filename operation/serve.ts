import type { Server } from 'node:http'
import { Hono } from 'hono'
import { isLoopback } from '../bot/config.ts'
import { onlyOwnPage } from '../bot/web/guard.ts'
import { type Health, healthRoutes } from '../bot/web/health-routes.ts'
import { serveApp } from '../bot/web/serve.ts'
import { boardPath, queueBoard } from './board.ts'
import type { Metrics } from './metrics.ts'

/** Where a process tells how it is; without a port it does not. */
export interface OperationAddress {
  readonly host: string
  readonly port: number | undefined
}

export interface Operated {
  readonly health: Health
  readonly metrics: Metrics
  /** BullMQ's queues, which are shown on the loopback only. */
  readonly queues: Parameters<typeof queueBoard>[0]
}

/** `/healthz`, `/readyz`, `/metrics`, and on the loopback `/queues`: for whoever runs a process. */
export function operationApp(host: string, { health, metrics, queues }: Operated): Hono {
  const app = new Hono()
  app.use(onlyOwnPage(host))
  app.route('/', healthRoutes(health))
  app.get('/metrics', async (context) =>
    context.body(await metrics.text(), 200, { 'Content-Type': metrics.contentType }),
  )
  if (isLoopback(host)) app.route(boardPath, queueBoard(queues))
  return app
}

/**
 * Serves it; undefined without a port. Rejects with a RangeError of one line when it cannot listen
 * there.
 */
export async function serveOperation(
  { host, port }: OperationAddress,
  operated: Operated,
): Promise<Server | undefined> {
  if (port === undefined) return undefined
  return serveApp(operationApp(host, operated), host, port, 'OPERATION_PORT')
}
