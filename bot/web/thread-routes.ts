import { Hono } from 'hono'
import { decodeThreadId } from '../../story/thread-id.ts'
import { type WebDependencies, webTenant, webThreadId } from './app-context.ts'
import { isId } from './ids.ts'
import { problem } from './problem.ts'
import { readThread } from './read-thread.ts'
import { threadName } from './said.ts'

/** Reading threads, and cancelling a frame. */
export function threadRoutes(web: WebDependencies): Hono {
  const routes = new Hono()

  routes.get('/api/threads', async (context) => {
    const tenant = await webTenant(web.store)
    const [threads, stories] = await Promise.all([
      web.store.commands.threads(tenant.id),
      web.store.stories.titles(tenant.id),
    ])
    const titles = new Map(stories.map(({ threadId, title }) => [threadId, title]))
    return context.json({
      threads: threads.map(({ threadId, lastAt }) => ({
        thread: decodeThreadId(threadId).thread,
        title: titles.get(threadId) ?? null,
        lastAt: lastAt.toISOString(),
      })),
    })
  })

  routes.get('/api/threads/:thread', async (context) => {
    const thread = threadName.safeParse(context.req.param('thread'))
    if (!thread.success) return problem(context, 404, 'not-found', 'There is no such thread.')
    const tenant = await webTenant(web.store)
    const view = await readThread(web.store, tenant.id, webThreadId(thread.data))
    return context.json({ thread: thread.data, ...view })
  })

  routes.post('/api/frames/:id/cancel', async (context) => {
    const id = context.req.param('id')
    const tenant = await webTenant(web.store)
    const frame = isId(id) ? await web.store.frames.get(tenant.id, id) : undefined
    if (frame === undefined) return problem(context, 404, 'no-frame', 'There is no such frame.')
    const cancelled = await web.store.frames.cancel(tenant.id, id)
    if (cancelled) await web.changes.publish({ kind: 'frame', id, threadId: undefined })
    return context.json({ cancelled })
  })
  return routes
}
