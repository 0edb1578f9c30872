import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { readAssumptions } from '../../../bench/scale/assumptions.ts'
import { openMeasured } from '../../../bench/scale/figures.ts'
import { carry } from '../../../bench/scale/scale.ts'
import { type LoadFigures, reportLoad } from './report.ts'

const file = (name: string) => new URL(`../../../docs/figures/${name}`, import.meta.url).pathname

test('the committed figures have everything that is shown of them', async () => {
  const figures: LoadFigures = JSON.parse(await readFile(file('load.json'), 'utf8'))
  const text = reportLoad(figures)
  expect(text).toContain('A job that waits in Redis')
  expect(text).not.toMatch(/NaN|undefined|null/)
})

test('the committed figures can be carried to more servers', async () => {
  const measured = await openMeasured(file('load.json'), file('reference.json'))
  const few = carry(measured, readAssumptions({ servers: '1000' }))
  const many = carry(measured, readAssumptions({ servers: '100000' }))
  expect(many.stored.database / few.stored.database).toBeCloseTo(100)
  expect(many.limits.map(({ bears }) => bears).every((bears) => bears > 0)).toBe(true)
})
