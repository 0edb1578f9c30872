const discordEpoch = 1_420_070_400_000

/** Ids as Discord makes them: milliseconds since 2015 in the upper 42 bits, a count below. */
export function snowflakes(now: () => number): () => string {
  let count = 0
  return () => {
    const milliseconds = BigInt(Math.max(0, Math.trunc(now()) - discordEpoch))
    count = (count + 1) & 0x3fffff
    return String((milliseconds << 22n) | BigInt(count))
  }
}
