import { expect, it } from 'vitest'
import { finishBegun } from '../../commands/finish-begun.ts'
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
  })
  await finishBegun(here, new Date(Date.now() - 60_000))
  expect(await here.character('Mira')).toBeUndefined()

  const later = new Date(Date.now() + 60_000)
  await finishBegun(here, later)
  await finishBegun(here, later)
  expect(await here.character('Mira')).toMatchObject({ state: 'discovering' })
  const [record] = await here.store.commands.inThread(tenant.id, threadId)
  expect(record!.reply).toMatchObject({ made: {} })
  expect(record).toMatchObject({ channelId: 'c-1', manages: true })
  expect(here.changes.published).toHaveLength(1)
})
