import { z } from 'zod'
import type { BundleOptions } from '../models/bundles/bundle.ts'
import { lookAtMachine, type Machine } from '../models/bundles/machine.ts'

/** Where onnxruntime-node can run models (docs/gpu.md). */
const providers = ['cpu', 'cuda', 'webgpu', 'dml', 'coreml'] as const

/** The settings of what models run on. */
export const runOnSettings = {
  PROVIDERS: z
    .string()
    .default('cpu')
    .transform((text) => text.split(',').map((name) => name.trim()))
    .pipe(z.array(z.enum(providers, { error: `must be some of ${providers.join(', ')}` }))),
  DEVICE: z.coerce
    .number({ error: 'must be a number' })
    .int('must be a whole number')
    .min(0, 'must be at least 0')
    .optional(),
  VRAM_GB: z.coerce
    .number({ error: 'must be a number' })
    .positive('must be more than 0')
    .optional(),
  RESIDENT: z.string().optional(),
}

export interface RunOn {
  /** Execution providers, best first. */
  readonly providers: readonly string[]
  /** Which of several devices. */
  readonly device: number | undefined
  /** Bytes of its memory; undefined: NVIDIA's driver is asked. */
  readonly memory: number | undefined
  /** Networks that stay loaded; undefined: as many as fit. */
  readonly resident: readonly string[] | undefined
}

type Settings = z.infer<z.ZodObject<typeof runOnSettings>>

const takesDevice = (name: string): boolean => name === 'cuda' || name === 'dml'

/** RangeError for a device that no provider can choose. */
export function runOnOf({ PROVIDERS, DEVICE, VRAM_GB, RESIDENT }: Settings): RunOn {
  if (DEVICE !== undefined && !PROVIDERS.some(takesDevice)) {
    throw new RangeError('DEVICE can be chosen for cuda and dml only')
  }
  return {
    providers: PROVIDERS,
    device: DEVICE,
    memory: VRAM_GB === undefined ? undefined : VRAM_GB * 1e9,
    resident: RESIDENT?.split(',').map((name) => name.trim()),
  }
}

/** How the bundle is opened there. Error when the chosen card is not there. */
export async function bundleOptions(
  { providers, device, memory, resident }: RunOn,
  look: () => Promise<Pick<Machine, 'gpus'>> = lookAtMachine,
): Promise<Omit<BundleOptions, 'threads'>> {
  const executionProviders = providers.map((name) =>
    device !== undefined && takesDevice(name) ? { name, deviceId: device } : name,
  )
  const asked = async () =>
    providers[0] === 'cuda' ? memoryOf((await look()).gpus, device ?? 0) : undefined
  const found = memory ?? (await asked())
  const isKnown = found !== undefined && providers[0] !== 'cpu'
  return { executionProviders, device: isKnown ? { memory: found, resident } : undefined }
}

function memoryOf(gpus: Machine['gpus'], device: number): number | undefined {
  if (gpus.length === 0) return undefined
  const card = gpus[device]
  if (card !== undefined) return card.total
  throw new Error(`DEVICE ${device}: there are ${gpus.length} cards, counted from 0`)
}
