// Runs the TypeScript file that is its first argument, as CommonJS: for programs without top-level await. tsx's
// loader of ES modules is a thread with a heap of its own, and this one is not.
require('tsx/cjs')
process.argv.splice(1, 1)
require(process.argv[1])
