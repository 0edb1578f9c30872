export type Fault =
  | { readonly kind: 'rate-limit'; readonly retryAfter: number; readonly scope: Scope }
  /** Answers 500; whether the request was carried out first. */
  | { readonly kind: 'fail'; readonly isAccepted: boolean }
  /** Never answers; whether the request was carried out. */
  | { readonly kind: 'hang'; readonly isAccepted: boolean }
  /** Breaks the connection; whether the request was carried out first. */
  | { readonly kind: 'cut'; readonly isAccepted: boolean }

export type Scope = 'user' | 'shared' | 'global'

export interface FaultOptions {
  /** How many requests, 1 unless said otherwise. discord.js repeats a 500 three times by itself. */
  readonly times?: number
}

/** Trouble for the next requests to a route, such as `POST /channels/*\/messages`. */
export interface Faults {
  /** Answers 429; `retryAfter` in seconds. */
  rateLimit(
    route: string,
    options?: FaultOptions & { readonly retryAfter?: number; readonly scope?: Scope },
  ): void
  /** Answers 500 and does nothing. */
  fail(route: string, options?: FaultOptions): void
  /** Does as asked, and then answers 500. */
  acceptThenFail(route: string, options?: FaultOptions): void
  /** Does nothing and never answers. */
  hang(route: string, options?: FaultOptions): void
  /** Does as asked and never answers. */
  acceptThenHang(route: string, options?: FaultOptions): void
  /** Does as asked and breaks the connection. */
  acceptThenCut(route: string, options?: FaultOptions): void
  /** Does nothing and breaks the connection. */
  cut(route: string, options?: FaultOptions): void
  /** Forgets all trouble that has not happened yet. */
  clear(): void
}

interface Planned {
  readonly route: readonly string[]
  readonly fault: Fault
  left: number
}

const split = (route: string): string[] => route.split(/[ /]+/)

const fits = (pattern: readonly string[], request: readonly string[]): boolean =>
  pattern.length === request.length &&
  pattern.every((part, index) => part === '*' || part === request[index])

export interface PlannedFaults {
  readonly faults: Faults
  /** The trouble that a request such as `GET /users/@me` is in for; it is used up. */
  take(request: string): Fault | undefined
}

export function planFaults(): PlannedFaults {
  const planned: Planned[] = []
  const plan = (route: string, fault: Fault, { times = 1 }: FaultOptions = {}): void => {
    planned.push({ route: split(route), fault, left: times })
  }
  const faults: Faults = {
    rateLimit: (route, { times, retryAfter = 0.05, scope = 'user' } = {}) =>
      plan(route, { kind: 'rate-limit', retryAfter, scope }, { times: times ?? 1 }),
    fail: (route, options) => plan(route, { kind: 'fail', isAccepted: false }, options),
    acceptThenFail: (route, options) => plan(route, { kind: 'fail', isAccepted: true }, options),
    hang: (route, options) => plan(route, { kind: 'hang', isAccepted: false }, options),
    acceptThenHang: (route, options) => plan(route, { kind: 'hang', isAccepted: true }, options),
    acceptThenCut: (route, options) => plan(route, { kind: 'cut', isAccepted: true }, options),
    cut: (route, options) => plan(route, { kind: 'cut', isAccepted: false }, options),
    clear: () => void planned.splice(0),
  }
  return {
    faults,
    take(request) {
      const next = planned.find(({ route, left }) => left > 0 && fits(route, split(request)))
      if (next) next.left -= 1
      return next?.fault
    },
  }
}
