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
import { openBrowser, say as sayOnPage } from './page.ts'
import { freePort, newDataDir, type RunningTroupe, startTroupe } from './troupe.ts'

const slow = 300_000

const figure = `<svg xmlns="http://www.w3.org/2000/svg" width="90" height="120">
  <path d="M45 20v40l-15 50M45 60l15 50M20 40h50" stroke="red" stroke-width="4" fill="none"/></svg>`

interface Thread {
  readonly characters: readonly { readonly name: string; readonly state: string }[]
  readonly frames: readonly {
    readonly number: number
    readonly state: string
    readonly prompt: string
    readonly image: string
    readonly problem: string | null
  }[]
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

  const say = async (text: string) => {
    const answer = await fetch(`${troupe.address}/api/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ thread: 'bench', user: 'bench', text }),
    })
    const { reply } = (await answer.json()) as { reply: { text: string; error?: object } }
    if (reply.error !== undefined) throw new Error(`${text}: ${reply.text}`)
    return reply.text
  }

  /** The pixels of a drawn frame's template. */
  async function templateOf(number: number, prompt: string): Promise<Buffer> {
    for (;;) {
      const answer = await fetch(`${troupe.address}/api/threads/bench`)
      const { frames } = (await answer.json()) as Thread
      const frame = frames.find((one) => one.number === number && one.prompt === prompt)
      if (frame?.problem) throw new Error(frame.problem)
      if (frame?.state === 'posted' || frame?.state === 'drawn') {
        const path = frame.image.replace('.png', '/template.png')
        const picture = await (await fetch(`${troupe.address}${path}`)).arrayBuffer()
        return sharp(Buffer.from(picture)).raw().toBuffer()
      }
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
  }

  test(
    'a frame is told with the picture of a pose, and keeps it when it is edited',
    async () => {
      const body = await sharp(Buffer.from(figure)).png().toBuffer()
      const headers = { 'content-type': 'image/png' }
      const answer = await fetch(`${troupe.address}/api/poses`, { method: 'POST', headers, body })
      const { pose } = (await answer.json()) as { pose: string }
      await say(`/story next Mira in a library pose:${pose}`)
      await templateOf(2, 'Mira in a library')
      // One prompt and one seed: what is left is the pose.
      const prompt = 'Mira reading beside the street'
      for (const frame of [1, 2]) await say(`/story edit ${prompt} frame:${frame} seed:7`)
      const [plain, posed] = [await templateOf(1, prompt), await templateOf(2, prompt)]
      expect(posed.length).toBe(plain.length)
      expect(posed.equals(plain)).toBe(false)
      expect(await say('/story info 2')).toContain('standing as in the picture that was attached')
      expect(await say('/story info 1')).not.toContain('attached')
    },
    slow,
  )

  test(
    'on the page a picture is attached to the next frame, and only to that',
    async () => {
      const browser = await openBrowser()
      try {
        const page = await browser.newPage()
        const complaints: string[] = []
        page.on('pageerror', (error) => complaints.push(error.message))
        await page.goto(`${troupe.address}/#bench`)
        const input = page.getByRole('combobox')
        await input.fill('/story redo 1')
        expect(await page.getByLabel('Pose').count()).toBe(0)
        await input.fill('/story next Mira smiling in a forest')
        const buffer = await sharp(Buffer.from(figure)).jpeg().toBuffer()
        const file = { name: 'figure.jpg', mimeType: 'image/jpeg', buffer }
        await page.getByLabel('Pose').setInputFiles(file)
        await page.getByText('Pose: figure.jpg').waitFor()
        await sayOnPage(page, '/story next Mira smiling in a forest')
        // Takes have numbers of their own, so it is the fifth.
        await templateOf(5, 'Mira smiling in a forest')
        expect(await say('/story info 5')).toContain('standing as in the picture that was attached')
        await input.fill('/story next Mira in a park')
        await page.getByLabel('Pose').waitFor()
        expect(complaints).toEqual([])
      } finally {
        await browser.close()
      }
    },
    slow,
  )
})
