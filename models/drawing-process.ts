/** How a Node process that draws is started, so that it is small. */

import { fileURLToPath } from 'node:url'

/** Every step leaves arrays behind; a small young generation (V8's grows to 48 MiB) frees them soon. */
export const drawingFlags: readonly string[] = ['--max-semi-space-size=2']

/** What runs the TypeScript file that is its first argument, a program without top-level await. */
export const drawingRunner = fileURLToPath(new URL('run-typescript.cjs', import.meta.url))
