import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { endInWords } from '../end-in-words.ts'
import { writeJson } from '../write-json.ts'
import { assumptionsSchema, readAssumptions } from './assumptions.ts'
import { openMeasured } from './figures.ts'
import { reportScale } from './report.ts'
import { carry } from './scale.ts'

const figures = join(import.meta.dirname, '../../docs/figures')

/** `npm run scale`: what many servers cost, from measured costs; `--servers N` and more, see docs/scale.md. */
await endInWords(async () => {
  const names = Object.keys(assumptionsSchema.shape)
  const { values } = parseArgs({
    options: Object.fromEntries(
      [...names, 'json', 'load', 'reference'].map((name) => [name, { type: 'string' as const }]),
    ),
  })
  const {
    json,
    load = join(figures, 'load.json'),
    reference = join(figures, 'reference.json'),
    ...given
  } = values
  const assumed = readAssumptions(given)
  const measured = await openMeasured(load, reference)
  const scale = carry(measured, assumed)
  console.log(reportScale(assumed, measured, scale))
  if (json !== undefined) await writeJson(json, { assumed, scale })
})
