import { mkdtemp, readdir, readFile, rm, unlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exportTenant, importTenant, type Place } from '../../operation/tenant.ts'
import { backupOrder } from '../../prisma/backup.ts'
import { type Client, openClient } from '../../prisma/client.ts'
import { prismaStore } from '../../prisma/store.ts'
import { diskFrameStore } from '../../worker/frame-store.ts'
import { author, newScene, result, rights, type Scene } from '../contracts/store-scene.ts'
import { memoryFrameStore } from '../fakes/memory-frame-store.ts'
import { freshDatabase, type TestDatabase } from '../postgres.ts'

/** What is nobody's, or is not a story but a key to a door, or of this installation's day. */
const leftOut = [
  '_prisma_migrations',
  'progress',
  'portrait_batches',
  'discarded_pictures',
  'attached_pictures',
  'slack_installations',
  'locks',
  'served',
]

describe('one tenant', () => {
  let folder: string
  let here: TestDatabase
  let there: TestDatabase
  let client: Client
  let scene: Scene
  let from: Place
  let to: Place
  let name: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'troupe-tenant-'))
    here = await freshDatabase()
    there = await freshDatabase()
    client = openClient(here.url)
    const store = prismaStore(client)
    scene = await newScene(store, 'discord')
    name = `discord:${scene.tenant.workspace}`
    from = { databaseUrl: here.url, frames: memoryFrameStore() }
    to = { databaseUrl: there.url, frames: diskFrameStore(join(folder, 'frames')) }
    await tellStory(scene, from)
    // Somebody else's, which must stay where it is.
    const other = await newScene(store, 'discord')
    await other.readyCharacter('Zoe')
  })
  afterAll(async () => {
    await client.$disconnect()
    await here.drop()
    await there.drop()
    await rm(folder, { recursive: true, force: true })
  })

  test('goes into a folder and comes back elsewhere, row by row and byte by byte', async () => {
    const left = join(folder, 'left')
    const moved = await exportTenant(from, name, left)
    expect(moved).toMatchObject({ pictures: 9, missing: [] })
    for (const table of backupOrder) {
      expect(await readFile(join(left, 'rows', `${table}.jsonl`), 'utf8'), table).not.toBe('')
    }
    expect(await importTenant(to, left)).toEqual(moved)
    const right = join(folder, 'right')
    expect(await exportTenant(to, name, right)).toEqual(moved)
    const files = (await readdir(left, { recursive: true })).sort()
    expect((await readdir(right, { recursive: true })).sort()).toEqual(files)
    for (const file of files.filter((path) => /\.\w+$/.test(path))) {
      expect(await readFile(join(right, file)), file).toEqual(await readFile(join(left, file)))
    }
    expect(await readFile(join(left, 'rows/characters.jsonl'), 'utf8')).not.toContain('Zoe')
  })

  test('goes on where it was: the next frame has the next number', async () => {
    const again = openClient(there.url)
    const store = prismaStore(again)
    const tenant = await store.tenant('discord', scene.tenant.workspace)
    const current = await store.stories.current(tenant.id, scene.threadId)
    const { identity } = (await store.characters.list(tenant.id))[0]!
    expect(identity!.embedding).toEqual(Float32Array.from([0.25, -1.5, 3.125]))
    const before = await store.frames.ofEpisode(tenant.id, current!.episode.id)
    const said = { tenantId: tenant.id, sourceId: 's-new', threadId: scene.threadId }
    const more = { ...rights, author, text: '/story next' }
    const { record } = await store.commands.receive({ ...said, ...more })
    const frame = { cast: [], seed: 1, author, redoOf: undefined, prompt: 'at sea' }
    const added = await store.frames.add({
      episodeId: current!.episode.id,
      commandId: record.id,
      ...frame,
    })
    expect(added.position).toBe(Math.max(...before.map(({ position }) => position)) + 1)
    await again.$disconnect()
  })

  test('is not brought back where it is already, nor from half a folder, nor out of nothing', async () => {
    const left = join(folder, 'left')
    await expect(importTenant(to, left)).rejects.toThrow(`${name} is here already, and not empty`)
    await expect(exportTenant(from, name, left)).rejects.toThrow('is there already')
    await expect(exportTenant(from, 'web:nobody', join(folder, 'x'))).rejects.toThrow(
      'there is no tenant web:nobody here',
    )
    await unlink(join(left, 'tenant.json'))
    await expect(importTenant(to, left)).rejects.toThrow('no whole backup')
  })

  test('has every table that has something of a tenant', async () => {
    const rows = new pg.Client({ connectionString: here.url })
    await rows.connect()
    const asked = "select table_name from information_schema.tables where table_schema = 'public'"
    const tables = (await rows.query(asked)).rows.map(({ table_name }) => table_name as string)
    await rows.end()
    const known = new Set<string>([...backupOrder, ...leftOut])
    expect(tables.filter((table) => !known.has(table))).toEqual([])
  })
})

/** Faces, frames, a redo, a vote with a winner, a pass, settings and a message: something in every table. */
async function tellStory(scene: Scene, { frames }: Place): Promise<void> {
  const { store, tenant, threadId } = scene
  const mira = await scene.readyCharacter('Mira')
  const { story, episode } = await scene.newStory([mira])
  const keep = (key: string) => frames.put(key, new TextEncoder().encode(key))
  await keep(mira.portrait!)
  const draw = async (id: string) => {
    await store.frames.releaseDue()
    const claim = await store.frames.claim(id)
    const [image, template] = [`frames/${id}/1.png`, `frames/${id}/1-template.png`]
    await Promise.all([keep(image), keep(template)])
    await store.frames.drawn(id, claim!.token, { ...result, image, template })
  }
  const first = await scene.newFrame(episode, [mira])
  await draw(first.id)
  await draw((await scene.newFrame(episode, [mira], first.id)).id)
  const candidates = await store.rounds.open({
    episodeId: episode.id,
    commandId: await scene.say('/story next'),
    prompt: 'in a park',
    cast: [],
    seeds: [1, 2],
    author,
    minutes: 10,
  })
  for (const { id } of candidates) await draw(id)
  await store.rounds.vote(tenant.id, candidates[1]!.id, 'u9')
  const round = await store.rounds.openIn(tenant.id, story.id)
  await store.rounds.close(tenant.id, round!.id)
  await store.skips.add({ storyId: story.id, commandId: await scene.say('/story skip'), author })
  await store.settings.change(tenant, { framesPerPerson: 3 })
  await store.messages.set(first.id, { threadId, messageId: 'm1', shown: undefined })
}
