export type Fault =
  | { readonly kind: 'rate-limit'; readonly retryAfter: number }
  /** Answers `{ ok: false, error }` and does nothing. */
  | { readonly kind: 'refuse'; readonly error: string }
  /** Answers 500; whether the request was carried out first. */
  | { readonly kind: 'fail'; readonly isAccepted: boolean }
  /** Never answers; whether the request was carried out. */
  | { readonly kind: 'hang'; readonly isAccepted: boolean }
  /** Breaks the connection; whether the request was carried out first. */
  | { readonly kind: 'cut'; readonly isAccepted: boolean }

export interface FaultOptions {
  /** How many requests, 1 unless said otherwise. */
  readonly times?: number
}

/** Trouble for the next calls of a method; `*` is any, and there are `upload` and `response_url`. */
export interface Faults {
  /** Answers 429; `retryAfter` in whole seconds, 1 unless said otherwise. */
  rateLimit(method: string, options?: FaultOptions & { readonly retryAfter?: number }): void
  /** Answers `{ ok: false, error }` and does nothing. */
  refuse(method: string, error: string, options?: FaultOptions): void
  /** Answers 500 and does nothing. */
  fail(method: string, options?: FaultOptions): void
  /** Does as asked, and then answers 500. */
  acceptThenFail(method: string, options?: FaultOptions): void
  /** Does nothing and never answers. */
  hang(method: string, options?: FaultOptions): void
  /** Does as asked and never answers. */
  acceptThenHang(method: string, options?: FaultOptions): void
  /** Does nothing and breaks the connection. */
  cut(method: string, options?: FaultOptions): void
  /** Does as asked and breaks the connection. */
  acceptThenCut(method: string, options?: FaultOptions): void
  /** Forgets all trouble that has not happened yet. */
  clear(): void
}

export interface PlannedFaults {
  readonly faults: Faults
  /** The trouble that a call is in for; it is used up. */
  take(method: string): Fault | undefined
}

export function planFaults(): PlannedFaults {
  const planned: { readonly method: string; readonly fault: Fault; left: number }[] = []
  const plan = (method: string, fault: Fault, { times = 1 }: FaultOptions = {}): void => {
    planned.push({ method, fault, left: times })
  }
  const faults: Faults = {
    rateLimit: (method, { retryAfter = 1, ...options } = {}) =>
      plan(method, { kind: 'rate-limit', retryAfter }, options),
    refuse: (method, error, options) => plan(method, { kind: 'refuse', error }, options),
    fail: (method, options) => plan(method, { kind: 'fail', isAccepted: false }, options),
    acceptThenFail: (method, options) => plan(method, { kind: 'fail', isAccepted: true }, options),
    hang: (method, options) => plan(method, { kind: 'hang', isAccepted: false }, options),
    acceptThenHang: (method, options) => plan(method, { kind: 'hang', isAccepted: true }, options),
    cut: (method, options) => plan(method, { kind: 'cut', isAccepted: false }, options),
    acceptThenCut: (method, options) => plan(method, { kind: 'cut', isAccepted: true }, options),
    clear: () => void planned.splice(0),
  }
  return {
    faults,
    take(called) {
      const next = planned.find(
        ({ method, left }) => left > 0 && (method === '*' || method === called),
      )
      if (next) next.left -= 1
      return next?.fault
    },
  }
}
