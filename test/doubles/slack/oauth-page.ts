import type { ServerResponse } from 'node:http'
import { allow, newUser } from './install.ts'
import type { World } from './world.ts'

/** Where a bot sends whoever wants to install it; here they say yes at once. */
export function serveOauthPage(
  world: World,
  query: URLSearchParams,
  response: ServerResponse,
): void {
  const redirect = query.get('redirect_uri')
  const workspace =
    world.workspaces.get(query.get('team') ?? '') ?? [...world.workspaces.values()].at(-1)
  if (query.get('client_id') !== world.app.clientId || !redirect || !workspace) {
    world.violations.push(`an installation with ${query} leads nowhere`)
    response.writeHead(400).end('Something went wrong')
    return
  }
  const admins = [...world.users.values()].filter(
    ({ workspaceId, isAdmin }) => workspaceId === workspace.id && isAdmin,
  )
  const installer = admins[0] ?? newUser(world, workspace.id, 'Owner', { isAdmin: true })
  const scopes = (query.get('scope') ?? '').split(',').filter((one) => one !== '')
  const code = allow(world, { workspace, installer, scopes, redirectUri: redirect })
  const back = new URL(redirect)
  back.searchParams.set('code', code)
  back.searchParams.set('state', query.get('state') ?? '')
  response.writeHead(302, { location: back.href }).end()
}
