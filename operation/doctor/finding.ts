/** What the doctor found of one thing, and what to do about it. */
export interface Finding {
  readonly about: string
  /** `bad` keeps Troupe from working, `risky` may lose something or be slow. */
  readonly state: 'good' | 'risky' | 'bad'
  readonly sentence: string
}

/** What an examination finds; whatever it throws is a bad finding. */
export async function examine(
  about: string,
  look: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return await look()
  } catch (error) {
    return [{ about, state: 'bad', sentence: reasonOf(error) }]
  }
}

export const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : error.name
  return error.message === '' ? code : error.message
}
