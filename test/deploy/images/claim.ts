/** Says that something holds; throws an Error with what was seen instead when it does not. */
export function claim(sentence: string, holds: boolean, seen = ''): void {
  if (!holds) throw new Error(`✗ ${sentence}\n${seen}`.trim())
  console.log(`✓ ${sentence}`)
}
