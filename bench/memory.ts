import { readdir, readFile } from 'node:fs/promises'

export interface ProcessMemory {
  readonly pid: number
  readonly command: string
  /** Resident megabytes. */
  readonly megabytes: number
}

/** Resident memory of a process and all its descendants. Linux only: reads /proc. */
export async function memoryOfTree(root: number): Promise<ProcessMemory[]> {
  const processes = await Promise.all(
    (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(readProcess),
  )
  const known = processes.filter((found) => found !== undefined)
  const family = new Set([root])
  for (let grown = true; grown; ) {
    grown = false
    for (const { pid, parent } of known) {
      if (family.has(parent) && !family.has(pid)) {
        family.add(pid)
        grown = true
      }
    }
  }
  return known
    .filter(({ pid }) => family.has(pid))
    .map(({ pid, command, megabytes }) => ({ pid, command, megabytes }))
}

async function readProcess(pid: string) {
  try {
    const [status, command] = await Promise.all([
      readFile(`/proc/${pid}/status`, 'utf8'),
      readFile(`/proc/${pid}/cmdline`, 'utf8'),
    ])
    const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1])
    return {
      pid: Number(pid),
      parent: field('PPid'),
      command: command.replaceAll('\0', ' ').trim(),
      megabytes: field('VmRSS') / 1024,
    }
  } catch {
    // It ended while we looked.
    return undefined
  }
}
