import { Hono } from 'hono'

/** A part of Troupe that may be out of reach, and how to ask. */
export type Checks = Readonly<Record<string, () => Promise<boolean>>>

export interface Health {
  /** What this process cannot do its work without. */
  readonly parts: Checks
  /** What is worth knowing of others; it decides nothing. */
  readonly signs: Checks
}

const within = (promise: Promise<boolean>, ms: number): Promise<boolean> =>
  Promise.race([
    promise.catch(() => false),
    new Promise<boolean>((resolve) => setTimeout(resolve, ms, false).unref()),
  ])

async function ask(checks: Checks, patienceMs: number): Promise<Record<string, boolean>> {
  const answers = Object.entries(checks).map(
    async ([name, check]) => [name, await within(check(), patienceMs)] as const,
  )
  return Object.fromEntries(await Promise.all(answers))
}

/**
 * `GET /healthz`: 200 while the process lives and answers; somebody who kills what does not answer
 * asks here. `GET /readyz`: 200 when every part answers in time, 503 with the one that does not;
 * somebody who sends people here asks there.
 */
export function healthRoutes(health: Health, patienceMs = 2000): Hono {
  const routes = new Hono()
  routes.get('/healthz', (context) => context.json({ alive: true }))
  routes.get('/readyz', async (context) => {
    const [parts, signs] = await Promise.all([
      ask(health.parts, patienceMs),
      ask(health.signs, patienceMs),
    ])
    const ready = Object.values(parts).every((good) => good)
    return context.json({ ready, parts, signs }, ready ? 200 : 503)
  })
  return routes
}
