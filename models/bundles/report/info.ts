/** What a bundle is, what it needs, and whether a machine can run it: lines of plain text. */

import { passes } from '../../pipelines/guidance.ts'
import { planDevice } from '../device-plan.ts'
import type { Manifest } from '../format.ts'
import type { Gpu, Machine } from '../machine.ts'
import { size } from '../pull/progress.ts'
import { mostRows, type Requirements } from '../requirements.ts'
import { gigabytes } from '../residency.ts'

/** Memory of cards that people have, bytes. */
const usualCards = [8, 12, 16, 24].map((gigabytes) => gigabytes * 1e9)

export function infoLines(manifest: Manifest, needs: Requirements, machine: Machine): string[] {
  const { name, version, family, image, defaults, licence } = manifest
  return [
    `${name} ${version}, family ${family}: ${picturesLine(manifest)}`,
    ...costLines(image, defaults),
    ...poseLines(manifest),
    `licence: ${licence.weights}`,
    ...licence.attributions.map(({ what, by, licence }) => `  ${what}: ${by}, ${licence}`),
    '',
    `weights, mostly ${needs.precision}:`,
    ...needs
      .networks(mostRows)
      .map(
        ({ name, weights, working }) =>
          `  ${name}: ${size(weights)}, and about ${size(working)} to work with`,
      ),
    `needs ${size(needs.disk)} on the disk and about ${size(needs.memory)} of memory with all networks loaded`,
    '',
    ...cardLines(needs),
    '',
    ...machineLines(needs, machine),
  ]
}

function picturesLine({ image: { width, height }, networks: { upscaler } }: Manifest): string {
  const factor = upscaler?.factor ?? 1
  const drawn = factor === 1 ? '' : `, drawn at ${width} x ${height} and enlarged`
  return `pictures of ${factor * width} x ${factor * height}${drawn}`
}

/** What people's wishes cost, in rows that a denoiser is asked for. */
function costLines(image: Manifest['image'], defaults: Manifest['defaults']): string[] {
  const { steps, startStep, sampler, guidanceScale, discovery } = defaults
  const portrait = discovery.image ?? image
  const rows = passes(discovery.guidanceScale) * discovery.portraits * discovery.steps
  const [scene, own] = [steps, steps - startStep + 1].map((n) => n * passes(guidanceScale))
  return [
    `a frame of K people: ${steps} steps of ${sampler}, ${scene} + ${own} K rows`,
    `a character: ${discovery.portraits} portraits of ${portrait.width} x ${portrait.height}, ${discovery.steps} steps of ${discovery.sampler ?? sampler}, ${rows} rows`,
  ]
}

function poseLines({ networks, defaults }: Manifest): string[] {
  if (networks.controlNet === undefined) return []
  const { steps, guidanceScale, conditioningScale = 1 } = defaults
  return [
    `a pose: ${passes(guidanceScale) * steps} rows of the ControlNet more, which count ${conditioningScale}; it sees the attached picture as it is`,
  ]
}

function cardLines({ networks }: Requirements): string[] {
  const lines = usualCards.map((memory) => {
    const plan = planDevice(networks, memory)
    if (!plan.fits) return `  ${memory / 1e9} GB: no. ${plan.reason}`
    const turns =
      plan.takingTurns.length === 0
        ? 'everything stays loaded'
        : `take turns: ${plan.takingTurns.join(', ')}`
    return `  ${memory / 1e9} GB: ${turns}; ${plan.rowsPerCall} rows a call; at most ${gigabytes(plan.peak)} in use`
  })
  return ['on a graphics card of', ...lines]
}

function machineLines(needs: Requirements, machine: Machine): string[] {
  const { cores, memory, gpus } = machine
  const has = `this machine: ${cores} cores, ${size(memory)} of memory`
  const cards = gpus.length === 0 ? ['no graphics card that nvidia-smi tells of'] : gpus.map(cardOf)
  return [
    `${has}, ${cards.join('; ')}`,
    ...gpus.map((gpu, i) => `  on card ${i}: ${verdict(needs, gpu)}`),
    `  on the CPU: ${cpuVerdict(needs, machine)}`,
  ]
}

const cardOf = ({ name, total }: Gpu): string => `${name} with ${size(total)}`

function verdict({ networks }: Requirements, { total, free }: Gpu): string {
  const plan = planDevice(networks, total)
  if (!plan.fits) return `no. ${plan.reason}`
  if (plan.peak <= free) return 'yes'
  return `not now: up to ${gigabytes(plan.peak)} are needed, and other programs leave ${gigabytes(free)}`
}

function cpuVerdict(needs: Requirements, { memory, freeMemory }: Machine): string {
  if (needs.memory > memory) {
    return `no. It needs about ${size(needs.memory)} of memory and there are ${size(memory)}`
  }
  if (needs.memory > freeMemory) {
    return `yes, when other programs leave ${size(needs.memory)}; now ${size(freeMemory)} are free`
  }
  return needs.precision === 'float16'
    ? 'yes, slowly: its weights are float16, which a CPU converts as it runs; export it as fp32'
    : 'yes'
}
