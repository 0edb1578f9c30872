import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { discoverIdentity } from '../../worker/handlers/discover-identity.ts'
import { giveUp } from '../../worker/handlers/give-up.ts'
import { jobHandler } from '../../worker/handlers/job-handler.ts'
import { openLog } from '../../worker/log.ts'
import { openScene, running } from './scene.ts'

test('people read a reference, the log has the error under it', async () => {
  let written = ''
  const paper = new Writable({
    write(chunk, _encoding, done) {
      written += chunk
      done()
    },
  })
  const log = openLog({ name: 'worker', level: 'info' }, paper)
  const { workshop, mira, next, frame } = await openScene({ log })
  await discoverIdentity({ characterId: mira.id }, workshop, running)
  const { id } = await next('Mira in a park')
  await giveUp({ kind: 'draw-frame', frameId: id }, new Error('a cable'), workshop, 'ab12cd34')
  const problem = 'Something went wrong while drawing. Reference ab12cd34.'
  expect(await frame(id)).toMatchObject({ state: 'failed', problem })
  expect(written).toMatch(/"reference":"ab12cd34".*gave up/)
  expect(written).toMatch(/a cable/)
})

test('a character that failed for good is told, and frames that wait for it fail', async () => {
  const { workshop, mira, next, frame, character } = await openScene()
  const { id } = await next('Mira in a park')
  const job = { kind: 'discover-identity', characterId: mira.id } as const
  await jobHandler(workshop).giveUp(job, new Error('a cable'))
  expect((await character(mira.id)).problem).toMatch(/Reference [0-9a-f]{8}\.$/)
  expect((await frame(id)).state).toBe('failed')
})
