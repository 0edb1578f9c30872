import { expect, it } from 'vitest'
import type { Author } from '../../story/character.ts'
import type { Job } from '../../story/jobs.ts'
import { fakePlan } from '../fakes/plan.ts'
import { alone, idsOf, type Scene, type Setting } from './store-scene.ts'

const [ann, ben, cleo] = ['ann', 'ben', 'cleo'].map((id): Author => ({ id, name: id })) as [
  Author,
  Author,
  Author,
]
const draw = (frameId: string): Job => ({ kind: 'draw-frame', frameId })

/** Frames of several people, each of an episode of its own, so that all may be drawn at once. */
async function ask(scene: Scene, ...people: readonly Author[]): Promise<string[]> {
  const ids: string[] = []
  for (const author of people) {
    const { episode } = await scene.newStory()
    const wanted = { prompt: 'x', cast: [], seed: 1, author, redoOf: undefined }
    const commandId = await scene.say('/story next', author)
    ids.push((await scene.store.frames.add({ episodeId: episode.id, commandId, ...wanted })).id)
  }
  await scene.store.frames.releaseDue()
  return ids
}

export function lineContract(setting: Setting): void {
  /** Does what is due, one after the other, as a worker does. */
  async function drawAll({ store }: Scene, rung: string): Promise<string[]> {
    const order: string[] = []
    for (;;) {
      const left = await idsOf(store.frames.pending())
      const job = await store.line.due(draw(left[0] ?? rung), [])
      if (job.kind !== 'draw-frame' || left.length === 0) return order
      const { token } = (await store.frames.claim(job.frameId))!
      await store.frames.failed(job.frameId, token, 'Enough.')
      order.push(job.frameId)
    }
  }

  it('serves the people of a workspace in turn, and each in order', async () => {
    const scene = await alone(setting)
    const [a1, a2, a3, b1, b2] = await ask(scene, ann, ann, ann, ben, ben)
    expect(await drawAll(scene, a1!)).toEqual([a1, b1, a2, b2, a3])
    // Ann was served last: Cleo, who was never served, and Ben come before her.
    const [a4, b3, c1] = await ask(scene, ann, ben, cleo)
    expect(await drawAll(scene, a4!)).toEqual([c1, b3, a4])
  })

  it('serves workspaces in turn, however many people ask in one', async () => {
    const here = await alone(setting)
    const elsewhere = await setting()
    const [a1, b1, c1] = await ask(here, ann, ben, cleo)
    const [other1, other2] = await ask(elsewhere, ann, ann)
    expect(await drawAll(here, a1!)).toEqual([a1, other1, b1, other2, c1])
  })

  it('lets somebody new come right after what is being drawn', async () => {
    const scene = await alone(setting)
    const many = await ask(scene, ...Array.from({ length: 10 }, () => ann))
    await scene.store.frames.claim(many[0]!)
    const [late] = await ask(scene, ben)
    expect(await scene.store.line.place(late!)).toEqual({ before: 0, atOnce: 1 })
    expect(await scene.store.line.due(draw(many[1]!), [])).toEqual(draw(late!))
  })

  it('counts what others have taken as served', async () => {
    const scene = await alone(setting)
    const [a1, a2, b1, b2] = await ask(scene, ann, ann, ben, ben)
    const { line } = scene.store
    expect(await line.due(draw(a2!), [])).toEqual(draw(a1!))
    expect(await line.due(draw(a2!), [draw(a1!)])).toEqual(draw(b1!))
    expect(await line.due(draw(b2!), [draw(a1!), draw(b1!)])).toEqual(draw(a2!))
  })

  it('does a job that does not wait any more itself', async () => {
    const scene = await alone(setting)
    const [a1, b1] = await ask(scene, ann, ben)
    await scene.store.frames.claim(b1!)
    expect(await scene.store.line.due(draw(b1!), [])).toEqual(draw(b1!))
    expect(await scene.store.line.due(draw('unknown'), [])).toEqual(draw('unknown'))
    expect(await scene.store.line.due(draw(a1!), [])).toEqual(draw(a1!))
  })

  it('has faces that are looked for in the same line, until a worker begins', async () => {
    const scene = await alone(setting)
    const { store, tenant } = scene
    const { id, seed } = await scene.newCharacter('Mira')
    const [a1] = await ask(scene, ann)
    const face: Job = { kind: 'discover-identity', characterId: id }
    expect(await store.line.due(draw(a1!), [])).toEqual(face)
    expect(await store.line.place(a1!)).toEqual({ before: 1, atOnce: 0 })
    await store.discoveries.begin(id, 0, fakePlan)
    expect(await store.line.due(draw(a1!), [])).toEqual(draw(a1!))
    expect(await store.line.place(a1!)).toEqual({ before: 0, atOnce: 1 })
    await store.characters.failed(id, seed, 'Nobody could be drawn.')
    expect(await store.line.place(a1!)).toEqual({ before: 0, atOnce: 0 })
    await store.characters.retry(tenant.id, id, seed + 1)
    expect(await store.line.due(face, [])).toEqual(draw(a1!))
    expect(await store.line.due(face, [draw(a1!)])).toEqual(face)
    expect(await store.line.due(draw(a1!), [draw(a1!)])).toEqual(face)
  })

  it('lets others come between the batches of a face', async () => {
    const scene = await alone(setting)
    const { store } = scene
    const mira = await scene.newCharacter('Mira')
    const { episode } = await scene.newStory([mira])
    const withMira = await scene.newFrame(episode, [mira])
    const plan = { ...fakePlan, perBatch: 2 }
    const begun = await store.discoveries.begin(mira.id, 0, plan)
    expect(begun?.made).toEqual([1])
    const [b1] = await ask(scene, ben)
    const second: Job = { kind: 'discover-identity', characterId: mira.id, batch: 1 }
    expect(await store.line.due(second, [])).toEqual(draw(b1!))
    expect(await store.line.due(second, [draw(b1!)])).toEqual(second)
    expect(await store.line.due(draw(b1!), [draw(b1!)])).toEqual(second)
    expect(await store.line.place(b1!)).toMatchObject({ before: 0, atOnce: 1 })
    expect(await store.line.place(withMira.id)).toMatchObject({ before: 2, atOnce: 1 })
    await store.discoveries.begin(mira.id, 1, plan)
    expect(await store.line.due(second, [])).toEqual(second)
    expect(await store.line.place(withMira.id)).toMatchObject({ before: 1, atOnce: 2 })
    const { batch } = begun!
    await store.discoveries.drawn(batch!, { embeddings: [Float32Array.of(1)] })
    expect(await store.line.place(withMira.id)).toMatchObject({ before: 1, atOnce: 1 })
  })

  it('tells places: frames of an episode in order, after the faces in them', async () => {
    const scene = await alone(setting)
    const { store } = scene
    const mira = await scene.newCharacter('Mira')
    const { episode } = await scene.newStory([mira])
    const frames = [await scene.newFrame(episode, [mira]), await scene.newFrame(episode)]
    const [b1] = await ask(scene, ben)
    const places = [...frames.map(({ id }) => id), b1!].map((id) => store.line.place(id))
    expect((await Promise.all(places)).map((place) => place?.before)).toEqual([2, 3, 1])
    await store.frames.cancel(scene.tenant.id, frames[0]!.id)
    expect(await store.line.place(frames[0]!.id)).toBeUndefined()
    expect((await store.line.place(frames[1]!.id))?.before).toBe(2)
  })
}
