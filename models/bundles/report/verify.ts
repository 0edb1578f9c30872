/** Whether everything of a bundle is as its description says; nothing is opened. */

import { join } from 'node:path'
import { fileProblem, readManifest } from '../manifest.ts'
import { readPartRecord } from '../pull/pull.ts'

export interface Verification {
  readonly checked: number
  /** Sentences, each naming its file or field. */
  readonly problems: readonly string[]
}

/** Every file of a bundle or a pulled part, and the bundle's licence. Error when it is neither. */
export async function verify(
  dir: string,
  onFile: (file: string) => void = () => undefined,
): Promise<Verification> {
  const part = await readPartRecord(dir)
  if (part !== undefined) return check(dir, part.files, onFile)
  const { files, licence } = await readManifest(dir)
  const listed = Object.entries(files).map(([file, known]) => ({ file, ...known }))
  const { checked, problems } = await check(dir, listed, onFile)
  return { checked, problems: [...problems, ...licenceProblems(licence)] }
}

async function check(
  dir: string,
  files: readonly { readonly file: string; readonly sha256: string; readonly bytes: number }[],
  onFile: (file: string) => void,
): Promise<Verification> {
  const problems: string[] = []
  for (const expected of files) {
    onFile(expected.file)
    const problem = await fileProblem(join(dir, expected.file), expected)
    if (problem !== undefined) problems.push(problem)
  }
  return { checked: files.length, problems }
}

interface Licence {
  readonly weights: string
  readonly attributions: readonly {
    readonly what: string
    readonly by: string
    readonly licence: string
    readonly url: string
  }[]
}

function licenceProblems({ weights, attributions }: Licence): string[] {
  const problems = weights.trim() === '' ? ['bundle.json: licence.weights is empty'] : []
  for (const [i, attribution] of attributions.entries()) {
    const field = `licence.attributions.${i}`
    for (const key of ['what', 'by', 'licence'] as const) {
      if (attribution[key].trim() === '') problems.push(`bundle.json: ${field}.${key} is empty`)
    }
    if (!URL.canParse(attribution.url)) problems.push(`bundle.json: ${field}.url is no address`)
  }
  return problems
}
