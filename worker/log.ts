import { type DestinationStream, type Logger, pino } from 'pino'

export type Log = Logger

/** Keys whose values never reach a log, at the top or one object down. */
const secrets = ['token', 'password', 'secret', 'authorization', 'databaseUrl', 'redisUrl', 'url']

/** `scheme://name:password@host` anywhere in a text keeps its host and loses who and what. */
const withoutCredentials = (text: string): string => text.replace(/(\w+:\/\/)[^\s/@]+@/g, '$1***@')

/** One JSON line an event, on standard output; the worker and the bot open one each. */
export function openLog(
  { name, level }: { name: string; level: string },
  destination?: DestinationStream,
): Log {
  const options = {
    name,
    level,
    redact: { paths: secrets.flatMap((key) => [key, `*.${key}`]), censor: '***' },
    hooks: { streamWrite: withoutCredentials },
  }
  return destination === undefined ? pino(options) : pino(options, destination)
}
