/** Looks every few milliseconds, in real time, until there is something; throws when it takes long. */
export async function waitFor<Value>(
  look: () => Value | false | undefined | null,
  what: string,
  patienceMs = 10_000,
): Promise<Value> {
  const end = performance.now() + patienceMs
  for (;;) {
    const found = look()
    if (found !== false && found !== undefined && found !== null) return found
    if (performance.now() > end) throw new Error(`waited ${patienceMs} ms for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 4))
  }
}
