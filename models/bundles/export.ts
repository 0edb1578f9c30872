/** `npm run bundle -- export`: the Python tool in `export/`, given its arguments as they are. */

import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const tool = fileURLToPath(new URL('../../export/main.py', import.meta.url))

/** The tool's exit status. Error in words when Python cannot be started. */
export function exportBundle(
  args: readonly string[],
  python: string,
  stdio: 'inherit' | 'ignore' = 'inherit',
): Promise<number> {
  return new Promise((resolve, reject) => {
    const running = spawn(python, [tool, ...args], { stdio })
    running.on('error', (cause) =>
      reject(
        new Error(`${python} cannot be started: install Python 3.11, or set PYTHON to it`, {
          cause,
        }),
      ),
    )
    running.on('exit', (code) => resolve(code ?? 1))
  })
}
