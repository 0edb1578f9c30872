/** Times in sentences: people sit in many time zones, so that how long it is always stands with it. */
import { counted } from './words.ts'

const minute = 60_000
const units = [
  ['day', 1440 * minute],
  ['hour', 60 * minute],
  ['minute', minute],
] as const

/** `42 minutes`, `2 hours`, `3 days`: in the largest unit that fits twice, never less than a minute. */
export function howLong(milliseconds: number): string {
  const [name, length] = units.find(([, one]) => milliseconds >= 2 * one) ?? ['minute', minute]
  return counted(Math.max(1, Math.round(milliseconds / length)), name)
}

/** `14:30 UTC (in 42 minutes)`, with its day when it is not today. */
export function when(time: Date, now: Date): string {
  const [day, clock] = [time.toISOString().slice(0, 10), time.toISOString().slice(11, 16)]
  const isToday = now.toISOString().startsWith(day)
  const inWords = howLong(time.getTime() - now.getTime())
  return `${isToday ? '' : `${day} `}${clock} UTC (in ${inWords})`
}
