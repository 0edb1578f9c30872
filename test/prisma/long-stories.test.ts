import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { backlog } from '../../prisma/backlog.ts'
import { prismaStore } from '../../prisma/store.ts'
import { type Frame, frameStates } from '../../story/frame.ts'
import { defaultSettings } from '../../story/settings.ts'
import { author, newScene, result, rights, type Scene } from '../contracts/store-scene.ts'
import { countedClient, rowsRead } from './rows-read.ts'

const progress = { phase: 'template', step: 1, steps: 2, preview: undefined } as const
const long = 1000
const others = 2000
const people = 5
/** Rows and index entries of one step; whoever read the story would read a thousand. */
const most = 150

const client = countedClient()

/** Finished frames, told by so many people and posted, at the next positions of an episode. */
async function fill(episodeId: string, tenantId: string, threadId: string, count: number) {
  const made = Array.from({ length: count }, (_, i) => ({
    frame: randomUUID(),
    command: randomUUID(),
    who: `u${i % people}`,
    at: i + 1,
  }))
  const rows = JSON.stringify(made)
  await client().$executeRaw`
    insert into commands (id, tenant_id, source_id, thread_id, author_id, author_name, text, reply,
      told_at, drew_at, created_at)
    select command, ${tenantId}, command, ${threadId}, who, who, '/story next', '{}'::jsonb,
      now(), now() - interval '3 days', now() - interval '3 days' + make_interval(secs => at)
    from jsonb_to_recordset(${rows}::jsonb) as r(command text, who text, at int)`
  await client().$executeRaw`
    insert into frames (id, episode_id, command_id, position, prompt, "cast", seed, state, author_id,
      author_name, image, template, timings, created_at)
    select frame, ${episodeId}, command, at, 'Mira in a park', '[]', 1, 'posted', who, who, frame,
      frame, '{"template": 900}', now() - interval '3 days' + make_interval(secs => at)
    from jsonb_to_recordset(${rows}::jsonb) as r(frame text, command text, who text, at int)`
  await client().$executeRaw`
    insert into deliveries (id, tenant_id, thread_id, frame_id, state)
    select frame, ${tenantId}, ${threadId}, frame, 'sent'
    from jsonb_to_recordset(${rows}::jsonb) as r(frame text)`
  await client().$executeRaw`
    insert into chat_messages (subject_id, thread_id, message_id)
    select frame, ${threadId}, frame from jsonb_to_recordset(${rows}::jsonb) as r(frame text)`
  await client().$executeRaw`
    update episodes set next_position = ${count + 1} where id = ${episodeId}`
}

/** A story in turns with that many frames, and what everybody asks of it for the next one. */
async function tellLong(frames: number) {
  const scene = await newScene(prismaStore(client()), 'discord')
  const { store, tenant, threadId } = scene
  const mira = await scene.readyCharacter('Mira')
  await store.deliveries.sent((await store.deliveries.claimNext('discord'))!.id, '1')
  const wanted = { tenantId: tenant.id, threadId, title: 'The lighthouse', style: undefined }
  const cast = [mira.id]
  const { story, episode } = await store.stories.start({
    ...wanted,
    mode: 'turns',
    minutes: 60,
    cast,
  })
  await fill(episode.id, tenant.id, threadId, frames)
  return { ...scene, mira, story, episode, frames }
}
type Long = Scene & Awaited<ReturnType<typeof tellLong>>

/** Everything that the store is asked for one frame, by whom; each gives what the next needs. */
const path: Record<
  string,
  (told: Long, seen: { frame?: Frame; token?: number }) => Promise<unknown>
