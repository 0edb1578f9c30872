import { rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { altTexts, openBrowser, say, until, untilReady, untilShown } from './page.ts'
import {
  failToStart,
  freePort,
  newDataDir,
  processesOf,
  quickBundle,
  type RunningTroupe,
  startTroupe,
} from './troupe.ts'

const slow = 300_000

/** The steps stand on one another, as they do for a person: one story from start to end. */
describe('a story told through the page', () => {
  let dataDir: string
  let port: number
  let bundle: string
  let troupe: RunningTroupe
  let browser: Browser
  let page: Page
  const complaints: string[] = []

  beforeAll(async () => {
    dataDir = await newDataDir()
    port = await freePort()
    bundle = await quickBundle(join(dataDir, 'bundle'))
    troupe = await startTroupe(dataDir, port, bundle)
    browser = await openBrowser()
    page = await browser.newPage({ viewport: { width: 1360, height: 900 } })
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(troupe.address)
  }, slow)

  afterAll(async () => {
    await browser?.close()
    await troupe?.end('SIGKILL').catch(() => undefined)
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }, slow)

  test('the first visit shows three things to try', async () => {
    await page.getByText('Every story begins with somebody.').waitFor()
    expect(await page.locator('.example').count()).toBe(3)
    await page.getByLabel('You are').fill('Nora')
  })

  test(
    'two characters get portraits',
    async () => {
      await say(page, '/character add Mira a young woman with long red hair and fair skin')
      await say(page, '/character add Tomas an old man with a gray beard')
      await untilReady(page, 'Mira')
      await untilReady(page, 'Tomas')
    },
    slow,
  )

  test(
    'three frames are drawn, one with both, each with words for who cannot see it',
    async () => {
      await say(page, '/story start The lighthouse')
      await say(page, '/story next Mira in a library')
      await say(page, '/story next Tomas in a garden')
      await say(page, '/story next Mira and Tomas in a park')
      await untilShown(page, 3)
      const [first, second, third] = await altTexts(page)
      expect(first).toBe('Mira in a library — with Mira')
      expect(second).toContain('with Tomas')
      expect(third).toBe('Mira and Tomas in a park — with Mira and Tomas')
      expect(await page.locator('.frame .with').last().textContent()).toBe('Mira and Tomas')
    },
    slow,
  )

  test('a mistake is a sentence', async () => {
    await say(page, '/story nxt Mira')
    const alert = page.getByRole('alert').first()
    await alert.waitFor()
    expect(await alert.textContent()).toContain('/story next')
  })

  test(
    'a redo takes the place of a frame; undo brings the earlier take back, then takes the last away',
    async () => {
      const second = page.locator('.frame').nth(1).locator('.plate > img')
      const first = await second.getAttribute('src')
      const secondShows = (condition: string) =>
        until(
          page,
          `(() => {
            const shown = document.querySelectorAll('.frame')[1]?.querySelector('.plate > img')
            return Boolean(shown?.src.includes('/frames/')) && ${condition}
          })()`,
        )
      await say(page, '/story redo 2')
      await secondShows(`!shown.src.endsWith('${first}')`)
      await untilShown(page, 3)
      await say(page, '/story undo')
      await secondShows(`shown.src.endsWith('${first}')`)
      await say(page, '/story undo')
      await until(page, `document.querySelectorAll('.frame').length === 2`)
    },
    slow,
  )

  test(
    'killed in the middle of a drawing and started again, nothing is lost',
    async () => {
      await say(page, '/story next Mira and Tomas in a library')
      await page.locator('.frame').nth(2).waitFor()
      await troupe.end('SIGKILL')
      troupe = await startTroupe(dataDir, port)
      await page.reload()
      await untilShown(page, 3)
      expect(await page.locator('.cast li[data-state="ready"]').count()).toBe(2)
      expect(await page.getByLabel('You are').inputValue()).toBe('Nora')
      expect(complaints).toEqual([])
    },
    slow,
  )

  test(
    'Before shows each picture without its faces as well',
    async () => {
      await page.getByRole('button', { name: 'Before' }).click()
      await page.locator('.frame img[alt^="Before:"][data-arrived="true"]').nth(2).waitFor()
    },
    slow,
  )

  test(
    'Ctrl-C stops everything',
    async () => {
      expect(await troupe.end('SIGINT')).toBe(0)
      expect(await processesOf(dataDir)).toEqual([])
    },
    slow,
  )

  test(
    'a port that is taken is one sentence, and nothing stays behind',
    async () => {
      const other = createServer().listen(port, '127.0.0.1')
      const { code, output } = await failToStart(dataDir, port)
      other.close()
      expect(code).toBe(1)
      expect(output.trim()).toBe(
        `Port ${port} is taken by another program. Stop it, or set PORT to another number.`,
      )
      expect(await processesOf(dataDir)).toEqual([])
    },
    slow,
  )
})
