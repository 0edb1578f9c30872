import { availableParallelism, cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { writeJson } from '../../bench/write-json.ts'
import { runChaos } from './run.ts'

/**
 * `npm run chaos -- [--seconds N] [--seed S] [--commands N] [--faults N] [--json FILE]`: faults come for
 * so long, and until so many commands were taken and so many faults were there, but no longer than
 * `--most` seconds; exits with 1 when a promise was broken. `--rate` (commands a second), `--pause` (ms between two faults at most), `--open`
 * (frames on the way in a story) and `--stories` (on each platform) say how wild it is.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    commands: { type: 'string', default: '0' },
    faults: { type: 'string', default: '0' },
    most: { type: 'string', default: '7200' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string', default: '8' },
    pause: { type: 'string', default: '3000' },
    open: { type: 'string', default: '5' },
    stories: { type: 'string', default: '3' },
    log: { type: 'string', default: 'silent' },
    json: { type: 'string' },
  },
})
const date = new Date().toISOString()
const began = performance.now()
const result = await runChaos({
  until: {
    seconds: Number(values.seconds),
    taken: Number(values.commands),
    faults: Number(values.faults),
    mostSeconds: Number(values.most),
  },
  seed: Number(values.seed),
  rate: Number(values.rate),
  pauseMs: Number(values.pause),
  mostOpen: Number(values.open),
  stories: Number(values.stories),
  isHurried: false,
  logLevel: values.log,
  tell: (sentence) =>
    console.error(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${sentence}`),
})
const machine = `${cpus()[0]?.model}, ${availableParallelism()} cores, Node ${process.version}`
const whole = { date, machine, loadAtTheEnd: loadavg()[0], ...result }
if (values.json !== undefined) await writeJson(values.json, whole)
console.log(JSON.stringify(whole, undefined, 2))
process.exit(result.complaints.length === 0 ? 0 : 1)
