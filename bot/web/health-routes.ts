import { Hono } from 'hono'
import type { Checks } from './app-context.ts'

const within = (promise: Promise<boolean>, ms: number): Promise<boolean> =>
  Promise.race([
    promise.catch(() => false),
    new Promise<boolean>((resolve) => setTimeout(resolve, ms, false).unref()),
  ])

/** `GET /healthz`: 200 when everything asked answers in time, 503 with the part that does not. */
export function healthRoutes(checks: Checks, patienceMs = 2000): Hono {
  const routes = new Hono()
  routes.get('/healthz', async (context) => {
    const entries = await Promise.all(
      Object.entries(checks).map(
        async ([name, check]) => [name, await within(check(), patienceMs)] as const,
      ),
    )
    const healthy = entries.every(([, good]) => good)
    return context.json({ healthy, parts: Object.fromEntries(entries) }, healthy ? 200 : 503)
  })
  return routes
}
