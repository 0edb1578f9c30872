/** How a Node process that draws is started, so that it is small. */

import { fileURLToPath } from 'node:url'

/** Every step leaves arrays behind; a small young generation (V8's grows to 48 MiB) frees them soon. */
export const drawingFlags: readonly string[] = ['--max-semi-space-size=2']

const runner = fileURLToPath(new URL('run-typescript.cjs', import.meta.url))

/** What Node is given to run a program: TypeScript without top-level await, or what was compiled. */
export const drawingProgram = (file: string): readonly [string, ...string[]] =>
  file.endsWith('.ts') ? [runner, file] : [file]
