/**
 * `npm start` with a bundle of SDXL's family: what `npm run bundle -- export --tiny` made, small
 * random networks in the form of the full-size ones. Its pictures are noise; everything else is real.
 */

import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { drawOverApi } from '../../bench/draw-over-api.ts'
import { changedBundle } from '../fixtures/changed-bundle.ts'
import { freePort, newDataDir, type RunningTroupe, startTroupe } from './troupe.ts'

const slow = 300_000

interface Thread {
  readonly characters: readonly { readonly name: string; readonly state: string }[]
  readonly frames: readonly { readonly id: string; readonly image: string }[]
}

describe('a story drawn by SDXL and PhotoMaker, tiny', () => {
  let dataDir: string
  let troupe: RunningTroupe

  beforeAll(async () => {
    dataDir = await newDataDir()
    const bundle = await changedBundle(
      'test/golden/sdxl/bundle',
      join(dataDir, 'bundle'),
      ({ defaults, networks: { layout } }) => {
        Object.assign(defaults, { steps: 6, startStep: 2 })
        const few = { portraits: 12, steps: 4, components: 4, classTokenTwiceAfter: 1 }
        Object.assign(defaults.discovery, few)
        // A random detector is sure of nothing.
        if (layout.type === 'grounded-sam') layout.detector.threshold = 0.01
      },
    )
    troupe = await startTroupe(dataDir, await freePort(), bundle)
  }, slow)

  afterAll(async () => {
    await troupe?.end('SIGKILL').catch(() => undefined)
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }, slow)

  test(
    'a character is discovered, a frame with it is drawn, its template kept',
    async () => {
      await drawOverApi(troupe.address)
      const answer = await fetch(`${troupe.address}/api/threads/bench`)
      const { characters, frames } = (await answer.json()) as Thread
      expect(characters.map(({ name, state }) => [name, state])).toEqual([['Mira', 'ready']])
      const pictures = [frames[0].image, frames[0].image.replace('.png', '/template.png')]
      const drawn = await Promise.all(
        pictures.map(async (path) => {
          const picture = await fetch(`${troupe.address}${path}`)
          return sharp(Buffer.from(await picture.arrayBuffer()))
            .raw()
            .toBuffer({
              resolveWithObject: true,
            })
        }),
      )
      for (const { info } of drawn) expect([info.width, info.height]).toEqual([128, 128])
      expect(drawn[0].data.equals(drawn[1].data)).toBe(false)
    },
    slow,
  )
})
