import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'

const types = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
} as const

const pageFolder = new URL('./page/', import.meta.url)
const vendored = {
  'htm-preact.js': fileURLToPath(import.meta.resolve('htm/preact/standalone')),
} as const

/** The page's own files and its one library, by exact name: nothing else on the disk is reachable. */
export function pageRoutes(files: readonly string[]): Hono {
  const routes = new Hono()
  const serve = (path: string, file: string | URL): void => {
    const kind = path.slice(path.lastIndexOf('.') + 1) as keyof typeof types
    routes.get(path, async (context) =>
      context.body(new Uint8Array(await readFile(file)), 200, {
        'Content-Type': types[kind] ?? types.html,
        'Cache-Control': 'no-cache',
      }),
    )
  }
  serve('/', new URL('index.html', pageFolder))
  for (const name of files) serve(`/page/${name}`, new URL(name, pageFolder))
  for (const [name, file] of Object.entries(vendored)) serve(`/page/vendor/${name}`, file)
  return routes
}

/** The page's files, found once at the start. */
export async function findPageFiles(): Promise<string[]> {
  return (await readdir(pageFolder)).filter((name) => /^[a-z-]+\.(css|js|svg)$/.test(name))
}
