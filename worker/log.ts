import { type DestinationStream, type Logger, pino } from 'pino'

export type Log = Logger

/** Keys whose values never reach a log, at the top or one object down. */
const secretKeys = [
  'token',
  'password',
  'secret',
  'authorization',
  'databaseUrl',
  'redisUrl',
  'url',
]

/** What a secret looks like wherever it stands: an address with a password, tokens, a signed address. */
const shapes: readonly (readonly [RegExp, string])[] = [
  [/(\w+:\/\/)[^\s/@]+@/g, '$1***@'],
  [/\b(?:xox[a-z]|xapp)-[\w-]+/g, '***'],
  [/\b((?:Bot|Bearer) )[\w.~+/-]{8,}=*/g, '$1***'],
  [/((?:X-Amz-(?:Signature|Credential|Security-Token)|signature)=)[^&\s"]+/g, '$1***'],
]

/** Shorter ones would take ordinary words out of the log. */
const shortestSecret = 6

export interface LogSettings {
  readonly name: string
  readonly level: string
  /** Values that never reach the log, wherever they stand; what is unset is left out. */
  readonly secrets?: readonly (string | undefined)[]
}

/** One JSON line an event, on standard output; the worker and the bot open one each. */
export function openLog(
  { name, level, secrets = [] }: LogSettings,
  destination?: DestinationStream,
): Log {
  const known = secrets.filter((one) => one !== undefined && one.length >= shortestSecret)
  const withoutSecrets = (text: string): string => {
    const without = known.reduce<string>((rest, secret) => rest.replaceAll(secret!, '***'), text)
    return shapes.reduce((rest, [shape, mark]) => rest.replace(shape, mark), without)
  }
  const options = {
    name,
    level,
    redact: { paths: secretKeys.flatMap((key) => [key, `*.${key}`]), censor: '***' },
    hooks: { streamWrite: withoutSecrets },
  }
  return destination === undefined ? pino(options) : pino(options, destination)
}
