import { describe, expect, it } from 'vitest'
import { readAssumptions } from '../../../bench/scale/assumptions.ts'
import { readMeasured } from '../../../bench/scale/figures.ts'
import { discordBears, limitsOf, looksOfFrame } from '../../../bench/scale/limits.ts'
import { reportScale } from '../../../bench/scale/report.ts'
import { carry } from '../../../bench/scale/scale.ts'

const tables = [
  'frames',
  'deliveries',
  'chat_messages',
  'commands',
  'characters',
  'identities',
  'stories',
  'episodes',
].map((table) => ({ table, rows: 1000, bytes: 1000 * 100 }))

const load = {
  acknowledged: [
    { load: 'completion, 20/s', botCpu: 99 },
    { load: '50 commands/s', botCpu: 8 },
    { load: '100 commands/s', botCpu: 12 },
  ],
  many: {
    cpu: { bot: 20, worker: 15, 'model process': 3, PostgreSQL: 10, Redis: 1 },
    requests: { answers: 2, counted: 2 },
    samples: [{ resident: { bot: 300, worker: 200 } }, { resident: { bot: 310, worker: 210 } }],
  },
  database: { tables: [...tables, { table: 'tenants', rows: 4, bytes: 16_384 }] },
  redisJob: 1000,
  pictures: { bundle: 'storybook', perFrame: 50_000 },
}
const reference = {
  compared: [
    ...[1, 2, 3].map((people) => ({
      work: `a frame, K = ${people}`,
      cpuSeconds: [people, people],
    })),
    { work: 'a character, as the bundle sets it', cpuSeconds: [9, 11] },
  ],
}
const measured = readMeasured(load, reference)
const assumed = readAssumptions({ servers: '10000', active: '0.1', frames: '10', characters: '0' })

describe('measured costs', () => {
  it('are read from what the commands write: means, and bytes of tables with rows enough', () => {
    expect(measured).toMatchObject({
      commandCpu: 10,
      requests: 2,
      memory: { bot: 310 },
      frameSeconds: [1, 2, 3],
      characterSeconds: 10,
    })
    expect(measured.bytesPerRow).toMatchObject({ frames: 100 })
    expect(measured.bytesPerRow.tenants).toBeUndefined()
  })

  it('that are not there are said by name', () => {
    expect(() => readMeasured(load, { compared: [] })).toThrow('"a frame, K = 1" was not measured')
    const few = { ...load, database: { tables: tables.slice(1) } }
    expect(() => carry(readMeasured(few, reference), assumed)).toThrow('rows of frames')
  })
})

describe('carried to many servers', () => {
  const scale = carry(measured, assumed)

  it('counts frames, commands, rows and bytes', () => {
    expect(scale.traffic.framesPerDay).toBe(10_000)
    expect(scale.traffic.framesPerSecond).toBeCloseTo((10_000 / 86_400) * 3)
    expect(scale.traffic.commandsPerSecond).toBeCloseTo(3 * scale.traffic.framesPerSecond)
    // A frame, its delivery, its message, three commands; a fifteenth of a story and its episode.
    expect(scale.stored.rows).toBeCloseTo(365 * 10_000 * (6 + 2 / 15))
    expect(scale.stored.database).toBeCloseTo(scale.stored.rows * 100)
    expect(scale.stored.pictures).toBe(365 * 10_000 * 50_000)
  })

  it('has enough drawers for the busiest hour, and more of them where drawing takes longer', () => {
    expect(scale.drawers.frameSeconds).toBe(2)
    expect(scale.drawers.waits.p95).toBeLessThanOrEqual(10)
    expect(scale.drawers.count).toBeGreaterThanOrEqual(scale.drawers.evenly)
    const slow = carry(measured, { ...assumed, 'draw-seconds': 20 })
    expect(slow.drawers.count).toBeGreaterThan(scale.drawers.count)
  })

  it('grows in proportion to the servers', () => {
    const twice = carry(measured, { ...assumed, servers: 20_000 })
    expect(twice.stored.database / scale.stored.database).toBeCloseTo(2)
    expect(twice.limits[0]!.load / scale.limits[0]!.load).toBeCloseTo(2)
    expect(twice.discord.shards).toBe(8)
  })

  it('costs nothing that nobody gave a price for', () => {
    expect(scale.cost).toEqual({ drawing: undefined, cores: undefined, keeping: undefined })
    const paid = carry(measured, { ...assumed, 'drawer-hour': 2 })
    expect(paid.cost.drawing).toBeCloseTo((2 * paid.drawers.count) / (10_000 / 24))
    expect(reportScale(assumed, measured, scale)).toContain('no price was given')
  })
})

describe('what gives out first', () => {
  it('is the fullest: Discord’s limit, where looks at progress give way to what is drawn', () => {
    expect([looksOfFrame(0, 2), looksOfFrame(31, 26)]).toEqual([0, 12])
    // 50 requests a second: three a frame, or two and no more than 20 looks.
    expect([discordBears(2, 1), discordBears(2, 12)]).toEqual([50 / 3, 15])
    const [first, ...rest] = limitsOf(measured, assumed, 30, 12)
    expect(first).toMatchObject({ bears: 15, load: 2 })
    const loads = rest.map(({ load: used }) => used)
    expect(loads).toEqual([...loads].sort((a, b) => b - a))
  })

  it('of the others is what its cores bear', () => {
    const bears = (what: string) =>
      limitsOf(measured, assumed, 1, 2).find((one) => one.what.startsWith(what))!.bears
    expect(bears('one bot')).toBeCloseTo(600 / (20 + 2 * 10))
    expect(bears('PostgreSQL')).toBeCloseTo((0.6 * 16 * 1000) / 10)
  })
})

describe('assumptions', () => {
  it('have defaults, and are refused in words', () => {
    expect(readAssumptions({})).toMatchObject({ servers: 100_000, active: 0.05, seed: 1 })
    expect(() => readAssumptions({ active: '2' })).toThrow('--active: ')
    expect(() => readAssumptions({ servers: 'many' })).toThrow('--servers: ')
  })
})
