import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { somebody } from '../../story/character.ts'
import type { Store } from '../../story/ports/store.ts'
import {
  author,
  identity,
  idsOf,
  result,
  type Scene,
  type Setting,
  saidSoFar,
} from './store-scene.ts'

const bea = { id: 'u2', name: 'Bea' }

/** Takes all keys of discarded pictures, as the sweep does. */
async function takeDiscarded({ discarded }: Store): Promise<string[]> {
  const taken: string[] = []
  for (let keys = await discarded.some(); keys.length > 0; keys = await discarded.some()) {
    await discarded.gone(keys)
    taken.push(...keys)
  }
  return taken.sort()
}

/** Ada's character, story and frame, drawn, with everything that hangs on them. */
async function told(scene: Scene) {
  const { store, tenant, threadId, newCharacter, draw, say } = scene
  const key = randomUUID()
  const fen = await newCharacter('Fen')
  await store.characters.discovered(fen.id, fen.seed, identity, `${key}/portrait.png`)
  const { story, episode } = await store.stories.start({
    tenantId: tenant.id,
    threadId,
    title: 'The lighthouse',
    style: undefined,
    author,
    cast: [fen.id],
  })
  const commandId = await say('/story next Fen on the beach')
  await store.commands.answer(commandId, { text: 'Frame 1', made: { episodeId: episode.id } })
  const frame = await scene.newFrame(episode, [fen], undefined, commandId)
  await store.frames.releaseDue()
  const claim = await store.frames.claim(frame.id)
  const drawn = { ...result, image: `${key}/image.png`, template: `${key}/template.png` }
  await store.frames.drawn(frame.id, claim!.token, drawn)
  for (const { id } of [fen, frame]) {
    await store.progress.set(id, { phase: 'decoding', step: 1, steps: 1, preview: undefined })
    await store.messages.set(id, { threadId, messageId: `message of ${id}`, shown: 'it' })
  }
  const hasTraces = async (id: string) =>
    (await store.progress.get(id)) !== undefined || (await store.messages.find(id)) !== undefined
  const commandTexts = async () =>
    (await store.commands.inThread(tenant.id, threadId)).map(({ text, reply }) => [text, reply])
  return { fen, story, episode, frame, key, hasTraces, commandTexts, draw }
}

