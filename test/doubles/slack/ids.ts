/** Ids as Slack makes them: a letter or two for the kind, then capitals and digits. */
export function ids(): (prefix: string) => string {
  let count = 0
  return (prefix) => {
    count += 1
    return `${prefix}0${count.toString(36).toUpperCase().padStart(9, '0')}`
  }
}

/** Timestamps that name messages: seconds with six digits, each later than the one before. */
export function timestamps(now: () => number): () => string {
  let last = 0
  return () => {
    last = Math.max(last + 1, Math.floor(now() * 1000))
    return `${Math.floor(last / 1e6)}.${String(last % 1e6).padStart(6, '0')}`
  }
}
