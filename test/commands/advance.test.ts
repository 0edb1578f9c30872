import { expect, it } from 'vitest'
import { conduct } from '../../story/conduct.ts'
import { mira, world } from './world.ts'

const next = '/story next Mira in a park'

it('rings once for what a command made due, however much waits; a sweep rings for all', async () => {
  const here = world()
  await here.tell(mira)
  const { id: characterId } = await here.character('Mira')
  expect(here.queue.rings).toEqual([{ kind: 'discover-identity', characterId }])
  await here.ready('Mira')
  await here.tell('/story start One', next)
  const [first] = await here.frames()
  const ring = { kind: 'draw-frame', frameId: first!.id }
  expect(here.queue.rings.slice(1)).toEqual([ring])
  await here.tell(next, '/character list', next)
  expect(here.queue.rings.slice(1)).toEqual([ring])
  await conduct(here.store, here.queue)
  expect(here.queue.rings.slice(1)).toEqual([ring, ring])
})

it('rings again for a character that looks for another face', async () => {
  const here = world()
  await here.tell(mira)
  await here.ready('Mira')
  await here.tell('/character show Mira')
  expect(here.queue.rings).toHaveLength(1)
  await here.tell('/character retry Mira')
  expect(here.queue.rings).toHaveLength(2)
})