export function forgettingContract(setting: Setting): void {
  it('keeps who began a story', async () => {
    const scene = await setting()
    const { story } = await told(scene)
    expect(story.author).toEqual(author)
    const { store, tenant, threadId } = scene
    expect((await store.stories.current(tenant.id, threadId))?.story).toEqual(story)
    expect((await scene.newStory()).story.author).toBeUndefined()
  })

  it('deletes a story with its frames, its pictures and its words', async () => {
    const scene = await setting()
    const { store, tenant, threadId, say, newStory } = scene
    const kept = await newStory()
    const keptFrame = await scene.newFrame(kept.episode)
    const help = await say('/help')
    await store.commands.answer(help, { text: 'Here is help' })
    const { story, episode, frame, fen, key, hasTraces, commandTexts } = await told(scene)
    const refused = await say('/story next Otto on the beach')
    await store.commands.answer(refused, { text: 'There is nobody called Otto' })
    await takeDiscarded(store)

    expect(await store.stories.remove(tenant.id, story.id)).toBe(true)
    expect(await store.stories.remove(tenant.id, story.id)).toBe(false)
    expect(await store.frames.get(tenant.id, frame.id)).toBeUndefined()
    expect(await store.frames.ofEpisode(tenant.id, episode.id)).toEqual([])
    expect(await store.stories.current(tenant.id, threadId)).toEqual(kept)
    expect((await store.frames.get(tenant.id, keptFrame.id))?.position).toBe(1)
    expect(await store.characters.frameCount(tenant.id, fen.id)).toBe(0)
    expect((await store.characters.get(tenant.id, fen.id))?.state).toBe('ready')
    expect(await hasTraces(frame.id)).toBe(false)
    expect(await hasTraces(fen.id)).toBe(true)
    expect(await takeDiscarded(store)).toEqual([`${key}/image.png`, `${key}/template.png`])
    expect(await takeDiscarded(store)).toEqual([])
    const empty = ['', { text: '' }]
    expect(await commandTexts()).toEqual([
      ['/story next', undefined],
      ['/help', { text: 'Here is help' }],
      empty,
      empty,
    ])
    expect(await store.commands.untold('web', saidSoFar())).not.toContainEqual(
      expect.objectContaining({ tenantId: tenant.id, text: '' }),
    )
  })

  it('refuses what is added to a story while somebody deletes it', async () => {
    const { store, tenant, newStory, newFrame, readyCharacter, say } = await setting()
    const fen = await readyCharacter('Fen')
    const { story, episode } = await newStory()
    await store.stories.remove(tenant.id, story.id)
    const said = { episodeId: episode.id, prompt: 'Fen runs', cast: [], author }
    const gone = { code: 'no-story', message: 'That story is not here any more.' }
    await expect(newFrame(episode)).rejects.toMatchObject(gone)
    const turn = {
      ...said,
      commandId: await say('/story next'),
      seed: 1,
      redoOf: undefined,
      turn: 0,
    }
    await expect(store.frames.add(turn)).rejects.toMatchObject(gone)
    const round = { ...said, commandId: await say('/story next'), seeds: [1, 2], minutes: 5 }
    await expect(store.rounds.open(round)).rejects.toMatchObject(gone)
    await expect(store.stories.addToCast(episode.id, fen.id)).rejects.toMatchObject(gone)
  })

  it('lets work under way on a deleted story end harmlessly', async () => {
    const { store, tenant, newStory, newFrame } = await setting()
    const { story, episode } = await newStory()
    const [frame, next] = [await newFrame(episode), await newFrame(episode)]
    await store.frames.releaseDue()
    const claim = await store.frames.claim(frame.id)
    await store.stories.remove(tenant.id, story.id)
    expect(await store.frames.drawn(frame.id, claim!.token, result)).toBe(false)
    expect(await store.frames.failed(frame.id, claim!.token, 'No.')).toBe(false)
    expect(await store.frames.claim(frame.id)).toBeUndefined()
    expect(await store.frames.cancel(tenant.id, next.id)).toBe(false)
    await store.frames.releaseDue()
    expect(await idsOf(store.frames.pending())).not.toContain(next.id)
  })

  it('lets a post under way of a deleted story end harmlessly', async () => {
    const scene = await setting()
    const { store, tenant } = scene
    const { story, fen } = await told(scene)
    const claimed = []
    for (
      let delivery = await store.deliveries.claimNext('web');
      delivery !== undefined;
      delivery = await store.deliveries.claimNext('web')
    ) {
      claimed.push(delivery)
    }
    expect(claimed.map(({ characterId }) => characterId)).toContain(fen.id)
    await store.stories.remove(tenant.id, story.id)
    await store.characters.remove(tenant.id, fen.id)
    for (const delivery of claimed) {
      await store.deliveries.release(delivery)
      await store.deliveries.sent(delivery.id, undefined)
    }
    expect(await store.people.stored(tenant.id, author.id)).toMatchObject({ frames: 0 })
  })

  it('forgets a person, and nobody else', async () => {
    const scene = await setting()
    const { store, tenant, threadId, say } = scene
    const elsewhere = await setting()
    const foreign = await told(elsewhere)
    const { fen, story, episode, frame, key, hasTraces } = await told(scene)
    const undone = await scene.newFrame(episode)
    await store.frames.undo(tenant.id, undone.id)
    await store.skips.add({ storyId: story.id, commandId: await say('/story skip'), author })
    const hers = await store.characters.add({
      tenantId: tenant.id,
      name: 'Mira',
      description: 'a woman',
      classWord: 'woman',
      seed: 1,
      author: bea,
      threadId,
    })
    const herCommand = await say('/story next Mira sits', bea)
    await store.commands.answer(herCommand, { text: 'Hers' })
    await takeDiscarded(store)
    const asking = await say('/troupe forget-me confirm:yes')
    expect(await store.people.stored(tenant.id, author.id)).toEqual({
      characters: 1,
      frames: 1,
      commands: 4,
    })

    await store.people.forget(tenant.id, author.id, asking)
    const nothing = { characters: 0, frames: 0, commands: 0 }
    expect(await store.people.stored(tenant.id, author.id)).toEqual(nothing)
    expect(await store.characters.list(tenant.id)).toEqual([hers])
    expect(await store.characters.byJob(fen.id)).toBeUndefined()
    expect(await takeDiscarded(store)).toEqual([`${key}/portrait.png`])
    expect(await hasTraces(fen.id)).toBe(false)
    const left = await store.frames.get(tenant.id, frame.id)
    expect(left).toEqual({ ...frame, ...left, author: somebody, prompt: frame.prompt })
    expect(await store.frames.get(tenant.id, undone.id)).toBeUndefined()
    expect((await store.stories.current(tenant.id, threadId))?.story.author).toEqual(somebody)
    const skip = await store.skips.last(tenant.id, story.id, [somebody.id])
    expect(skip?.author).toEqual(somebody)
    const records = await store.commands.inThread(tenant.id, threadId)
    const kept = records.filter(({ text }) => text !== '')
    expect(kept.map(({ text, author: who }) => [text, who])).toEqual([
      ['/story next Mira sits', bea],
      ['/troupe forget-me confirm:yes', somebody],
    ])
    expect(JSON.stringify(records)).not.toMatch(/Ada|u1|Fen/)
    await store.commands.answer(asking, { text: 'Forgotten.' })
    await store.people.forget(tenant.id, author.id, asking)

    const other = elsewhere.tenant.id
    expect(await store.people.stored(other, author.id)).toEqual({
      characters: 1,
      frames: 1,
      commands: 1,
    })
    expect((await store.frames.get(other, foreign.frame.id))?.author).toEqual(author)
  })

  it('keeps votes without their voter, and forgets them with their story', async () => {
    const { store, tenant, threadId, say, newStory, draw } = await setting()
    const { story, episode } = await newStory()
    const commandId = await say('/story next')
    const wanted = { episodeId: episode.id, commandId, prompt: 'at dawn', cast: [], author }
    const frames = await store.rounds.open({ ...wanted, seeds: [1, 2, 3], minutes: 9 })
    for (const frame of frames) await draw(frame)
    await store.rounds.vote(tenant.id, frames[1]!.id, author.id)
    await store.rounds.vote(tenant.id, frames[0]!.id, bea.id)
    await store.people.forget(tenant.id, author.id, 'none')
    const [round] = await store.rounds.inThread(tenant.id, threadId)
    expect(round).toMatchObject({ author: somebody, ballots: 2 })
    // The vote cannot be changed any more: this one is another.
    await store.rounds.vote(tenant.id, frames[1]!.id, author.id)
    await store.rounds.close(tenant.id, round!.id)
    const closed = await store.rounds.get(tenant.id, round!.id)
    expect(closed).toMatchObject({ ballots: 3, winner: { votes: 2 } })
    await store.people.forget(tenant.id, author.id, 'none')
    expect(await store.rounds.get(tenant.id, round!.id)).toEqual(closed)
    expect(await store.stories.remove(tenant.id, story.id)).toBe(true)
    expect(await store.rounds.get(tenant.id, round!.id)).toBeUndefined()
    const keys = await takeDiscarded(store)
    expect(keys).toEqual([...new Set([result.image, result.template])].sort())
  })

  it('keeps counting what somebody forgotten drew in the workspace', async () => {
    const { store, tenant, say } = await setting()
    const free = { framesPerPerson: 0, framesPerWorkspace: 0, cooldown: 0 }
    await store.quota.spend(await say('/story next'), free)
    await store.people.forget(tenant.id, author.id, await say('/troupe forget-me'))
    const usage = await store.quota.usage(tenant.id, author.id)
    expect(usage).toEqual({ person: 0, workspace: 1, lastAt: undefined })
  })

  it('deletes a workspace that was left long enough ago, and all of it', async () => {
    const scene = await setting()
    const other = await setting()
    const { store, tenant, threadId } = scene
    const { fen, frame, key, hasTraces } = await told(scene)
    const foreign = await told(other)
    await store.settings.change(tenant, { cooldown: 9 })
    await takeDiscarded(store)
    const at = new Date('2026-01-02T00:00:00Z')
    await store.tenants.left(tenant.id, at)
    await store.tenants.left(tenant.id, new Date('2026-01-09T00:00:00Z'))
    expect((await store.tenant('web', tenant.workspace)).leftAt).toEqual(at)
    expect(await store.tenants.forgetLeft(at)).toBe(0)
    expect(await store.frames.get(tenant.id, frame.id)).toBeDefined()

    expect(await store.tenants.forgetLeft(new Date('2026-01-03T00:00:00Z'))).toBe(1)
    expect(await store.characters.byJob(fen.id)).toBeUndefined()
    expect(await store.commands.inThread(tenant.id, threadId)).toEqual([])
    expect(await store.stories.list(tenant.id)).toEqual([])
    expect([await hasTraces(fen.id), await hasTraces(frame.id)]).toEqual([false, false])
    expect(await takeDiscarded(store)).toEqual(
      ['image', 'portrait', 'template'].map((name) => `${key}/${name}.png`),
    )
    const anew = await store.tenant('web', tenant.workspace)
    expect(anew.id).not.toBe(tenant.id)
    expect((await store.settings.get(anew)).cooldown).toBe(0)
    expect(await store.frames.get(other.tenant.id, foreign.frame.id)).toBeDefined()
  })

  it('keeps everything of a workspace that the bot came back to', async () => {
    const scene = await setting()
    const { store, tenant } = scene
    const { frame } = await told(scene)
    await store.tenants.left(tenant.id, new Date('2026-01-02T00:00:00Z'))
    await store.tenants.returned(tenant.id)
    expect(await store.tenants.forgetLeft(new Date())).toBe(0)
    expect(await store.frames.get(tenant.id, frame.id)).toBeDefined()
    const listed = await store.tenants.list('web')
    expect(listed).toContainEqual({ ...tenant, leftAt: undefined })
    expect(listed.every(({ platform }) => platform === 'web')).toBe(true)
  })
}
