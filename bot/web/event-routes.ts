import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Change } from '../../story/ports/progress.ts'
import { type WebDependencies, webTenant, webThreadId } from './app-context.ts'
import { problem } from './problem.ts'
import { threadName } from './said.ts'
import { progressView } from './thread-view.ts'

/**
 * `GET /api/threads/:thread/events`: server-sent events. `change` says "read the thread again";
 * `progress` carries how far a drawing is; `heartbeat` keeps proxies from hanging up.
 */
export function eventRoutes(web: WebDependencies, heartbeatMs = 15_000): Hono {
  const routes = new Hono()
  routes.get('/api/threads/:thread/events', async (context) => {
    const thread = threadName.safeParse(context.req.param('thread'))
    if (!thread.success) return problem(context, 404, 'not-found', 'There is no such thread.')
    const threadId = webThreadId(thread.data)
    const tenant = await webTenant(web.store)
    return streamSSE(context, async (stream) => {
      const tell = (event: string, data: unknown): void => {
        void stream.writeSSE({ event, data: JSON.stringify(data) }).catch(() => undefined)
      }
      const forward = async (change: Change): Promise<void> => {
        if (!(await concerns(web, tenant.id, threadId, change))) return
        if (change.kind !== 'progress') return tell('change', { kind: change.kind, id: change.id })
        const progress = await web.store.progress.get(change.id)
        if (progress) tell('progress', { id: change.id, ...progressView(progress) })
      }
      const unsubscribe = web.changes.subscribe((change) => {
        forward(change).catch((cause: unknown) =>
          web.log.error({ err: cause }, 'A change could not be told to a page.'),
        )
      })
      const timer = setInterval(() => tell('heartbeat', {}), heartbeatMs)
      tell('change', { kind: 'hello' })
      await new Promise<void>((resolve) => stream.onAbort(resolve))
      clearInterval(timer)
      unsubscribe()
    })
  })
  return routes
}

/** Pages hear of their own thread, and of the characters of their own tenant, which all threads share. */
async function concerns(
  web: WebDependencies,
  tenantId: string,
  threadId: string,
  { kind, id, threadId: where }: Change,
): Promise<boolean> {
  if (where === threadId) return true
  if (kind === 'frame' && where !== undefined) return false
  if (kind === 'character') return where === undefined || where.startsWith('web:local:')
  const [character, frame] = await Promise.all([
    kind === 'progress' ? web.store.characters.get(tenantId, id) : undefined,
    where === undefined ? web.store.frames.get(tenantId, id) : undefined,
  ])
  return character !== undefined || frame !== undefined
}
