/** HTTP for large files: through the environment's proxy, never decompressed, never silent for long. */

import { Agent, type Dispatcher, EnvHttpProxyAgent, fetch, type Response } from 'undici'

export interface Connection {
  /** One request; redirects are followed unless `redirect` says otherwise. */
  request(
    address: string,
    options: {
      readonly method?: 'GET' | 'HEAD'
      readonly headers?: Readonly<Record<string, string>>
      readonly redirect?: 'follow' | 'manual'
      readonly signal: AbortSignal
    },
  ): Promise<Response>
  close(): Promise<void>
}

export interface ConnectionSettings {
  /** An address of a proxy; undefined: HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the environment. */
  readonly proxy?: string | undefined
  /** A server that says nothing this long has gone, milliseconds. */
  readonly silenceMs?: number
}

type Environment = Readonly<Record<string, string | undefined>>

export function openConnection(
  { proxy, silenceMs = 30_000 }: ConnectionSettings = {},
  env: Environment = process.env,
): Connection {
  const limits = { bodyTimeout: silenceMs, headersTimeout: silenceMs }
  const given = (name: string): string => env[name] ?? env[name.toUpperCase()] ?? ''
  const proxies =
    proxy === undefined
      ? {
          httpProxy: given('http_proxy'),
          httpsProxy: given('https_proxy'),
          noProxy: given('no_proxy'),
        }
      : { httpProxy: proxy, httpsProxy: proxy, noProxy: '' }
  const isProxied = proxies.httpProxy !== '' || proxies.httpsProxy !== ''
  const dispatcher: Dispatcher = isProxied
    ? new EnvHttpProxyAgent({ ...limits, ...proxies })
    : new Agent(limits)
  return {
    request: (address, { headers, ...options }) =>
      fetch(address, {
        ...options,
        dispatcher,
        headers: { 'accept-encoding': 'identity', ...headers },
      }),
    // Connections that nobody waits for any more need no farewell.
    close: () => dispatcher.destroy(),
  }
}
