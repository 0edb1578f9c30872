import { cpus, loadavg } from 'node:os'

/** What a figure was measured on, and how busy that was with everything that ran there. */
export function lookAtMachine() {
  const [{ model } = { model: 'unknown' }] = cpus()
  const load = Number(loadavg()[0]!.toFixed(1))
  return { model, cores: cpus().length, load, node: process.version }
}

export const machineLine = ({ model, cores, load, node }: ReturnType<typeof lookAtMachine>) =>
  `${model}, ${cores} cores, load ${load}, Node ${node}`
