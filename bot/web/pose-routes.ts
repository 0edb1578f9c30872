import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { UserError } from '../../story/errors.ts'
import { mostBytes, tooLarge } from '../poses/fetch-picture.ts'
import { anyThread, type WebDependencies } from './app-context.ts'
import { problem } from './problem.ts'

/** The one address that takes pictures, and no JSON. */
export const posePath = '/api/poses'

const kinds = ['image/png', 'image/jpeg', 'image/webp']

/**
 * `POST /api/poses` keeps a picture for the next frame and answers with the word that stands for it,
 * `/story next … pose:WORD`. Browsers send such content types across origins only when asked.
 */
export function poseRoutes(web: WebDependencies): Hono {
  const routes = new Hono()
  const limit = bodyLimit({
    maxSize: mostBytes,
    onError: (context) => problem(context, 413, 'no-picture', tooLarge().message),
  })
  routes.post(posePath, limit, async (context) => {
    const type = context.req.header('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
    if (!kinds.includes(type)) {
      return problem(context, 415, 'bad-request', `Send a picture: ${kinds.join(', ')}.`)
    }
    try {
      const pose = await web.poses.take(anyThread, async () => {
        return new Uint8Array(await context.req.arrayBuffer())
      })
      return context.json({ pose })
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      return problem(context, 400, error.code, error.message)
    }
  })
  return routes
}
