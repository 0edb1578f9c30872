import { readFile, writeFile } from 'node:fs/promises'
import { routes } from './routes/index.ts'

/**
 * `npx tsx test/doubles/discord/schemas.main.ts openapi.json`: keeps of Discord's description the
 * request bodies of the double's routes and what they are made of, one schema a line.
 */
interface Description {
  readonly openapi: string
  readonly info: unknown
  readonly paths: Record<string, Record<string, { requestBody?: RequestBody }>>
  readonly components: { readonly schemas: Record<string, unknown> }
}

interface RequestBody {
  readonly content: { readonly 'application/json'?: { readonly schema: unknown } }
}

function bodies({ paths }: Description): Record<string, Record<string, unknown>> {
  const kept: Record<string, Record<string, unknown>> = {}
  for (const { method, path } of routes) {
    const verb = method.toLowerCase()
    const schema = paths[path]?.[verb]?.requestBody?.content['application/json']?.schema
    if (schema !== undefined) kept[path] = { ...kept[path], [verb]: schema }
  }
  return kept
}

/** Without titles and descriptions, which are for readers of the documentation. */
const bare = (value: unknown): string =>
  JSON.stringify(value, (key, inner) =>
    ['title', 'description'].includes(key) && typeof inner === 'string' ? undefined : inner,
  )

function reachable(from: unknown, schemas: Record<string, unknown>): Map<string, string> {
  const found = new Map<string, string>()
  const visit = (text: string): void => {
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (found.has(name!)) continue
      found.set(name!, bare(schemas[name!]))
      visit(found.get(name!)!)
    }
  }
  visit(JSON.stringify(from))
  return found
}

const [source] = process.argv.slice(2)
if (source === undefined) throw new RangeError('usage: schemas.main.ts <openapi.json>')
const description = JSON.parse(await readFile(source, 'utf8')) as Description
const paths = bodies(description)
const schemas = [...reachable(paths, description.components.schemas)].sort()
const lines = (entries: (readonly [string, string])[]): string =>
  entries.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',\n')
await writeFile(
  new URL('openapi.json', import.meta.url),
  `{"openapi":"${description.openapi}","info":${JSON.stringify(description.info)},
"paths":{
${lines(Object.entries(paths).map(([path, methods]) => [path, bare(methods)] as const))}
},
"components":{"schemas":{
${lines(schemas)}
}}}
`,
)
