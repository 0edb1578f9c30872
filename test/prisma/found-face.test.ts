import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { prismaStore } from '../../prisma/store.ts'
import { announce } from '../../worker/handlers/workshop.ts'
import { identity, newScene } from '../contracts/store-scene.ts'
import { memoryChanges } from '../fakes/memory-changes.ts'
import { memoryQueue } from '../fakes/memory-queue.ts'
import { countedClient, rowsRead } from './rows-read.ts'

/** Stories with a frame each that waits for somebody else, and as many that are queued. */
const others = 1000
/** Whoever read what waits would read a thousand. */
const most = 150

const client = countedClient()

async function waitFor(characterId: string, tenantId: string): Promise<void> {
  const rows = Array.from({ length: 2 * others }, (_, i) => ({
    id: randomUUID(),
    state: i < others ? 'waiting' : 'queued',
  }))
  const [json, cast] = [JSON.stringify(rows), JSON.stringify([{ characterId, name: 'Fen' }])]
  const all = `jsonb_to_recordset($1::jsonb) as r(id text, state text)`
  for (const [sql, ...values] of [
    [
      `insert into stories (id, tenant_id, thread_id, title) select id, $2, id, 'T' from ${all}`,
      tenantId,
    ],
    [`insert into episodes (id, story_id, number) select id, id, 1 from ${all}`],
    [
      `insert into commands (id, tenant_id, source_id, thread_id, author_id, author_name, text)
       select id, $2, id, id, 'u1', 'Ada', '/story next' from ${all}`,
      tenantId,
    ],
    [
      `insert into frames (id, episode_id, command_id, position, prompt, "cast", seed, state, author_id,
         author_name) select id, id, id, 1, 'Fen', $2::jsonb, 1, state, 'u1', 'Ada' from ${all}`,
      cast,
    ],
    ['analyze'],
  ] as const) {
    await client().$executeRawUnsafe(sql, ...(sql === 'analyze' ? [] : [json, ...values]))
  }
}

test('a face that was found rings for its own frames, and reads nothing of all the others that wait', async () => {
  const scene = await newScene(prismaStore(client()))
  const { store, tenant, threadId, newCharacter, newStory, newFrame } = scene
  const [fen, mira, tomas] = [
    await newCharacter('Fen'),
    await newCharacter('Mira'),
    await scene.readyCharacter('Tomas'),
  ]
  await waitFor(fen.id, tenant.id)
  const queued = await newFrame((await newStory()).episode, [tomas])
  await store.frames.releaseDue()
  const { episode } = await newStory()
  const first = await newFrame(episode, [mira])
  await newFrame(episode, [mira])
  const withTomas = await newFrame((await newStory()).episode, [tomas, mira])
  const queue = memoryQueue()
  const done = (id: string) =>
    announce({ kind: 'character', id, threadId }, { store, queue, changes: memoryChanges() })

  await store.characters.discovered(mira.id, mira.seed, identity, 'mira.png')
  const before = await rowsRead(client())
  await done(mira.id)
  expect((await rowsRead(client())) - before).toBeLessThan(most)
  const ringFor = (...ids: string[]) => ids.map((frameId) => ({ kind: 'draw-frame', frameId }))
  expect(queue.rings).toEqual(ringFor(first.id, withTomas.id))

  // What was queued before somebody asked for another face has lost its job meanwhile.
  await store.characters.retry(tenant.id, tomas.id, 8)
  await store.characters.discovered(tomas.id, 8, identity, 'tomas.png')
  await done(tomas.id)
  expect(queue.rings.slice(2)).toEqual(ringFor(queued.id, withTomas.id))
})
