import { randomBytes } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { acknowledge } from './acks.ts'
import { failed } from './asks.ts'
import { isRecord } from './rules/check.ts'
import type { Ask, World } from './world.ts'

export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled'

/** Socket Mode: https://docs.slack.dev/apis/events-api/using-socket-mode */
export interface Sockets {
  /** An address for one connection, which can be used once. */
  ticket(): string
  /** How many connections there ever were. */
  readonly welcomes: number
  /** How many connections there are. */
  readonly open: number
  send(ask: Ask): void
  /** Ends every connection without a word; what was not acknowledged is sent to the next one. */
  drop(): void
  /** Asks every connection to go. */
  disconnect(reason: DisconnectReason): void
  /** Forgets what was sent, acknowledged or not. */
  forget(): void
  close(): Promise<void>
}

interface Envelope {
  readonly id: string
  readonly ask: Ask
  readonly attempt: number
  socket: WebSocket | undefined
  isAcked: boolean
}

const mostConnections = 10

export function openSockets(server: Server, world: World): Sockets {
  const sockets = new WebSocketServer({ noServer: true })
  const tickets = new Set<string>()
  const envelopes = new Map<string, Envelope>()
  const open: WebSocket[] = []
  let welcomes = 0

  function send(socket: WebSocket, envelope: Envelope): void {
    const { ask, id, attempt } = envelope
    const isEvent = ask.kind === 'events_api'
    envelope.socket = socket
    socket.send(
      JSON.stringify({
        envelope_id: id,
        type: ask.kind,
        payload: ask.payload,
        accepts_response_payload: !isEvent,
        ...(isEvent ? { retry_attempt: attempt, retry_reason: ask.retryReason ?? '' } : {}),
      }),
    )
  }

  function hear(data: RawData): void {
    const { violations } = world
    const frame = parse(data)
    const envelope = isRecord(frame) ? envelopes.get(String(frame.envelope_id)) : undefined
    if (envelope === undefined) {
      violations.push(`socket: nothing was sent that ${data.toString().slice(0, 200)} answers`)
    } else if (envelope.isAcked) {
      violations.push(`${envelope.ask.about} was acknowledged twice`)
    } else {
      envelope.isAcked = true
      if (envelope.attempt === envelope.ask.attempt) {
        acknowledge(world, envelope.ask, (frame as { payload?: unknown }).payload)
      }
    }
  }

  function leave(socket: WebSocket): void {
    open.splice(open.indexOf(socket), 1)
    const lost = [...envelopes.values()].filter((one) => one.socket === socket && !one.isAcked)
    for (const envelope of lost) {
      envelope.socket = undefined
      // Nobody is to blame for what got lost with a connection.
      envelope.ask.late = true
      if (open[0]) sendAgain(open[0], envelope)
    }
  }

  function sendAgain(socket: WebSocket, envelope: Envelope): void {
    const { ask, attempt } = envelope
    if (ask.state !== 'sent' || ask.retryAt !== undefined || attempt !== ask.attempt) return
    ask.late = false
    ask.sentAt = world.now()
    send(socket, envelope)
  }

  function join(socket: WebSocket): void {
    welcomes += 1
    open.push(socket)
    socket.on('message', hear)
    socket.on('close', () => leave(socket))
    socket.on('error', () => socket.terminate())
    socket.send(JSON.stringify(hello(world, open.length)))
    for (const envelope of envelopes.values()) {
      if (!envelope.isAcked && envelope.socket === undefined) sendAgain(socket, envelope)
    }
  }

  server.on('upgrade', (request: IncomingMessage, stream, head) => {
    const ticket = new URL(request.url ?? '', 'ws://double').searchParams.get('ticket') ?? ''
    if (!tickets.delete(ticket)) {
      world.violations.push(`socket: ${request.url} is not an address that can be used`)
      stream.end('HTTP/1.1 408 Request Timeout\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      if (open.length < mostConnections) join(socket)
      else socket.close()
    })
  })

  return {
    ticket() {
      const ticket = randomBytes(16).toString('hex')
      tickets.add(ticket)
      return `${world.url.replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${world.app.id}`
    },
    get welcomes() {
      return welcomes
    },
    get open() {
      return open.length
    },
    send(ask) {
      const socket = open[0]
      if (socket === undefined) {
        ask.late = true
        failed(world, ask, 'connection_failed')
        return
      }
      const id = crypto.randomUUID()
      const envelope = { id, ask, attempt: ask.attempt, socket, isAcked: false }
      envelopes.set(id, envelope)
      send(socket, envelope)
    },
    drop: () => {
      for (const one of [...open]) one.terminate()
    },
    disconnect: (reason) => {
      const frame = { type: 'disconnect', reason, debug_info: { host: 'double' } }
      for (const one of open) one.send(JSON.stringify(frame))
    },
    forget: () => envelopes.clear(),
    async close() {
      const ended = open.map((one) => new Promise((resolve) => one.once('close', resolve)))
      for (const one of open) one.close()
      await Promise.race([Promise.all(ended), new Promise((resolve) => setTimeout(resolve, 200))])
      for (const one of sockets.clients) one.terminate()
      sockets.close()
    },
  }
}

const hello = ({ app }: World, num_connections: number) => ({
  type: 'hello',
  num_connections,
  debug_info: { host: 'double', build_number: 1, approximate_connection_time: 18_060 },
  connection_info: { app_id: app.id },
})

function parse(data: RawData): unknown {
  try {
    return JSON.parse(data.toString())
  } catch {
    return undefined
  }
}