> = {
  'the command is stored': ({ store, tenant, threadId }) =>
    store.commands.receive({
      ...{ tenantId: tenant.id, sourceId: randomUUID(), threadId, ...rights, author },
      text: '/story next Mira in a park',
    }),
  'whose turn it is': async ({ store, tenant, story }) => {
    const told = await store.frames.turns(tenant.id, story.id)
    await store.skips.last(
      tenant.id,
      story.id,
      told.map((one) => one.author.id),
    )
    expect(new Set(told.map((one) => one.author.id)).size).toBe(people)
  },
  'the story, and who is in it': async ({ store, tenant, threadId, episode, mira }) => {
    await store.stories.current(tenant.id, threadId)
    await store.stories.addToCast(episode.id, mira.id)
  },
  'what may be drawn': async ({ store, say }) =>
    store.quota.spend(
      await say('/story next', { id: 'u0', name: 'u0' }),
      defaultSettings('discord'),
    ),
  'the frame': async (told, seen) => {
    seen.frame = await told.newFrame(told.episode, [told.mira])
    expect(seen.frame.position).toBe(told.frames + 1)
  },
  'what has become due': async ({ store, episode }, { frame }) => {
    await store.rounds.closeDue(new Date())
    expect(await store.frames.releaseDue([episode.id])).toEqual([
      { id: frame!.id, pool: undefined },
    ])
  },
  'its message while it waits': async (told, { frame }) => {
    await showing(told, frame!)
    expect(await told.store.line.place(frame!.id)).toMatchObject({ before: 0 })
    expect(await told.store.frames.typicalTime()).toBeGreaterThan(300)
  },
  'the worker': async (told, seen) => {
    const { store } = told
    const job = { kind: 'draw-frame', frameId: seen.frame!.id } as const
    expect(await store.line.due(job, [])).toEqual(job)
    seen.token = (await store.frames.claim(job.frameId))?.token
    await store.progress.set(job.frameId, progress)
    await showing(told, seen.frame!)
    expect(await store.frames.drawn(job.frameId, seen.token!, result)).toBe(true)
    await store.progress.clear(job.frameId)
  },
  'the outbox': async (told, { frame }) => {
    const delivery = await told.store.deliveries.claimNext('discord')
    expect(delivery?.frameId).toBe(frame!.id)
    await showing(told, frame!)
    await told.store.messages.set(frame!.id, { threadId: told.threadId, messageId: '1', shown: '' })
    await told.store.deliveries.sent(delivery!.id, '1')
    expect(await told.stateOf(frame!)).toBe('posted')
  },
  'sweeps, looks and metrics': async ({ store }) => {
    const left = { before: new Date(Date.now() - 60_000), carriers: ['another'] }
    await store.commands.unanswered(left)
    await store.commands.untold('discord', left)
    await store.commands.carriers(left.before)
    await store.frames.unfinished('discord')
    await store.frames.pending()
    await store.frames.releaseDue()
    await store.characters.pending()
    await backlog(client(), [])
  },
  'what people do with a frame': async ({ store, tenant, threadId, episode }, { frame }) => {
    await store.frames.newest(tenant.id, episode.id, frameStates)
    await store.frames.newest(tenant.id, episode.id, ['waiting', 'queued', 'drawing'], author.id)
    await store.frames.unfinishedIn(tenant.id, threadId)
    const numbered = await store.frames.numbered(tenant.id, episode.id, frame!.position)
    expect(numbered.map(({ id }) => id)).toEqual([frame!.id])
  },
}

async function showing({ store, tenant }: Long, { id, position }: Frame): Promise<void> {
  expect(await store.frames.standing(tenant.id, id)).toMatchObject({ number: position })
  await store.frames.before(tenant.id, id)
  await store.messages.find(id)
}

describe(`a frame after ${long} others, beside ${others} stories of its workspace`, () => {
  const read = new Map<string, number>()

  beforeAll(async () => {
    const told = await tellLong(long)
    const ids = Array.from({ length: others }, () => randomUUID())
    await client().$executeRaw`
      insert into stories (id, tenant_id, thread_id, title)
      select id, ${told.tenant.id}, id, 'Another' from unnest(${ids}::text[]) as id`
    await client().$executeRawUnsafe('analyze')
    // What the planner keeps it chooses after some runs.
    for (let run = 0; run < 7; run++) {
      const seen = {}
      for (const [what, ask] of Object.entries(path)) {
        const before = await rowsRead(client())
        await ask({ ...told, frames: long + run }, seen)
        read.set(what, (await rowsRead(client())) - before)
      }
    }
  }, 120_000)

  it.each(Object.keys(path))('%s', (what) => {
    expect(read.get(what)).toBeLessThan(most)
  })
})
