import { routes } from './routes/index.ts'
import type { Route } from './routes/route.ts'

export interface Found {
  readonly route: Route
  readonly params: Readonly<Record<string, string>>
}

/** The route of a path without `/api/v10`, with what its parts are called. */
export function findRoute(method: string, pathname: string): Found | undefined {
  const parts = pathname.split('/').map(decodeURIComponent)
  for (const route of routes) {
    if (route.method !== method) continue
    const params = match(route.path.split('/'), parts)
    if (params) return { route, params }
  }
  return undefined
}

function match(
  pattern: readonly string[],
  parts: readonly string[],
): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, part] of pattern.entries()) {
    const given = parts[index]!
    if (part.startsWith('{')) params[part.slice(1, -1)] = given
    else if (part !== given) return undefined
  }
  return params
}

/** Ids that are no numbers, in the order of the path. */
export const badIds = (params: Readonly<Record<string, string>>): string[] =>
  Object.entries(params).flatMap(([name, value]) =>
    name.endsWith('_id') && !/^\d{1,20}$/.test(value) ? [name] : [],
  )
