import { parseArgs } from 'node:util'
import { endInWords } from '../../bench/end-in-words.ts'
import { writeJson } from '../../bench/write-json.ts'
import { createRandom } from '../../training/random.ts'
import { measureAcknowledgement } from './load/acknowledgement.ts'
import { compareLongStories } from './load/long-story.ts'
import { lookAtMachine } from './load/machine.ts'
import { tellMany } from './load/many-frames.ts'
import { measurePictures } from './load/picture-bytes.ts'
import { measureQueue } from './load/queue-overhead.ts'
import { type LoadFigures, reportLoad } from './load/report.ts'
import { addCast, openPlace } from './load/scene.ts'
import { measureDatabase, measureJob, measureTables } from './load/sizes.ts'
import { openTelling } from './load/telling.ts'
import { startLoadedTroupe } from './load/troupe.ts'

const usage = `npm run load [-- --frames N]   frames for memory over time and for a long story (100000)
  [--rates 50,100,200] [--seconds N]   commands a second, and for how long, of acknowledgement
  [--rounds N]                         rounds of late frames against first ones (40)
  [--json FILE]                        all figures for programs`

const { values } = parseArgs({
  options: {
    frames: { type: 'string', default: '100000' },
    rates: { type: 'string', default: '50,100,200' },
    seconds: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '40' },
    json: { type: 'string' },
  },
})

function whole(name: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new Error(`--${name}: "${text}" must be a whole number from 1\n\n${usage}`)
}

/** A story for each thousand frames, at least four so that a worker always has something to do. */
const storiesFor = (frames: number): number => Math.min(20, Math.max(4, Math.round(frames / 1000)))
const queueFrames = 100
const jobs = 10_000
const looks = 20

async function measure(): Promise<LoadFigures> {
  const frames = whole('frames', values.frames)
  const rates = values.rates.split(',').map((rate) => whole('rates', rate))
  const [seconds, rounds] = [whole('seconds', values.seconds), whole('rounds', values.rounds)]
  const before = lookAtMachine()
  const drawing = await startLoadedTroupe({ worker: '../drawing.main.ts', withRedis: false })
  const acknowledged = await measureAcknowledgement(drawing, rates, seconds).finally(drawing.stop)

  const troupe = await startLoadedTroupe({ worker: '../instant-worker.main.ts', withRedis: true })
  const telling = openTelling(troupe.discord, createRandom(1))
  try {
    const stories = storiesFor(frames)
    const places = []
    for (let i = 0; i < stories; i++) places.push(await openPlace(troupe.discord, `Readers ${i}`))
    await troupe.liftLimits()
    const queue = await measureQueue(troupe, telling, places, queueFrames)
    const many = await tellMany(
      troupe,
      telling,
      places,
      frames,
      looks,
      ({ frames: done, ...now }) =>
        console.error(`${done} frames after ${now.seconds.toFixed(0)} s`),
    )
    const told = Math.round((frames + queueFrames) / stories)
    const long = await compareLongStories(troupe, telling, places, told, rounds)
    await addCast(troupe.databaseUrl, places[0]!.serverId)
    const grown = await measureDatabase(troupe.databaseUrl)
    const tables = await measureTables(troupe.databaseUrl)
    const redisJob = await measureJob(troupe.databaseUrl, troupe.redisUrl!, jobs)
    const pictures = await measurePictures()
    const machine = { before, after: lookAtMachine() }
    return {
      machine,
      acknowledged,
      queue,
      many,
      long,
      database: { grown, tables },
      redisJob,
      pictures,
    }
  } finally {
    telling.end()
    await troupe.stop()
  }
}

await endInWords(async () => {
  const figures = await measure()
  console.log(reportLoad(figures))
  if (values.json !== undefined) await writeJson(values.json, figures)
})
process.exit()
