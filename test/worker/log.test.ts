import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { openLog } from '../../worker/log.ts'
import { quietly } from '../../worker/quiet.ts'
import { settingsThatLoseJobs } from '../../worker/redis-check.ts'

test('secrets never reach the log, by key or inside an address', () => {
  let written = ''
  const paper = new Writable({
    write(chunk, _encoding, done) {
      written += chunk
      done()
    },
  })
  const log = openLog({ name: 'worker', level: 'info' }, paper)
  log.info({ token: 'hush-1', config: { password: 'hush-2' } }, 'opened')
  log.warn({ err: new Error('no answer from postgres://troupe:hush-3@db:5432/troupe') }, 'trouble')
  expect(written).toContain('postgres://***@db:5432/troupe')
  expect(written).not.toMatch(/hush/)
})

test('secrets never reach the log by what they look like, or by their value', () => {
  let written = ''
  const paper = new Writable({
    write(chunk, _encoding, done) {
      written += chunk
      done()
    },
  })
  const secrets = ['MTA5.hush.token', undefined, 'a b']
  const log = openLog({ name: 'bot', level: 'info', secrets }, paper)
  const child = log.child({ job: 'frame-1' })
  child.info({ options: { headers: ['x: MTA5.hush.token'] } }, 'asking with MTA5.hush.token')
  child.warn({ err: new Error('xoxb-1-hush and xapp-1-A-hush are refused') }, 'Bearer hush-hush-1')
  child.warn({ to: 'https://s3/p.png?X-Amz-Credential=hush%2F1&X-Amz-Signature=hush&x=1' }, 'a b')
  child.warn({ to: 'https://troupe/slack/pictures/T1/frame/1.png?until=1&signature=hush' }, 'a b')
  expect(written).not.toMatch(/hush/)
  expect(written).toContain('X-Amz-Signature=***&x=1')
  expect(written).toContain('"msg":"a b"')
  expect(written.match(/"job":"frame-1"/g)).toHaveLength(4)
})

test('a flood becomes one line now and then, with the number of those left out', () => {
  let now = 0
  const told: [string, number][] = []
  const tell = quietly<string>(
    (text, leftOut) => told.push([text, leftOut]),
    1000,
    () => now,
  )
  for (const text of ['a', 'b', 'c']) tell(text)
  now = 1000
  tell('d')
  now = 2500
  tell('e')
  expect(told).toEqual([
    ['a', 0],
    ['d', 2],
    ['e', 0],
  ])
})

test("a Redis that may lose jobs is told, Debian's defaults among them", () => {
  const info = (policy: string, aof: number) =>
    `# Memory\r\nmaxmemory_policy:${policy}\r\n# Persistence\r\naof_enabled:${aof}\r\n`
  expect(settingsThatLoseJobs(info('noeviction', 1))).toEqual([])
  expect(settingsThatLoseJobs(info('allkeys-lru', 0))).toEqual([
    'Redis drops keys when it is full: set maxmemory-policy noeviction, not allkeys-lru',
    'Redis keeps no log on disk (appendonly no): a crash loses its queue for a while',
  ])
})
