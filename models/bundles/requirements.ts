/** What a bundle needs to run, from the real sizes of its files and graphs. */

import { join } from 'node:path'
import { type Weights, weightsOf } from '../onnx/weights.ts'
import type { Manifest } from './format.ts'
import type { NetworkSize } from './residency.ts'
import { workingBytes } from './working-memory.ts'

export interface Requirements {
  /** Bytes of all files. */
  readonly disk: number
  /** Every network's sizes, when its denoisers get so many rows in one call. */
  networks(rows: number): readonly NetworkSize[]
  /** What most bytes of the weights are stored as. */
  readonly precision: string
  /** Bytes of memory, in a process that keeps all networks open. */
  readonly memory: number
}

/** Node with onnxruntime and sharp loaded, before a model is open. An allowance. */
const processBytes = 0.2e9

/** Rows of one call: two for a template, two for each of up to three people redrawn together. */
export const mostRows = 6

/** Of a posed template these two run in turns, at every step. */
const posing: Readonly<Record<string, string>> = {
  denoiser: 'controlNet',
  controlNet: 'denoiser',
}

/** Reads every network's graph. Error naming one that is no model. */
export async function requirementsOf(manifest: Manifest, dir: string): Promise<Requirements> {
  const types: Record<string, number> = {}
  const graphs: { readonly name: string; readonly weights: Weights }[] = []
  for (const { name, file } of modelFiles(manifest.networks)) {
    const weights = await weightsOf(join(dir, file))
    for (const [type, bytes] of Object.entries(weights.types)) {
      types[type] = (types[type] ?? 0) + bytes
    }
    graphs.push({ name, weights })
  }
  const posed: typeof posing = manifest.networks.controlNet === undefined ? {} : posing
  const networks = (rows: number): NetworkSize[] =>
    graphs.map(({ name, weights }) => {
      const elementBytes = isHalf(weights) ? 2 : 4
      const beside = posed[name]
      const isPosed = beside !== undefined
      const working = workingBytes(name, manifest, { rows, elementBytes, isPosed })
      return { name, weights: weights.bytes, working, beside }
    })
  const all = networks(mostRows)
  const weights = all.reduce((sum, network) => sum + network.weights, 0)
  return {
    disk: Object.values(manifest.files).reduce((sum, { bytes }) => sum + bytes, 0),
    networks,
    precision: largest(types),
    memory: weights + Math.max(...all.map(({ working }) => working)) + processBytes,
  }
}

/** The type of most bytes; float32 where there are no weights at all. */
const largest = (types: Readonly<Record<string, number>>): string =>
  Object.entries(types).reduce((a, b) => (b[1] > a[1] ? b : a), ['float32', 0])[0]

const isHalf = ({ types }: Weights): boolean => (types.float16 ?? 0) > (types.float32 ?? 0)

/** Every graph that draws: `networks` in bundle.json, `layout.detector` where one has several. */
export function modelFiles(networks: object, path: readonly string[] = []): ModelFile[] {
  return Object.entries(networks).flatMap(([key, value]) => {
    const name = key === 'file' ? path : [...path, key]
    if (typeof value === 'object' && value !== null) return modelFiles(value, name)
    const isModel = typeof value === 'string' && value.endsWith('.onnx')
    return isModel ? [{ name: name.join('.'), file: value }] : []
  })
}

interface ModelFile {
  readonly name: string
  readonly file: string
}
