import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'

/** Of a service in compose.yaml what is used here. */
export interface Service {
  readonly command?: readonly string[]
  readonly healthcheck?: { readonly test: readonly string[] }
}

export async function readServices(folder: string): Promise<Readonly<Record<string, Service>>> {
  const text = await readFile(join(folder, 'deploy/compose.yaml'), 'utf8')
  return parse(text, { merge: true }).services
}

/** A service's question after its health, asked at that port instead of 9464. */
export const healthQuestion = ({ healthcheck }: Service, port: number): readonly string[] =>
  healthcheck!.test.slice(1).map((word) => word.replace(':9464/', `:${port}/`))
