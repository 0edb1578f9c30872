/** Discord's JSON error codes that the double answers: status and message. */
const known = {
  10003: [404, 'Unknown Channel'],
  10004: [404, 'Unknown Guild'],
  10008: [404, 'Unknown Message'],
  10013: [404, 'Unknown User'],
  10015: [404, 'Unknown Webhook'],
  10062: [404, 'Unknown interaction'],
  10063: [404, 'Unknown application command'],
  30032: [400, 'Maximum number of application commands reached (100).'],
  40005: [413, 'Request entity too large'],
  40060: [400, 'Interaction has already been acknowledged.'],
  50001: [403, 'Missing Access'],
  50005: [403, 'Cannot edit a message authored by another user'],
  50006: [400, 'Cannot send an empty message'],
  50007: [403, 'Cannot send messages to this user'],
  50013: [403, 'Missing Permissions'],
  50024: [403, 'Cannot execute action on this channel type'],
  50027: [401, 'Invalid Webhook Token'],
  50033: [400, 'Invalid Recipient(s)'],
  50035: [400, 'Invalid Form Body'],
  50083: [400, 'Thread is archived'],
  50109: [400, 'The request body contains invalid JSON.'],
  160002: [400, 'Cannot reply without permission to read message history'],
  160004: [400, 'A thread has already been created for this message'],
  160005: [403, 'Thread is locked'],
} as const satisfies Record<number, readonly [number, string]>

export type ErrorCode = keyof typeof known

/** What is wrong with a body, and where: `embeds.0.title`. */
export interface Problem {
  readonly at: string
  readonly message: string
}

/** An answer that says no, in Discord's words. */
export class DiscordError extends Error {
  readonly status: number
  readonly code: number
  readonly problems: readonly Problem[]
  /** Whether only a mistake in the bot can have caused it. */
  readonly isViolation: boolean

  constructor(
    code: ErrorCode,
    problems: readonly Problem[] = [],
    isViolation = [40005, 50006, 50035, 50109].includes(code),
  ) {
    const [status, message] = known[code]
    super(message)
    this.status = status
    this.code = code
    this.problems = problems
    this.isViolation = isViolation
  }
}

/** Throws 50035 when there are problems. */
export function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new DiscordError(50035, problems)
}

interface Tree {
  [key: string]: Tree | { code: string; message: string }[]
}

/** The body of an error answer: `errors.embeds.0.title._errors`. */
export function errorBody({ code, message, problems }: DiscordError): unknown {
  if (problems.length === 0) return { message, code }
  const errors: Tree = {}
  for (const { at, message } of problems) {
    let place = errors
    for (const key of at.split('.').filter((part) => part !== '')) {
      place[key] ??= {}
      place = place[key] as Tree
    }
    place._errors ??= []
    ;(place._errors as { code: string; message: string }[]).push({ code: 'INVALID', message })
  }
  return { message, code, errors }
}
