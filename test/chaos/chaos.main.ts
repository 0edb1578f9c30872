import { parseArgs } from 'node:util'
import { writeJson } from '../../bench/write-json.ts'
import { runChaos } from './run.ts'

/**
 * `npm run chaos -- [--seconds N] [--commands N] [--seed S] [--out FILE]`: faults come for so long, and until so
 * many commands were taken; exits with 1 when a promise was broken.
 * `--rate`, `--pause` (ms between two faults at most) and `--open` (frames on the way) say how wild it is.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    commands: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string', default: '8' },
    pause: { type: 'string', default: '3000' },
    open: { type: 'string', default: '40' },
    log: { type: 'string', default: 'silent' },
    out: { type: 'string' },
  },
})
const began = performance.now()
const result = await runChaos({
  seconds: Number(values.seconds),
  atLeast: Number(values.commands),
  seed: Number(values.seed),
  rate: Number(values.rate),
  pauseMs: Number(values.pause),
  mostOpen: Number(values.open),
  isHurried: false,
  logLevel: values.log,
  tell: (sentence) =>
    console.error(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${sentence}`),
})
if (values.out !== undefined) await writeJson(values.out, result)
console.log(JSON.stringify(result, undefined, 2))
process.exit(result.complaints.length === 0 ? 0 : 1)
