import { expect, test } from 'vitest'
import { UserError } from '../../story/errors.ts'
import { type Meter, meteredArtist } from '../../worker/meter.ts'
import { fakeArtist } from '../fakes/artist.ts'
import { discover } from '../fakes/discover.ts'

function counted() {
  const seen: unknown[] = []
  const meter: Meter = {
    drew: (kind, timings) => seen.push([kind, Object.keys(timings)]),
    failed: (kind, reason) => seen.push([kind, reason]),
    modelMemory: (bytes) => seen.push(bytes),
  }
  return { seen, meter }
}

const found = { description: 'a man', classWord: 'man', seed: 3 }
const unhurried = { onProgress: () => undefined, signal: new AbortController().signal }

test('what is drawn is counted with its stages', async () => {
  const { seen, meter } = counted()
  const artist = fakeArtist()
  await discover(meteredArtist(artist, meter), found, unhurried)
  expect(seen).toEqual([
    ['character', ['portraits']],
    ['character', ['filter']],
  ])
})

test('what fails is counted by its reason, what is cancelled is not', async () => {
  const { seen, meter } = counted()
  const stop = new AbortController()
  const failing = (error: Error) =>
    meteredArtist({ ...fakeArtist(), drawPortraits: async () => Promise.reject(error) }, meter)
  const refused = new UserError('cannot-draw', 'no')
  await expect(discover(failing(refused), found, unhurried)).rejects.toThrow('no')
  await expect(discover(failing(new Error('died')), found, unhurried)).rejects.toThrow('died')
  stop.abort()
  const hooks = { ...unhurried, signal: stop.signal }
  await expect(discover(failing(new Error('stopped')), found, hooks)).rejects.toThrow('stopped')
  expect(seen).toEqual([
    ['character', 'cannot-draw'],
    ['character', 'unexpected'],
  ])
})
