import { expect, test } from 'vitest'
import { discoverIdentity } from '../../worker/handlers/discover-identity.ts'
import { fakeArtist, storybookEncoder } from '../fakes/artist.ts'
import { addCharacter, openScene, running, threadId } from './scene.ts'

test('a character gets its identity, its portrait, and the frame that waited is rung for', async () => {
  const { workshop, mira, character, next, frames, queue, changes } = await openScene()
  const waiting = await next('Mira in a park')
  await discoverIdentity({ characterId: mira.id }, workshop, running)
  const { state, identity, portrait } = await character(mira.id)
  expect(state).toBe('ready')
  expect(identity?.encoder).toBe(storybookEncoder)
  expect(await frames.get(portrait!)).toBeDefined()
  expect(queue.jobs).toContainEqual({ kind: 'draw-frame', frameId: waiting.id })
  expect(changes.published).toContainEqual({ kind: 'character', id: mira.id, threadId })
})

test('who cannot be drawn fails with a sentence', async () => {
  const { workshop, store, tenantId, character } = await openScene()
  const { id } = await addCharacter(store, tenantId, 'Odysseus', 'nobody in particular')
  await discoverIdentity({ characterId: id }, workshop, running)
  expect(await character(id)).toMatchObject({
    state: 'failed',
    problem: 'I could not draw nobody.',
  })
})

test('a crash leaves the character to the next attempt', async () => {
  const { workshop, store, tenantId, character } = await openScene()
  const { id } = await addCharacter(store, tenantId, 'Icarus', 'crash of a man')
  await expect(discoverIdentity({ characterId: id }, workshop, running)).rejects.toThrow(
    'the formula crashed',
  )
  expect((await character(id)).state).toBe('discovering')
  expect(await store.progress.get(id)).toBeUndefined()
})

test('a character removed meanwhile stops the work and leaves no portrait', async () => {
  const artist = fakeArtist({ stepMs: 20, steps: 50 })
  const { workshop, store, tenantId, mira, frames, changes } = await openScene({ artist })
  const discovery = discoverIdentity({ characterId: mira.id }, workshop, running)
  await store.characters.remove(tenantId, mira.id)
  await changes.publish({ kind: 'character', id: mira.id, threadId })
  await discovery
  expect(frames.keys).toEqual([])
})

test('running it twice is harmless', async () => {
  const { workshop, mira, character, frames } = await openScene()
  await Promise.all([
    discoverIdentity({ characterId: mira.id }, workshop, running),
    discoverIdentity({ characterId: mira.id }, workshop, running),
  ])
  await discoverIdentity({ characterId: mira.id }, workshop, running)
  expect(frames.keys).toEqual([(await character(mira.id)).portrait])
})

test('whom another pool is to find is left to it', async () => {
  const { workshop, mira, character } = await openScene()
  await discoverIdentity({ characterId: mira.id }, { ...workshop, pool: 'grand' }, running)
  expect((await character(mira.id)).state).toBe('discovering')
})
