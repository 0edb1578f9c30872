import { type Browser, chromium, type Page } from 'playwright-core'

export const chromiumPath = process.env.CHROMIUM ?? '/usr/bin/chromium'

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] })

/** Long enough for a slow machine to draw. */
const patience = { timeout: 240_000 }

/** Says something as a person does: into the input, Enter, and waits for the answer. */
export async function say(page: Page, text: string): Promise<void> {
  const input = page.getByRole('combobox')
  await input.fill(text)
  const answered = page.waitForResponse((response) => response.url().endsWith('/api/commands'))
  await input.press('Escape')
  await input.press('Enter')
  await answered
}

export const untilReady = (page: Page, name: string): Promise<void> =>
  page.locator(`.cast img[alt^="Portrait of ${name}:"][data-arrived="true"]`).waitFor(patience)

/** Waits until an expression is true in the page, asking from outside: its policy forbids `eval`. */
export async function until(page: Page, expression: string): Promise<void> {
  const givenUpAt = Date.now() + patience.timeout
  while ((await page.evaluate(expression)) !== true) {
    if (Date.now() > givenUpAt) throw new Error(`never came true in the page: ${expression}`)
    await page.waitForTimeout(250)
  }
}

/** Waits until exactly so many pictures of the story are shown, and all are loaded. */
export async function untilShown(page: Page, count: number): Promise<void> {
  await until(
    page,
    `(() => {
      const frames = [...document.querySelectorAll('.frame')]
      const images = frames.map((one) => one.querySelector('.plate:last-child > img'))
      return frames.length === ${count} && images.every((image) =>
        image?.dataset.arrived === 'true' && image.src.includes('/frames/') && image.naturalWidth > 0)
    })()`,
  )
}

/** The alternative texts of the story's pictures. */
export async function altTexts(page: Page): Promise<string[]> {
  const images = await page.locator('.frame img').all()
  return Promise.all(images.map(async (image) => (await image.getAttribute('alt')) ?? ''))
}
