/** A bundle on a device: what stays loaded, decided before anything is. */

import type { PoolOptions } from '../onnx/session-pool.ts'
import type { Manifest } from './format.ts'
import { modelFiles, mostRows, requirementsOf } from './requirements.ts'
import { planResidency, reserveOf } from './residency.ts'

export interface DeviceMemory {
  /** Bytes of the device's memory. */
  readonly memory: number
  /** Networks that must stay loaded; undefined leaves the choice to the plan. */
  readonly resident?: readonly string[] | undefined
}

/** How a pool of sessions keeps within the device. Error that says what is missing when it cannot. */
export async function fitToDevice(
  manifest: Manifest,
  dir: string,
  { memory, resident }: DeviceMemory,
): Promise<Required<Pick<PoolOptions, 'room' | 'footprintOf'>>> {
  const networks = (await requirementsOf(manifest, dir)).networks(mostRows)
  const plan = planResidency(networks, memory, resident)
  if (!plan.fits) throw new Error(`${manifest.name} does not fit on this device: ${plan.reason}`)
  const nameOf = new Map(modelFiles(manifest.networks).map(({ name, file }) => [file, name]))
  return {
    room: memory - reserveOf(memory),
    footprintOf(file) {
      const network = networks.find(({ name }) => name === nameOf.get(file))
      if (network === undefined) throw new RangeError(`${file} is none of the bundle's networks`)
      const { name, weights, working } = network
      return { weights, working, stays: plan.resident.includes(name) }
    },
  }
}
