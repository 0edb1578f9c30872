import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { benchStories } from '../../bench/stories/bench.ts'
import { openBundle } from '../../models/bundles/bundle.ts'
import { changedBundle } from '../fixtures/changed-bundle.ts'

/** Tiny random networks see people and faces anywhere: what is drawn says nothing, that it is scored does. */
test("a bundle of SDXL's family with judges draws the benchmark's stories and scores them", async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sdxl-stories-'))
  const dir = await changedBundle('test/golden/sdxl/bundle', join(folder, 'bundle'), (manifest) => {
    const { defaults, networks } = manifest
    Object.assign(defaults, { steps: 4, startStep: 1 })
    Object.assign(defaults.discovery, { portraits: 4, steps: 3, components: 2, iterations: 1 })
    Object.assign('detector' in networks.layout ? networks.layout.detector : {}, { threshold: 0 })
  })
  const stories = join(folder, 'stories')
  await mkdir(stories)
  await writeFile(
    join(stories, 'one.json'),
    JSON.stringify({
      prompts: ['woman in the park', 'woman in the library'],
      token: 'woman',
      character: 'young woman with long red hair',
      settings: ['in the park', 'in the library'],
      style: 'a photo',
    }),
  )
  const bundle = await openBundle(dir, { threads: 1 })
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  try {
    const json = join(folder, 'report.json')
    const [out, ablation] = [join(folder, 'out'), undefined]
    await benchStories(bundle, dir, { stories, out, json, ablation, seed: 1, limit: 1, frames: 2 })
    const report = JSON.parse(await readFile(json, 'utf8'))
    expect(report).toMatchObject({ stories: 1, failures: 0, ceilingFaceSim: null })
    for (const name of ['clipT', 'templateClipT']) {
      expect(report[name].value).toBeGreaterThanOrEqual(0)
      expect(report[name].value).toBeLessThanOrEqual(100)
    }
    expect(report.faces.wanted).toBe(2)
    expect(report.faces.found).toBeGreaterThan(0)
    expect(log.mock.calls.join('\n')).toContain('CLIP-T')
  } finally {
    log.mockRestore()
    await bundle.close()
    await rm(folder, { recursive: true })
  }
}, 300_000)
