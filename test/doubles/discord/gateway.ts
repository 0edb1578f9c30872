import type { IncomingMessage, Server } from 'node:http'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import type { Sessions } from './sessions.ts'
import { readShard } from './shards.ts'

const heartbeatMs = 41_250
const privileged = (1 << 1) | (1 << 8) | (1 << 15)
const known = (1 << 26) - 1
const invalidShard = 4010

interface Frame {
  readonly op: number
  readonly d: unknown
}

interface Identify {
  readonly token: string
  readonly intents: number
  readonly shard?: unknown
}

interface Resume {
  readonly token: string
  readonly session_id: string
  readonly seq: number
}

export interface Gateway {
  /** Ends every connection without a word; sessions live on. */
  drop(): void
  /** Asks every connection to come back (op 7). */
  askToReconnect(): void
  close(): void
}

export interface GatewayOptions {
  readonly token: string
  readonly privilegedIntents: number
  readonly sessions: Sessions
  readonly violations: string[]
}

/** Discord's gateway, version 10 with plain JSON, at `/gateway` of the server. */
export function openGateway(server: Server, options: GatewayOptions): Gateway {
  const sockets = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (opened) => serve(opened, request, options))
  })
  return {
    drop: () => {
      for (const one of sockets.clients) one.terminate()
    },
    askToReconnect: () => {
      for (const one of sockets.clients) send(one, 7, null)
    },
    close: () => {
      for (const one of sockets.clients) one.terminate()
      sockets.close()
    },
  }
}

const send = (socket: WebSocket, op: number, d: unknown): void =>
  socket.send(JSON.stringify({ op, d, s: null, t: null }))

function serve(socket: WebSocket, { url }: IncomingMessage, options: GatewayOptions): void {
  const { pathname, searchParams } = new URL(url ?? '', 'ws://double')
  const { violations } = options
  const refuse = (code: number, why: string): void => {
    violations.push(`gateway: ${why}`)
    socket.close(code, why)
  }
  if (!pathname.startsWith('/gateway') || searchParams.get('v') !== '10') {
    refuse(4012, `${url} is not version 10 of the gateway`)
    return
  }
  if (searchParams.get('encoding') !== 'json' || searchParams.has('compress')) {
    refuse(4002, `${url} asks for more than plain JSON`)
    return
  }
  const connection = identifyOnce(socket, options, refuse)
  socket.on('message', (data) => {
    const frame = parse(data)
    if (frame === undefined) refuse(4002, 'a frame that is not JSON')
    else connection(frame)
  })
  socket.on('error', () => socket.terminate())
  send(socket, 10, { heartbeat_interval: heartbeatMs })
}

function parse(data: RawData): Frame | undefined {
  try {
    return JSON.parse(data.toString()) as Frame
  } catch {
    return undefined
  }
}

/** What one connection does with frames: first identify or resume, once. */
function identifyOnce(
  socket: WebSocket,
  { token, privilegedIntents, sessions, violations }: GatewayOptions,
  refuse: (code: number, why: string) => void,
): (frame: Frame) => void {
  let isIdentified = false

  /** Why somebody may not come in, as the code to close with. */
  function objection(given: string, intents: number): number | undefined {
    if (isIdentified) {
      violations.push('gateway: identified twice')
      return 4005
    }
    if (given !== token) return 4004
    if (!Number.isInteger(intents) || (intents & ~known) !== 0) {
      violations.push(`gateway: intents ${intents} do not exist`)
      return 4013
    }
    return (intents & privileged & ~privilegedIntents) === 0 ? undefined : 4014
  }

  function identify({ token: given, intents, shard: named }: Identify): void {
    const shard = readShard(named)
    const code = objection(given, intents) ?? (shard === undefined ? invalidShard : undefined)
    if (code !== undefined || shard === undefined) {
      socket.close(code)
      return
    }
    isIdentified = true
    sessions.begin(socket, intents, shard)
  }

  function resume({ token: given, session_id: id, seq }: Resume): void {
    const code = objection(given, 0)
    if (code !== undefined) socket.close(code)
    else if (sessions.resume(socket, id, seq)) isIdentified = true
    else send(socket, 9, false)
  }

  return ({ op, d }) => {
    if (op === 1) send(socket, 11, null)
    else if (op === 2) identify(d as Identify)
    else if (op === 6) resume(d as Resume)
    else if (!isIdentified) refuse(4003, `op ${op} before identify`)
    // Presence, voice and members: nothing here answers them.
    else if (![3, 4, 8].includes(op)) refuse(4001, `op ${op} does not exist`)
  }
}
