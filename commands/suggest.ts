/** Finds the commands that somebody may have meant. */

/** Up to three names nearest to what was said: same words first, then the fewest changes. */
export function nearest(said: string, names: readonly string[]): string[] {
  const words = said.toLowerCase().split(/\s+/).slice(0, 3)
  const scored = names.map((name) => ({ name, score: distanceTo(words, name) }))
  const best = Math.min(...scored.map(({ score }) => score))
  return scored
    .filter(({ score }) => score <= 0.5 && score < best + 0.2)
    .sort((a, b) => a.score - b.score)
    .slice(0, 3)
    .map(({ name }) => name)
}

/** 0 = the same, 1 = nothing in common. As many words of what was said are read as the name has. */
function distanceTo(words: readonly string[], name: string): number {
  const parts = name.split(' ')
  const heard = words.slice(0, parts.length).join(' ')
  const tail = parts[parts.length - 1]!
  const likeness = [
    editDistance(heard, name) / Math.max(heard.length, name.length),
    editDistance(words.slice(0, 2).join(''), parts.join('')) / name.length,
    // `/next` is short for `/story next`, `/story` for what starts with it.
    editDistance(words[0]!, tail) / Math.max(words[0]!.length, tail.length) + 0.1,
    name.startsWith(`${words.join(' ')} `) ? 0 : 1,
  ]
  return Math.min(...likeness)
}

/** Levenshtein's distance, one row at a time (Wagner and Fischer 1974). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1))
    }
    row = next
  }
  return row[b.length]!
}
