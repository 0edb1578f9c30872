import { expect, it } from 'vitest'
import type { LeftBehind } from '../../story/ports/command-log.ts'
import { author, rights, type Setting, saidSoFar } from './store-scene.ts'

const aMinuteAgo = (): Date => new Date(Date.now() - 60_000)

export function commandsContract(setting: Setting): void {
  it('stores the same source id once, also when it arrives twice at the same time', async () => {
    const { store, tenant, threadId } = await setting()
    const said = {
      tenantId: tenant.id,
      sourceId: 'i-1',
      threadId,
      ...rights,
      author,
      text: '/help',
    }
    const answers = await Promise.all([1, 2, 3].map(() => store.commands.receive(said)))
    expect(answers.filter(({ fresh }) => fresh)).toHaveLength(1)
    expect(new Set(answers.map(({ record }) => record.id)).size).toBe(1)
    expect(await store.commands.inThread(tenant.id, threadId)).toHaveLength(1)
  })

  it('keeps the same source id of two workspaces apart', async () => {
    const { store, tenant, threadId } = await setting()
    const other = await setting()
    const said = { sourceId: 'i-2', ...rights, author, text: '/help' }
    await store.commands.receive({ ...said, tenantId: tenant.id, threadId })
    const second = await store.commands.receive({
      ...said,
      tenantId: other.tenant.id,
      threadId: other.threadId,
    })
    expect(second.fresh).toBe(true)
  })

  it('knows of what comes again whether its answer was told', async () => {
    const { store, tenant, threadId } = await setting()
    const said = {
      tenantId: tenant.id,
      sourceId: 'i-3',
      threadId,
      ...rights,
      author,
      text: '/help',
    }
    const { record, told } = await store.commands.receive(said)
    await store.commands.answer(record.id, { text: 'Here is help' })
    const before = await store.commands.receive(said)
    await store.commands.told(record.id)
    const after = await store.commands.receive(said)
    expect([told, before.told, after.told]).toEqual([false, false, true])
  })

  it('keeps what was said and what was answered', async () => {
    const { store, tenant, threadId, say } = await setting()
    const id = await say('/story next "dawn 🌅"')
    const [before] = await store.commands.inThread(tenant.id, threadId)
    expect(before).toMatchObject({ id, text: '/story next "dawn 🌅"', author, reply: undefined })
    const reply = { text: 'Drawing…', choices: [{ label: 'Undo' }] }
    await store.commands.answer(id, reply)
    const [after] = await store.commands.inThread(tenant.id, threadId)
    expect(after?.reply).toEqual(reply)
    expect(after?.createdAt).toBeInstanceOf(Date)
  })

  it('keeps the first answer, also an empty one of what was forgotten', async () => {
    const { store, tenant, say } = await setting()
    const answered = await say('/help')
    await store.commands.answer(answered, { text: 'first' })
    await store.commands.answer(answered, { text: 'second' })
    expect((await store.commands.get(tenant.id, answered))?.reply).toEqual({ text: 'first' })
    const forgotten = await say('/help')
    await store.people.forget(tenant.id, author.id, 'none')
    await store.commands.answer(forgotten, { text: 'still under way' })
    expect(await store.commands.get(tenant.id, forgotten)).toMatchObject({
      text: '',
      reply: { text: '' },
    })
  })

  it('keeps the rights with which something was said first', async () => {
    const { store, tenant, threadId } = await setting()
    const said = {
      tenantId: tenant.id,
      sourceId: 'i-4',
      threadId,
      ...rights,
      author,
      text: '/help',
    }
    await store.commands.receive({ ...said, channelId: 'c-1', manages: true })
    const again = await store.commands.receive({ ...said, channelId: undefined, manages: false })
    expect(again.record).toMatchObject({ channelId: 'c-1', manages: true })
    const unanswered = await store.commands.unanswered(saidSoFar())
    const own = unanswered.find(({ record }) => record.tenantId === tenant.id)
    expect(own?.record).toEqual(again.record)
  })

  it('finds what was never answered, once it is old enough', async () => {
    const { store, threadId, say } = await setting()
    const answered = await say('/help')
    const begun = await say('/status')
    await store.commands.answer(answered, { text: 'Here is help' })
    const inThread = async (left: LeftBehind) =>
      (await store.commands.unanswered(left))
        .filter(({ record }) => record.threadId === threadId)
        .map(({ record, sourceId }) => [record.id, typeof sourceId])
    expect(await inThread(saidSoFar())).toEqual([[begun, 'string']])
    expect(await inThread({ before: aMinuteAgo(), carriers: [] })).toEqual([])
  })

  it('knows what was answered and never told on its platform', async () => {
    const { store, tenant, threadId, say } = await setting()
    const [told, untold, begun] = [await say('/help'), await say('/status'), await say('/help')]
    await store.commands.answer(told, { text: 'Here is help' })
    await store.commands.answer(untold, { text: 'Nothing waits' })
    await store.commands.told(told)
    const inThread = async (platform: 'web' | 'discord', left = saidSoFar()) =>
      (await store.commands.untold(platform, left))
        .filter((record) => record.threadId === threadId)
        .map(({ id }) => id)
    expect(await inThread('web')).toEqual([untold])
    expect(await inThread('discord')).toEqual([])
    expect(await inThread('web', { before: aMinuteAgo(), carriers: [] })).toEqual([])
    expect(await store.commands.get(tenant.id, begun)).toMatchObject({ id: begun, text: '/help' })
    expect(await store.commands.get((await setting()).tenant.id, begun)).toBeUndefined()
  })

  it('knows who carries what out, and what those began who have died, however young', async () => {
    const { store, tenant, threadId } = await setting()
    const say = async (sourceId: string, carrier: string) => {
      const said = { tenantId: tenant.id, sourceId, threadId, ...rights, author, text: '/help' }
      return (await store.commands.receive({ ...said, carrier })).record.id
    }
    const [living, dead] = [`living ${tenant.id}`, `dead ${tenant.id}`]
    const carriers = async (since: Date) =>
      (await store.commands.carriers(since)).filter((one) => one.endsWith(tenant.id)).sort()
    await say('i-5', living)
    const [begun, answered] = [await say('i-6', dead), await say('i-7', dead)]
    await store.commands.answer(answered, { text: 'Here is help' })
    const left = { before: aMinuteAgo(), carriers: [dead] }
    expect(await carriers(aMinuteAgo())).toEqual([dead, living])
    expect(await carriers(new Date(Date.now() + 60_000))).toEqual([])
    expect((await store.commands.unanswered(left)).map(({ record }) => record.id)).toEqual([begun])
    expect((await store.commands.untold('web', left)).map(({ id }) => id)).toEqual([answered])

    await store.commands.answer(begun, { text: 'Here is help' })
    expect(await store.commands.unanswered(left)).toEqual([])
    for (const id of [begun, answered]) await store.commands.told(id)
    expect(await store.commands.untold('web', left)).toEqual([])
    expect(await carriers(aMinuteAgo())).toEqual([living])
  })

  it('lists the threads, the most recently spoken in first', async () => {
    const { store, tenant, threadId, say } = await setting()
    const second = threadId.replace('evening', 'morning')
    const said = { tenantId: tenant.id, ...rights, author, text: '/help' }
    await say('one')
    await store.commands.receive({ ...said, sourceId: 'i-3', threadId: second })
    const threads = await store.commands.threads(tenant.id)
    expect(threads.map((thread) => thread.threadId)).toEqual([second, threadId])
    await say('three')
    expect((await store.commands.threads(tenant.id))[0]?.threadId).toBe(threadId)
    const records = await store.commands.inThread(tenant.id, threadId)
    expect(records.map(({ text }) => text)).toEqual(['one', 'three'])
  })
}
