/** A bundle on a device: what stays loaded, decided before anything is. */

import type { PoolOptions } from '../onnx/session-pool.ts'
import { planDevice } from './device-plan.ts'
import type { Manifest } from './format.ts'
import { modelFiles, requirementsOf } from './requirements.ts'
import { reserveOf } from './residency.ts'

export interface DeviceMemory {
  /** Bytes of the device's memory. */
  readonly memory: number
  /** Networks that must stay loaded; undefined leaves the choice to the plan. */
  readonly resident?: readonly string[] | undefined
}

export interface DeviceFit extends Required<Pick<PoolOptions, 'room' | 'footprintOf'>> {
  /** Most rows in one denoiser call. */
  readonly rowsPerCall: number
}

/** How a pool of sessions keeps within the device. Error that says what is missing when it cannot. */
export async function fitToDevice(
  manifest: Manifest,
  dir: string,
  { memory, resident }: DeviceMemory,
): Promise<DeviceFit> {
  const { networks: networksOf } = await requirementsOf(manifest, dir)
  const plan = planDevice(networksOf, memory, resident)
  if (!plan.fits) throw new Error(`${manifest.name} does not fit on this device: ${plan.reason}`)
  const networks = networksOf(plan.rowsPerCall)
  const nameOf = new Map(modelFiles(manifest.networks).map(({ name, file }) => [file, name]))
  return {
    rowsPerCall: plan.rowsPerCall,
    room: memory - reserveOf(memory),
    footprintOf(file) {
      const network = networks.find(({ name }) => name === nameOf.get(file))
      if (network === undefined) throw new RangeError(`${file} is none of the bundle's networks`)
      const { name, weights, working } = network
      return { weights, working, stays: plan.resident.includes(name) }
    },
  }
}
