import { type Context, Hono } from 'hono'
import { type WebDependencies, webTenant } from './app-context.ts'
import { problem } from './problem.ts'

type Picture = 'image' | 'template'

/**
 * Pictures by the id of their row; keys of the frame store never come from a request. Where browsers
 * can fetch them by themselves they are sent there.
 */
export function pictureRoutes(web: WebDependencies): Hono {
  const routes = new Hono()

  const send = async (context: Context, key: string | undefined): Promise<Response> => {
    const missing = () => problem(context, 404, 'not-found', 'There is no such picture.')
    if (key === undefined) return missing()
    const { direct } = web.pictures
    if (direct !== undefined) {
      context.header('Cache-Control', 'private, no-store')
      return context.redirect(await direct.addressOf(key))
    }
    const etag = `"${key}"`
    const headers = { ETag: etag, 'Cache-Control': 'private, no-cache' }
    if (context.req.header('if-none-match') === etag) return context.body(null, 304, headers)
    const bytes = await web.pictures.get(key)
    if (bytes === undefined) return missing()
    return context.body(new Uint8Array(bytes), 200, { ...headers, 'Content-Type': 'image/png' })
  }

  const frame = (which: Picture) => async (context: Context) => {
    const id = (context.req.param('file') ?? context.req.param('id') ?? '').replace(/\.png$/, '')
    const tenant = await webTenant(web.store)
    return send(context, (await web.store.frames.get(tenant.id, id))?.[which])
  }

  routes.get('/frames/:file{[A-Za-z0-9-]+\\.png}', frame('image'))
  routes.get('/frames/:id{[A-Za-z0-9-]+}/template.png', frame('template'))
  routes.get('/characters/:file{[A-Za-z0-9-]+\\.png}', async (context) => {
    const id = context.req.param('file').replace(/\.png$/, '')
    const tenant = await webTenant(web.store)
    return send(context, (await web.store.characters.get(tenant.id, id))?.portrait)
  })
  return routes
}
