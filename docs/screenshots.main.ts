import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { openBrowser, say, untilReady, untilShown } from '../test/e2e/page.ts'
import { freePort, newDataDir, quickBundle, startTroupe } from '../test/e2e/troupe.ts'

/**
 * Tells a five-frame story through the page and photographs it: `npx tsx docs/screenshots.main.ts`.
 * With `--quick` the characters are discovered from a few portraits, as in the tests.
 */
const folder = fileURLToPath(new URL('./screenshots/', import.meta.url))
const cast = {
  Mira: 'a young woman with long red hair and fair skin',
  Tomas: 'an old man with a gray beard',
}
const prompts = [
  'Mira in a library',
  'Tomas in a garden',
  'Mira and Tomas in a park',
  'Tomas at the beach',
  'Mira and Tomas in a library',
]

/** A picture in few colours: a tenth of the bytes, and the eye does not miss them. */
const save = (name: string, png: Uint8Array): Promise<unknown> =>
  sharp(png).png({ palette: true, quality: 90, effort: 10 }).toFile(join(folder, name))

const dataDir = await newDataDir()
const bundle = process.argv.includes('--quick')
  ? await quickBundle(join(dataDir, 'bundle'))
  : 'storybook'
const troupe = await startTroupe(dataDir, await freePort(), bundle)
const browser = await openBrowser()
try {
  await mkdir(folder, { recursive: true })
  const page = await browser.newPage({ viewport: { width: 1360, height: 900 } })
  await page.goto(troupe.address)
  await page.getByLabel('You are').fill('Nora')
  for (const [name, description] of Object.entries(cast)) {
    await say(page, `/character add ${name} ${description} seed:3`)
  }
  await say(page, '/story start The lighthouse')
  for (const prompt of prompts) await say(page, `/story next ${prompt}`)
  for (const name of Object.keys(cast)) await untilReady(page, name)
  await untilShown(page, prompts.length)
  const settle = async (): Promise<void> => {
    await page.evaluate('scrollTo(0, 0)')
    await page.waitForTimeout(1200)
  }
  await settle()
  await save('page.png', await page.screenshot())
  await page.getByRole('button', { name: 'Before' }).click()
  await page.locator('.frame img[alt^="Before:"][data-arrived="true"]').first().waitFor()
  await page.evaluate(`document.querySelectorAll('.frame')[2].scrollIntoView({ block: 'start' })`)
  await page.waitForTimeout(1200)
  await save('page-before.png', await page.screenshot())
  await page.getByRole('button', { name: 'Before' }).click()
  await page.setViewportSize({ width: 390, height: 844 })
  await settle()
  await save('page-phone.png', await page.screenshot())
} finally {
  await browser.close()
  await troupe.end('SIGINT')
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
}
