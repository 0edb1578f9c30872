import { Hono } from 'hono'
import { anyThread, type WebDependencies, webThreadId } from './app-context.ts'
import { problem } from './problem.ts'
import { readSaid } from './said.ts'
import { replyStatus } from './status.ts'

/** `POST /api/commands` carries out what a person said; `GET` lists what can be said. */
export function commandRoutes(web: WebDependencies): Hono {
  const routes = new Hono()
  routes.get('/api/commands', async (context) => {
    const drawsPoses = await web.poses.drawsPoses(anyThread)
    return context.json({ commands: web.commands, drawsPoses })
  })
  routes.post('/api/commands', async (context) => {
    const read = readSaid(await context.req.text())
    if ('sentence' in read) return problem(context, 400, 'bad-request', read.sentence)
    const { thread, user, text, id } = read.said
    const reply = await web.say({
      sourceId: id ?? web.newId(),
      threadId: webThreadId(thread),
      channelId: undefined,
      author: { id: user, name: user },
      // Whoever can reach the page runs it: there is no log-in.
      manages: true,
      text,
    })
    return context.json({ reply }, replyStatus(reply))
  })
  return routes
}
