import { expect, it } from 'vitest'
import { finishBegun } from '../../commands/finish-begun.ts'
import { saidSoFar } from '../contracts/store-scene.ts'
import { mira, world } from './world.ts'

it('carries out what was stored and cut off, once, and nothing younger', async () => {
  const here = world()
  const tenant = await here.home()
  const threadId = 'web:home:park'
  await here.store.commands.receive({
    tenantId: tenant.id,
    sourceId: 'cut-off',
    threadId,
    channelId: 'c-1',
    author: { id: 'Ann', name: 'Ann' },
    manages: true,
    text: mira,
    carrier: 'a bot',
  })
  await finishBegun(here, { before: new Date(Date.now() - 60_000), carriers: ['another bot'] })
  expect(await here.character('Mira')).toBeUndefined()

  await finishBegun(here, saidSoFar())
  await finishBegun(here, saidSoFar())
  expect(await here.character('Mira')).toMatchObject({ state: 'discovering' })
  const [record] = await here.store.commands.inThread(tenant.id, threadId)
  expect(record!.reply).toMatchObject({ made: {} })
  expect(record).toMatchObject({ channelId: 'c-1', manages: true })
  expect(here.changes.published).toHaveLength(1)
})
