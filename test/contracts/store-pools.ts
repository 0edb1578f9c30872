import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { discoverJob, drawJob } from '../../story/jobs.ts'
import { fakePlan } from '../fakes/plan.ts'
import { alone, author, result, type Scene, type Setting } from './store-scene.ts'

/** The model besides the first one that every store under test has. */
export const grand = 'grand'

/** A frame in an episode of its own, asked of a model. */
async function ask(
  scene: Scene,
  model?: string,
  cast: readonly { id: string; name: string }[] = [],
) {
  const { episode } = await scene.newStory()
  return scene.store.frames.add({
    episodeId: episode.id,
    commandId: await scene.say('/story next'),
    prompt: 'on the beach',
    cast: cast.map(({ id, name }) => ({ characterId: id, name })),
    seed: 42,
    author,
    redoOf: undefined,
    model,
  })
}

const add = ({ store, tenant, threadId }: Scene, name: string, model?: string) =>
  store.characters.add({
    ...{ tenantId: tenant.id, name, description: 'a red fox', classWord: 'fox', seed: 7 },
    ...{ author, threadId, model },
  })

/** What is asked of several models, each of which has its own workers. */
export function poolsContract(setting: Setting): void {
  it('tells whose workers a frame waits for: what is asked of no model, or of one that is gone, for the first', async () => {
    const scene = await setting()
    const { frames } = scene.store
    const [plain, one, gone] = [
      await ask(scene),
      await ask(scene, grand),
      await ask(scene, 'a model of before'),
    ]
    const expected = [
      { id: plain.id, pool: undefined },
      { id: one.id, pool: grand },
      { id: gone.id, pool: undefined },
    ]
    const isOurs = ({ id }: { id: string }) => expected.some((due) => due.id === id)
    expect((await frames.releaseDue()).filter(isOurs)).toEqual(expected)
    expect((await frames.pending()).filter(isOurs)).toEqual(expected)
  })

  it('tells whose workers a face waits for', async () => {
    const scene = await setting()
    const [mira, tomas] = [await add(scene, 'Mira'), await add(scene, 'Tomas', grand)]
    expect(await scene.store.characters.pending([tomas.id, mira.id])).toEqual([
      { id: mira.id, pool: undefined },
      { id: tomas.id, pool: grand },
    ])
    expect(tomas.model).toBe(grand)
    expect(await scene.store.characters.pending([])).toEqual([])
  })

  it('asks a round’s model for all its candidates', async () => {
    const scene = await setting()
    const { episode } = await scene.newStory()
    const wanted = { prompt: 'x', cast: [], seeds: [1, 2, 3], author, minutes: 10, model: grand }
    const commandId = await scene.say('/story next')
    await scene.store.rounds.open({ episodeId: episode.id, commandId, ...wanted })
    const released = await scene.store.frames.releaseDue([episode.id])
    expect(released.map(({ pool }) => pool)).toEqual([grand, grand, grand])
  })

  it('gives work only to the workers of its pool', async () => {
    const scene = await setting()
    const { frames, characters, discoveries } = scene.store
    const frame = await ask(scene, grand)
    await frames.releaseDue()
    expect(await frames.claim(frame.id)).toBeUndefined()
    expect((await frames.claim(frame.id, grand))?.job.frame.id).toBe(frame.id)
    const tomas = await add(scene, 'Tomas', grand)
    expect(await discoveries.begin(tomas.id, 0, fakePlan)).toBeUndefined()
    expect(await discoveries.begin(tomas.id, 0, fakePlan, grand)).toMatchObject({ isWhole: true })
    await characters.failed(tomas.id, 7, 'Nobody could be drawn.')
    expect(await discoveries.begin(tomas.id, 0, fakePlan, grand)).toBeUndefined()
  })

  it('has a line for each pool: nothing waits behind what another one draws', async () => {
    const scene = await alone(setting)
    const { store } = scene
    const many = [await ask(scene, grand), await ask(scene, grand), await ask(scene, grand)]
    // Times have milliseconds, and what is asked for within the same one has no order.
    await sleep(5)
    const mira = await add(scene, 'Mira', grand)
    const small = await ask(scene)
    await store.frames.releaseDue()
    const job = drawJob({ id: small.id, pool: undefined })
    expect(await store.line.due(job, [])).toEqual(job)
    expect(await store.line.place(small.id)).toEqual({ before: 0, atOnce: 0, pool: undefined })
    const first = drawJob({ id: many[0]!.id, pool: grand })
    const last = drawJob({ id: many[2]!.id, pool: grand })
    expect(await store.line.due(last, [])).toEqual(first)
    expect(await store.line.place(many[2]!.id)).toEqual({ before: 2, atOnce: 0, pool: grand })
    await store.frames.claim(many[0]!.id, grand)
    await store.frames.claim(many[1]!.id, grand)
    expect(await store.line.place(small.id)).toEqual({ before: 0, atOnce: 0, pool: undefined })
    expect(await store.line.place(many[2]!.id)).toEqual({ before: 0, atOnce: 2, pool: grand })
    expect(await store.line.due(last, [last])).toEqual(discoverJob({ id: mira.id, pool: grand }))
  })

  it('knows how long a frame takes in each pool', async () => {
    const scene = await setting()
    const { frames } = scene.store
    const frame = await ask(scene, grand)
    await frames.releaseDue()
    const { token } = (await frames.claim(frame.id, grand))!
    await frames.drawn(frame.id, token, { ...result, timings: { denoise: 40_000, decoding: 2000 } })
    expect(await frames.typicalTime(grand)).toBe(42_000)
    await scene.draw(await ask(scene))
    expect(await frames.typicalTime(grand)).toBe(42_000)
    expect(await frames.typicalTime()).toBeLessThan(42_000)
  })

  it('finds a face anew by another model, and not while frames need it as it is', async () => {
    const scene = await setting()
    const { store, tenant, readyCharacter } = scene
    const mira = await readyCharacter('Mira')
    const frame = await ask(scene, undefined, [mira])
    const by = { model: grand, classWord: 'woman' }
    expect(await store.characters.retry(tenant.id, mira.id, 8, by)).toBe(false)
    expect(await store.characters.get(tenant.id, mira.id)).toEqual(mira)
    await scene.draw(frame)
    expect(await store.characters.retry(tenant.id, mira.id, 8, by)).toBe(true)
    const now = await store.characters.get(tenant.id, mira.id)
    expect(now).toMatchObject({ state: 'discovering', ...by, seed: 8, identity: undefined })
    expect(await store.characters.pending([mira.id])).toEqual([{ id: mira.id, pool: grand }])
  })

  it('tells whose workers draw the frames that have a face', async () => {
    const scene = await setting()
    const mira = await scene.readyCharacter('Mira')
    const frame = await ask(scene, grand, [mira])
    expect(await scene.store.frames.unfinishedWith(mira.id)).toMatchObject([
      { id: frame.id, pool: grand },
    ])
  })

  it('finds another face for frames of the same pool', async () => {
    const scene = await setting()
    const mira = await scene.readyCharacter('Mira')
    await ask(scene, 'a model of before', [mira])
    expect(await scene.store.characters.retry(scene.tenant.id, mira.id, 8)).toBe(true)
  })
}
