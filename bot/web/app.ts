import { Hono } from 'hono'
import { except } from 'hono/combine'
import { requestId } from 'hono/request-id'
import type { WebDependencies } from './app-context.ts'
import { commandRoutes } from './command-routes.ts'
import { eventRoutes } from './event-routes.ts'
import { onlyJson, onlyOwnPage, securityHeaders, smallBody } from './guard.ts'
import { healthRoutes } from './health-routes.ts'
import { pageRoutes } from './page-routes.ts'
import { pictureRoutes } from './picture-routes.ts'
import { posePath, poseRoutes } from './pose-routes.ts'
import { problem } from './problem.ts'
import { threadRoutes } from './thread-routes.ts'

/** The web side as a function from request to response; `serve.ts` gives it a port. */
export function createWebApp(web: WebDependencies, pageFiles: readonly string[]): Hono {
  const app = new Hono()
  const { direct } = web.pictures
  const headers = securityHeaders(direct === undefined ? [] : [direct.origin])
  app.use(requestId(), headers, onlyOwnPage(web.host))
  app.use(except(posePath, onlyJson, smallBody))
  app.route('/', healthRoutes(web.health))
  app.route('/', commandRoutes(web))
  app.route('/', poseRoutes(web))
  app.route('/', threadRoutes(web))
  app.route('/', eventRoutes(web))
  app.route('/', pictureRoutes(web))
  app.route('/', pageRoutes(pageFiles))
  app.notFound((context) => problem(context, 404, 'not-found', 'There is nothing here.'))
  app.onError((cause, context) => {
    const request = context.get('requestId')
    web.log.error({ err: cause, request, path: context.req.path }, 'A request failed.')
    return problem(context, 503, 'try-again', 'Troupe cannot reach its memory. Try again soon.')
  })
  return app
}
