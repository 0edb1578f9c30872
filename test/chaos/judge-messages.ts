import { numberIn, type Row } from './rows.ts'
import type { Written } from './tellers.ts'

/** One message for each frame, with a picture when it was drawn, in the order of the story. */
export function judgeMessages(
  where: string,
  written: readonly Written[],
  told: readonly number[],
  stored: ReadonlyMap<number, readonly Row[]>,
): string[] {
  const frameOf = (number: number) => stored.get(number)?.[0]?.frames[0]
  const complaints: string[] = []
  const messages = new Map<number, Written[]>()
  const order: number[] = []
  for (const one of written) {
    const number = numberIn(one.text) ?? -1
    messages.set(number, [...(messages.get(number) ?? []), one])
    const frame = frameOf(number)
    if (frame !== undefined) order.push(frame.position)
  }
  for (const number of told) {
    const frame = frameOf(number)
    const found = messages.get(number) ?? []
    const what = `${where}, command ${number}`
    const expected = frame === undefined ? 0 : 1
    if (found.length !== expected) complaints.push(`${what}: ${found.length} messages`)
    const [message] = found
    if (frame !== undefined && message && message.hasPicture !== (frame.state === 'posted')) {
      complaints.push(
        `${what}: ${frame.state}, but its message shows ${message.text.slice(0, 300)}`,
      )
    }
  }
  const wrong = order.filter((position, i) => i > 0 && position < order[i - 1]!)
  if (wrong.length > 0) complaints.push(`${where}: out of order at ${wrong.join(', ')}`)
  return complaints
}
