import { parseArgs } from 'node:util'
import { table } from '../../bench/table.ts'
import {
  acknowledgedHead,
  acknowledgedRow,
  measureAcknowledgement,
} from './load/acknowledgement.ts'
import { lookAtMachine, machineLine } from './load/machine.ts'
import { startLoadedTroupe } from './load/troupe.ts'

/**
 * `npm run bench:discord`: how long Discord waits for the first answer, from INTERACTION_CREATE to
 * the callback, at rising rates. Four processes: this one with Discord's double, the bot, a worker
 * that draws stripes, PostgreSQL with its durable settings. The bot's CPU time for each, with all
 * that it does afterwards, says what a machine is good for even while others work on it.
 */
const { values } = parseArgs({
  options: {
    rates: { type: 'string', default: '25,50,100,200' },
    seconds: { type: 'string', default: '20' },
  },
})
const troupe = await startLoadedTroupe({ worker: '../drawing.main.ts', withRedis: false })
try {
  const rates = values.rates.split(',').map(Number)
  const rows = await measureAcknowledgement(troupe, rates, Number(values.seconds))
  console.log(machineLine(lookAtMachine()))
  console.log(table(acknowledgedHead, rows.map(acknowledgedRow)))
} finally {
  await troupe.stop()
}
process.exit()
