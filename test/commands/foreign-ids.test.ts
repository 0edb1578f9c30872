import { expect, it } from 'vitest'
import { z } from 'zod'
import { commandsFor } from '../../commands/index.ts'
import { optionsOf } from '../../commands/usage.ts'
import { memoryStore } from '../fakes/memory-store.ts'
import { emptyTables } from '../fakes/memory-tables.ts'
import { world } from './world.ts'

const commands = commandsFor(['storybook'])

/** What is said of the other workspace must never be seen: words that stand nowhere else. */
const secrets = /Zenobia|Quentin|Nightfall|under a tree|by the lake|Foreigner|watercolor/
/** Workspaces may have the same names: what they mean by them is their own. */
const ordinary: Record<string, string> = {
  name: 'Bo',
  to: 'Boris',
  description: 'old man',
  title: 'Ours',
  prompt: 'Bo sits',
  with: 'Bo',
}

/** A workspace with a story of one drawn and one waiting frame, and people of its own. */
async function foreignWorkspace() {
  const tables = emptyTables()
  const here = world(memoryStore(tables))
  const foreign = { threadId: 'web:foreign:cave', who: 'Foreigner' }
  const tell = async (text: string) => (await here.say(text, foreign)).made
  const zenobia = await tell('/character add Zenobia woman under a tree')
  const quentin = await tell('/character add Quentin old man')
  await tell('/troupe settings style:watercolor')
  const story = await tell('/story start Nightfall')
  const first = await tell('/story next Zenobia sits by the lake')
  await tell('/story next Quentin walks by the lake')
  const tenant = await here.store.tenant('web', 'foreign')
  for (const { characterId } of [zenobia, quentin]) {
    const { id, seed } = (await here.store.characters.get(tenant.id, characterId!))!
    const identity = {
      embedding: new Float32Array(2),
      encoder: 'small',
      cohesion: 1,
      portraits: 1,
      survivors: [0],
    }
    await here.pictures.put(`portraits/${id}`, new Uint8Array(1))
    await here.store.characters.discovered(id, seed, identity, `portraits/${id}`)
  }
  const { frameId } = first
  await here.store.frames.releaseDue()
  const { token } = (await here.store.frames.claim(frameId!))!
  await here.store.frames.drawn(frameId!, token, {
    image: `frames/${frameId}`,
    template: `templates/${frameId}`,
    settings: { bundle: 'b', sampler: 's', steps: 1, guidanceScale: 1, startStep: 0 },
    timings: {},
  })
  for (const key of [`frames/${frameId}`, `templates/${frameId}`]) {
    await here.pictures.put(key, new Uint8Array(1))
  }
  await here.store.frames.releaseDue()
  const episodes = await here.store.stories.episodes(tenant.id, story.storyId!)
  const keys = here.pictures.keys
  const ofTenant = <T>(rows: ReadonlyMap<string, T>, tenantOf: (row: T) => string) =>
    [...rows.values()].filter((row) => tenantOf(row) === tenant.id)
  /** Everything of that workspace that the store and the frame store hold. */
  const snapshot = async () =>
    JSON.stringify([
      ofTenant(tables.commands, ({ record }) => record.tenantId),
      ofTenant(tables.characters, ({ tenantId }) => tenantId),
      ofTenant(tables.stories, ({ tenantId }) => tenantId),
      ofTenant(tables.deliveries, ({ tenantId }) => tenantId),
      ofTenant(tables.tenants, ({ id }) => id),
      await here.store.stories.episodes(tenant.id, story.storyId!),
      await here.store.frames.inThread(tenant.id, foreign.threadId),
      await here.store.settings.get(tenant),
      keys.filter((key) => here.pictures.keys.includes(key)),
    ])
  const ids = [
    zenobia.characterId!,
    frameId!,
    story.storyId!,
    ...episodes.map(({ id }) => id),
    tenant.id,
    'Foreigner',
    'Zenobia',
    'Nightfall',
    'Zenobia and Quentin',
  ]
  return { here, ids, snapshot }
}

/** Lines with one foreign id in each option of a command in turn, the others as they should be. */
function linesOf(command: (typeof commands)[number], id: string): string[] {
  const options = optionsOf(command)
  return options.map((attacked) =>
    [
      `/${command.name}`,
      ...options.flatMap(({ name, isRequired, values }) => {
        if (name === attacked.name) return [`${name}:"${id}"`]
        if (name === 'confirm') return [`confirm:${values![0]}`]
        return isRequired ? [`${name}:"${ordinary[name] ?? 'x'}"`] : []
      }),
    ].join(' '),
  )
}

/** A pattern for any word of a line. */
const words = (line: string): string => (line.match(/[\w-]+/g) ?? []).join('|')

const askers = [
  { who: 'Cleo', manages: false },
  { who: 'Foreigner', manages: true },
]
const cases = askers.flatMap((asker) => commands.map((command) => ({ ...asker, command })))

it.each(cases)(
  '$who reaches nothing of another workspace with its ids in /$command.name',
  async ({ who, manages, command }) => {
    const { here, ids, snapshot } = await foreignWorkspace()
    const before = await snapshot()
    const lines = [`/${command.name}`, ...ids.flatMap((id) => linesOf(command, id))]
    for (const [i, line] of lines.entries()) {
      const [park, cave] = ['park', 'cave'].map((thread) => ({
        threadId: `web:home${i}:${thread}`,
        who,
        manages,
      }))
      for (const text of [
        '/character add Bo old man',
        '/story start Ours',
        '/story next Bo sits',
      ]) {
        expect((await here.say(text, park)).error).toBeUndefined()
      }
      for (const where of [park, cave]) {
        const { made, pictures, ...answer } = await here.say(line, where)
        // What somebody wrote themselves may be said back to them.
        const own = new RegExp(`${words(line)}|${who}`, 'g')
        expect(JSON.stringify(answer).replace(own, ''), line).not.toMatch(secrets)
        const shown = [...Object.values(made).flat(), ...pictures.map(({ id }) => id)]
        const foreign = shown.filter((id) => ids.includes(id))
        expect(foreign, line).toEqual([])
      }
      expect((await snapshot()) === before, line).toBe(true)
    }
  },
)

it('attacks every option that there is', () => {
  for (const command of commands) {
    const shape = z.object(command.options.shape).shape
    expect(linesOf(command, 'x')).toHaveLength(Object.keys(shape).length)
  }
})
