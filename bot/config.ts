import { z } from 'zod'

const unset = (value: unknown): unknown => (value === '' ? undefined : value)
const optional = <T extends z.ZodType>(type: T) => z.preprocess(unset, type.optional())
const withDefault = <T extends z.ZodType<string>>(type: T, value: string) =>
  z.preprocess((given) => unset(given) ?? value, type)

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number, 1 to 65535')
  .transform(Number)
  .refine((value) => value >= 1 && value <= 65535, 'must be a port number, 1 to 65535')
const url = (...schemes: string[]) =>
  z.string().refine((text) => schemes.some((scheme) => text.startsWith(`${scheme}://`)), {
    message: `must start with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
  })

const days = z
  .string()
  .regex(/^\d{1,4}$/, 'must be a number of days, 0 to 9999')
  .transform(Number)

/** `0-3/8`: shards 0 to 3 of 8 are this process's. */
const shards = z
  .string()
  .regex(
    /^\d{1,5}-\d{1,5}\/\d{1,5}$/,
    'must be like 0-3/8: the first and last shard, and how many there are',
  )
  .transform((text) => {
    const [first = 0, last = 0, count = 0] = text.split(/[-/]/).map(Number)
    return { ids: Array.from({ length: last - first + 1 }, (_, i) => first + i), count }
  })
  .refine(
    ({ ids, count }) => ids.length > 0 && ids.at(-1)! < count,
    'must count up to less than how many there are',
  )

const keyBytes = 32
const key = z.string().transform((text, issues) => {
  const bytes = new Uint8Array(Buffer.from(text, 'base64'))
  if (bytes.length === keyBytes) return bytes
  issues.addIssue('must be 32 random bytes in base64: openssl rand -base64 32')
  return z.NEVER
})
const keys = z
  .string()
  .transform((text) => text.split(',').map((one) => one.trim()))
  .pipe(z.array(key))

/** Without a slash at the end. Slack sends only to https; http is for this computer. */
const publicUrl = url('http', 'https')
  .refine(
    (text) =>
      URL.canParse(text) && (text.startsWith('https:') || isLoopback(new URL(text).hostname)),
    'must start with https://',
  )
  .transform((text) => text.replace(/\/+$/, ''))

const slackToken = (start: string) =>
  z.string().startsWith(start, `must start with ${start} (docs/slack.md)`)

/** Every setting of the bot, by its name in the environment. */
export const botSettings = z.object({
  PORT: z.preprocess((given) => unset(given) ?? '4000', port),
  HOST: withDefault(z.string(), '127.0.0.1'),
  OPERATION_PORT: optional(port),
  OPERATION_HOST: withDefault(z.string(), '127.0.0.1'),
  DATA_DIR: withDefault(z.string(), './data'),
  DATABASE_URL: optional(url('postgres', 'postgresql')),
  REDIS_URL: optional(url('redis', 'rediss')),
  FRAMES_URL: optional(z.string()),
  AWS_ACCESS_KEY_ID: optional(z.string()),
  AWS_SECRET_ACCESS_KEY: optional(z.string()),
  AWS_SESSION_TOKEN: optional(z.string()),
  BUNDLE: withDefault(z.string(), 'storybook'),
  LEFT_DAYS: z.preprocess((given) => unset(given) ?? '30', days),
  DISCORD_TOKEN: optional(z.string()),
  DISCORD_SHARDS: optional(shards),
  DISCORD_API_URL: optional(url('http', 'https')),
  SLACK_BOT_TOKEN: optional(slackToken('xoxb-')),
  SLACK_APP_TOKEN: optional(slackToken('xapp-')),
  SLACK_SIGNING_SECRET: optional(z.string()),
  SLACK_CLIENT_ID: optional(z.string()),
  SLACK_CLIENT_SECRET: optional(z.string()),
  SLACK_STATE_SECRET: optional(z.string().min(16, 'must have at least 16 characters')),
  SLACK_PUBLIC_URL: optional(publicUrl),
  SLACK_HOST: withDefault(z.string(), '127.0.0.1'),
  SLACK_PORT: z.preprocess((given) => unset(given) ?? '3000', port),
  SLACK_API_URL: optional(url('http', 'https')),
  SECRET_KEY: optional(key),
  SECRET_KEYS_OLD: optional(keys),
  LOG_LEVEL: withDefault(
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      error: 'must be trace, debug, info, warn, error, fatal or silent',
    }),
    'info',
  ),
})
export type BotConfig = z.infer<typeof botSettings>

/** Settings from an environment. Throws a RangeError whose message is one line naming the setting. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): BotConfig {
  const parsed = botSettings.safeParse(env)
  if (parsed.success) return complete(parsed.data)
  const issue = parsed.error.issues[0]!
  throw new RangeError(`${issue.path.join('.')} ${issue.message}`)
}

/** Slack by Socket Mode. */
const slackSocket = ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'] as const
/** Slack by HTTP. */
const slackHttp = [
  'SLACK_SIGNING_SECRET',
  'SLACK_CLIENT_ID',
  'SLACK_CLIENT_SECRET',
  'SLACK_STATE_SECRET',
] as const
/** Where Slack reaches us, for HTTP; in Socket Mode only for pictures, and it need not. */
const slackPublic = ['SLACK_PUBLIC_URL', 'SECRET_KEY'] as const

/** Settings that only mean something together. */
function complete(config: BotConfig): BotConfig {
  const isSet = (name: keyof BotConfig) => config[name] !== undefined
  const demand = (names: readonly (keyof BotConfig)[]): void => {
    const missing = names.filter((name) => !isSet(name))
    if (missing.length === 0) return
    const verb = missing.length === 1 ? 'is' : 'are'
    throw new RangeError(
      `${listed(missing)} ${verb} not set: Slack needs ${listed(names)} (docs/slack.md)`,
    )
  }
  const [bySocket, byHttp] = [slackSocket.find(isSet), slackHttp.find(isSet)]
  if (bySocket !== undefined && byHttp !== undefined) {
    throw new RangeError(
      `${bySocket} and ${byHttp} are both set: Slack comes in by Socket Mode or by HTTP, not by ` +
        'both (docs/slack.md)',
    )
  }
  const isPublic = isSet('SLACK_PUBLIC_URL')
  if (bySocket !== undefined) demand(isPublic ? [...slackSocket, ...slackPublic] : slackSocket)
  else if (byHttp !== undefined || isPublic) demand([...slackHttp, ...slackPublic])
  if (isSet('SECRET_KEYS_OLD')) demand(['SECRET_KEY'])
  return config
}

const listed = (names: readonly string[]): string =>
  names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`

/** The values of settings that nobody may read in a log. */
export const secretsOf = (config: BotConfig): (string | undefined)[] => [
  config.DISCORD_TOKEN,
  config.SLACK_BOT_TOKEN,
  config.SLACK_APP_TOKEN,
  config.SLACK_SIGNING_SECRET,
  config.SLACK_CLIENT_SECRET,
  config.SLACK_STATE_SECRET,
  config.AWS_SECRET_ACCESS_KEY,
  config.AWS_SESSION_TOKEN,
]

/** The bot's settings: the only place of the bot that looks at the environment. */
export const configFromEnvironment = (): BotConfig => readConfig(process.env)

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
