import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { isLoopback } from '../config.ts'
import { problem } from './problem.ts'

export const maxBodyBytes = 64 * 1024

/** What a page may do: load its own files, and pictures from `pictures` too, inside no frame. */
export const securityHeaders =
  (pictures: readonly string[]): MiddlewareHandler =>
  async (context, next) => {
    await next()
    const headers = context.res.headers
    headers.set(
      'Content-Security-Policy',
      "default-src 'none'; script-src 'self'; style-src 'self'; " +
        `img-src ${["'self'", 'data:', ...pictures].join(' ')}; ` +
        "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; " +
        "frame-ancestors 'none'",
    )
    headers.set('X-Content-Type-Options', 'nosniff')
    headers.set('X-Frame-Options', 'DENY')
    headers.set('Referrer-Policy', 'no-referrer')
    headers.set('Cross-Origin-Resource-Policy', 'same-origin')
    headers.set('Cross-Origin-Opener-Policy', 'same-origin')
  }

const hostOf = (authority: string): string | undefined => {
  try {
    return new URL(`http://${authority}`).hostname
  } catch {
    return undefined
  }
}

/**
 * Refuses other people's pages: on a loopback server only loopback names are answered (no DNS
 * rebinding), and an Origin, where the browser sends one, must be the page's own.
 */
export function onlyOwnPage(boundTo: string): MiddlewareHandler {
  return async (context, next) => {
    const authority = context.req.header('host') ?? ''
    const host = hostOf(authority)
    if (host === undefined || (isLoopback(boundTo) && !isLoopback(host))) {
      return problem(context, 403, 'not-allowed', 'This page is only for this computer.')
    }
    const origin = context.req.header('origin')
    if (origin !== undefined && origin.replace(/^https?:\/\//, '') !== authority) {
      return problem(context, 403, 'not-allowed', 'Another page cannot speak to this one.')
    }
    await next()
  }
}

/** A browser sends other content types across origins without asking: those are refused. */
export const onlyJson: MiddlewareHandler = async (context, next) => {
  const type = context.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (context.req.method === 'POST' && type !== 'application/json') {
    return problem(context, 415, 'bad-request', 'Send JSON: Content-Type must be application/json.')
  }
  await next()
}

export const smallBody: MiddlewareHandler = bodyLimit({
  maxSize: maxBodyBytes,
  onError: (context) =>
    problem(context, 413, 'too-long', `A request may have at most ${maxBodyBytes} bytes.`),
})
