/** What is wrong with an argument, and where: `/blocks/0/text`. */
export interface Problem {
  readonly at: string
  readonly message: string
}

/** Errors that only a mistake in the bot can cause. */
const mistakes: ReadonlySet<string> = new Set([
  'invalid_arguments',
  'invalid_blocks',
  'invalid_metadata_format',
  'missing_argument',
  'msg_too_long',
  'no_text',
  'not_allowed_token_type',
  'unknown_method',
])

/** An answer `{ ok: false, error }`, in Slack's words. */
export class SlackError extends Error {
  readonly error: string
  readonly problems: readonly Problem[]
  /** More fields of the answer. */
  readonly more: Readonly<Record<string, unknown>>
  /** Whether only a mistake in the bot can have caused it. */
  readonly isViolation: boolean

  constructor(
    error: string,
    problems: readonly Problem[] = [],
    more: Readonly<Record<string, unknown>> = {},
    isViolation = mistakes.has(error),
  ) {
    super(error)
    this.error = error
    this.problems = problems
    this.more = more
    this.isViolation = isViolation
  }
}

/** Throws when there are problems. */
export function refuse(error: string, problems: readonly Problem[]): void {
  if (problems.length > 0) throw new SlackError(error, problems)
}

const spoken = ({ at, message }: Problem): string =>
  at ? `[ERROR] ${message} [json-pointer:${at}]` : `[ERROR] ${message}`

export const errorBody = ({ error, problems, more }: SlackError): Record<string, unknown> => ({
  ok: false,
  error,
  ...more,
  ...(problems.length > 0 ? { response_metadata: { messages: problems.map(spoken) } } : {}),
})

/** One line for `violations`. */
export const violationOf = ({ error, problems }: SlackError): string =>
  [error, ...problems.map(({ at, message }) => `${at}: ${message}`)].join('; ')
