export interface Allowance {
  readonly limit: number
  readonly remaining: number
  /** Seconds until the window is new. */
  readonly resetAfter: number
  readonly isExceeded: boolean
  readonly bucket: string
}

interface Rule {
  readonly limit: number
  readonly windowMs: number
}

/** 5 messages in 5 seconds a channel; other routes as good as never. */
const messageRule: Rule = { limit: 5, windowMs: 5000 }
const looseRule: Rule = { limit: 1000, windowMs: 1000 }
const globalRule: Rule = { limit: 50, windowMs: 1000 }

export interface RateLimits {
  /** Counts a request by its route and the channel, guild or webhook it is about. */
  count(method: string, path: string, major: string): Allowance
  /** Counts a request among all of the bot; answers to interactions do not count. */
  countGlobally(): Allowance
  /** From now on nothing was asked yet. */
  forget(): void
}

/** Discord's limits as windows of a fixed length; without `isEnforced` nothing is ever exceeded. */
export function rateLimits(now: () => number, isEnforced: boolean): RateLimits {
  const windows = new Map<string, { startedAt: number; count: number }>()

  function count(bucket: string, { limit, windowMs }: Rule): Allowance {
    const old = windows.get(bucket)
    const isOver = old === undefined || now() - old.startedAt >= windowMs
    const window = isOver ? { startedAt: now(), count: 0 } : old
    windows.set(bucket, window)
    const isExceeded = window.count >= limit
    if (!isExceeded) window.count += 1
    const resetAfter = (window.startedAt + windowMs - now()) / 1000
    return { limit, remaining: limit - window.count, resetAfter, isExceeded, bucket }
  }

  return {
    count: (method, path, major) => {
      const isMessage = method === 'POST' && path === '/channels/{channel_id}/messages'
      const rule = isEnforced && isMessage ? messageRule : looseRule
      const allowance = count(`${method} ${path} ${major}`, rule)
      return isEnforced ? allowance : { ...allowance, isExceeded: false, remaining: rule.limit - 1 }
    },
    countGlobally: () => {
      const allowance = count('global', globalRule)
      return isEnforced ? allowance : { ...allowance, isExceeded: false }
    },
    forget: () => windows.clear(),
  }
}
