import { expect, test } from 'vitest'
import { isOutOfMemory, OutOfMemory } from '../../../models/onnx/memory-error.ts'
import { openSession, type Session } from '../../../models/onnx/session.ts'
import { type Footprint, sessionPool } from '../../../models/onnx/session-pool.ts'

/** A device with so many bytes: opening and running take theirs, or fail in onnxruntime's words. */
function device(bytes: number, sizes: Record<string, Footprint>) {
  const loaded = new Set<string>()
  const log: string[] = []
  const used = () => [...loaded].reduce((sum, file) => sum + sizes[file]!.weights, 0)
  const take = (more: number) => {
    if (used() + more <= bytes) return
    throw new Error(`bfc_arena.cc Failed to allocate memory for requested buffer of size ${more}`)
  }
  const open = async (file: string): Promise<Session> => {
    take(sizes[file]!.weights)
    loaded.add(file)
    log.push(`+${file}`)
    return {
      name: file,
      inputs: [],
      outputs: [],
      async run() {
        take(sizes[file]!.working)
        return {}
      },
      async close() {
        loaded.delete(file)
        log.push(`-${file}`)
      },
    } as unknown as Session
  }
  return { open, log, loaded, footprintOf: (file: string) => sizes[file]! }
}

const sizes = (stays: string): Record<string, Footprint> =>
  Object.fromEntries(
    ['text', 'general', 'identity', 'decoder'].map((name) => [
      name,
      {
        weights: name === 'text' ? 1 : 5,
        working: name === 'decoder' ? 3 : 1,
        stays: name === stays,
      },
    ]),
  )

async function story(room: number | undefined, bytes: number, stays = '') {
  const used = device(bytes, sizes(stays))
  const pool = sessionPool({ ...used, ...(room === undefined ? {} : { room }) })
  const sessions: Session[] = []
  for (const name of ['text', 'general', 'identity', 'decoder'])
    sessions.push(await pool.open(name))
  used.log.length = 0
  for (const session of [0, 1, 1, 2, 2, 3]) await sessions[session]!.run({}, [])
  return { ...used, pool, sessions }
}

test('where there is room for all, all are opened once', async () => {
  const { log, pool, loaded } = await story(19, 19)
  expect(log).toEqual([])
  expect(loaded.size).toBe(4)
  await pool.close()
  expect(loaded.size).toBe(0)
})

test('in little room they take turns, and the longest unused gives way', async () => {
  const { log } = await story(9, 9)
  const turns = '+text -decoder +general -text -general +identity -identity +decoder'
  expect(log).toEqual(turns.split(' '))
})

test('residents stay', async () => {
  const { log, loaded } = await story(9, 9, 'text')
  expect(log.filter((line) => line.includes('text'))).toEqual([])
  expect([...loaded]).toEqual(['text', 'decoder'])
})

test('an allocation that fails all the same is tried once more with nothing else loaded', async () => {
  const { log, sessions, loaded } = await story(undefined, 16.5)
  // Nothing was planned, and identity could not work beside the others.
  expect(log).toContain('-general')
  await sessions[1]!.run({}, [])
  expect(loaded.has('general')).toBe(true)
})

test('what does not fit alone is told by name, and the others still run', async () => {
  const used = device(5.5, sizes(''))
  const pool = sessionPool(used)
  const [text, general] = [await pool.open('text'), await pool.open('general')]
  const run = general.run({}, [])
  await expect(run).rejects.toThrow(OutOfMemory)
  await expect(run).rejects.toThrow(
    /^there is no memory for general, even with nothing else loaded: /,
  )
  await expect(text.run({}, [])).resolves.toEqual({})
})

test('other failures are not tried again, and a closed session does not run', async () => {
  const pool = sessionPool({ open: (file) => openSession(file, { threads: 1 }) })
  await expect(pool.open('package.json')).rejects.toThrow('cannot open the model package.json')
  const session = await pool.open('test/fixtures/onnx/border.onnx')
  await expect(session.run({}, ['sum'])).rejects.toThrow('needs the input whole, half, single')
  await session.close()
  await session.close()
  await expect(session.run({}, ['sum'])).rejects.toThrow('border.onnx is closed')
})

test.each([
  ['CUDA failure 2: out of memory ; GPU=0', true],
  ['Available memory of 1024 is smaller than requested bytes of 4096', true],
  ['std::bad_alloc', true],
  ['VK_ERROR_OUT_OF_DEVICE_MEMORY', true],
  ['layout.onnx has no input image', false],
])('"%s" is a want of memory: %s', (message, is) => {
  expect(isOutOfMemory(new Error(message))).toBe(is)
})
