/**
 * What a Node process that draws is started with: every step leaves arrays behind, and a small young
 * generation frees them soon (V8's default keeps up to 48 MiB of it).
 */
export const drawingFlags: readonly string[] = ['--max-semi-space-size=2']
