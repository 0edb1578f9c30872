/** The benchmark's figures as a table: a column a variant. Pure. */

import { table } from '../table.ts'
import type { Report } from './report.ts'
import { type Estimate, shown } from './samples.ts'
import type { FacesFound } from './score.ts'

type Row = readonly [string, (report: Report) => Estimate | null | undefined, number]

const rows: readonly Row[] = [
  ['Face-Sim', (r) => r.faceSim, 3],
  ['Face-Sim, one person', (r) => r.faceSimByPeople[1], 3],
  ['Face-Sim, two people', (r) => r.faceSimByPeople[2], 3],
  ['Face-Sim, three people', (r) => r.faceSimByPeople[3], 3],
  ['Face-Sim, frames whose template has the face', (r) => r.pairedFaceSim, 3],
  ['Face-Sim, their templates', (r) => r.templateFaceSim, 3],
  ['Face-Sim, rendered, same person (ceiling)', (r) => r.ceilingFaceSim, 3],
  ['Face-Sim, rendered, same description (floor)', (r) => r.floorFaceSim, 3],
  ['CLIP-T', (r) => r.clipT, 1],
  ['CLIP-T, template', (r) => r.templateClipT, 1],
  ['CLIP-T-C', (r) => r.clipTC, 1],
  ['CLIP-I', (r) => r.clipI, 1],
  ['right person in the right place', (r) => r.rightPlace, 3],
  ['seconds a character', (r) => r.secondsPerCharacter, 1],
  ['seconds a frame, one person', (r) => r.secondsPerFrameByPeople[1], 2],
  ['seconds a frame, two people', (r) => r.secondsPerFrameByPeople[2], 2],
  ['seconds a frame, three people', (r) => r.secondsPerFrameByPeople[3], 2],
]

/** Each cell is the mean, its 95 % interval and the number of samples. */
export function reportTable(reports: readonly (readonly [string, Report])[]): string {
  const body = rows
    .filter(([, pick]) => reports.some(([, one]) => pick(one) != null))
    .map(([what, pick, digits]) => [what, ...reports.map(([, one]) => shown(pick(one), digits))])
  return table(
    ['figure', ...reports.map(([name]) => name)],
    [
      ...body,
      ['faces found in frames', ...reports.map(([, one]) => part(one.faces))],
      ['faces found in templates', ...reports.map(([, one]) => part(one.templateFaces))],
      ['frames that failed', ...reports.map(([, one]) => String(one.failures))],
    ],
  )
}

const part = ({ found, wanted }: FacesFound) => `${found} of ${wanted}`
