/** How far a pull is, as one line: `[#####.....] 52 %  4.1 of 7.9 GB  38 MB/s  2 of 5 files`. */

const width = 24

export interface Far {
  readonly bytes: number
  readonly of: number
}

/** Bytes as people read them, with one decimal from megabytes on. */
export function size(bytes: number): string {
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} kB`
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`
}

export function progressLine(files: readonly Far[], bytesPerSecond: number): string {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  const of = files.reduce((sum, file) => sum + file.of, 0)
  const share = of === 0 ? 0 : bytes / of
  const done = Math.floor(share * width)
  const bar = `[${'#'.repeat(done)}${'.'.repeat(width - done)}]`
  const whole = files.filter((file) => file.bytes === file.of).length
  const speed = `${size(bytesPerSecond)}/s`
  return `${bar} ${Math.floor(share * 100)} %  ${size(bytes)} of ${size(of)}  ${speed}  ${whole} of ${files.length} files`
}

export interface Screen {
  readonly isTTY?: boolean | undefined
  write(text: string): unknown
}

/** Shows it on a terminal as one line that changes, elsewhere as a line each ten seconds. */
export function showProgress(screen: Screen, now: () => number = Date.now) {
  const files = new Map<string, Far>()
  const everyMs = screen.isTTY ? 200 : 10_000
  const startedAt = now()
  let shownAt = startedAt
  let first: number | undefined
  const line = () => {
    const bytes = [...files.values()].reduce((sum, file) => sum + file.bytes, 0)
    first ??= bytes
    const seconds = Math.max((now() - startedAt) / 1000, 0.001)
    return progressLine([...files.values()], Math.max(0, bytes - first) / seconds)
  }
  return {
    onBytes(file: string, bytes: number, of: number): void {
      files.set(file, { bytes, of })
      if (now() - shownAt < everyMs) return
      shownAt = now()
      screen.write(screen.isTTY ? `\r\x1b[K${line()}` : `${line()}\n`)
    },
    end(): void {
      if (files.size > 0) screen.write(screen.isTTY ? `\r\x1b[K${line()}\n` : `${line()}\n`)
    },
  }
}
