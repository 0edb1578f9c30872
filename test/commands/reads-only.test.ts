import { expect, it } from 'vitest'
import { commandsFor } from '../../commands/index.ts'
import { memoryStore } from '../fakes/memory-store.ts'
import { emptyTables } from '../fakes/memory-tables.ts'
import { mira, world } from './world.ts'

const commands = commandsFor(['storybook'])

const reading = commands.filter(({ readsOnly }) => readsOnly)

it('there are some', () => expect(reading.length).toBeGreaterThan(5))

it.each(reading.map(({ name, example }) => [name, example]))(
  '%s changes nothing',
  async (_, line) => {
    const tables = emptyTables()
    const here = world(memoryStore(tables))
    await here.tell(mira, '/story start The lighthouse')
    for (let i = 0; i < 4; i++) await here.tell('/story next Mira in a park')
    await here.ready('Mira')
    await here.draw()
    const rows = (): string => {
      const { commands: _said, ...others } = tables
      return JSON.stringify(others, (_key, value) => (value instanceof Map ? [...value] : value))
    }
    const before = rows()
    const rings = here.queue.rings.length
    expect((await here.say(line)).error).toBeUndefined()
    expect(rows()).toBe(before)
    expect(here.queue.rings.length).toBe(rings)
  },
)
