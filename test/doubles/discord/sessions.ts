import type { WebSocket } from 'ws'
import { guildOf, hears, type Shard } from './shards.ts'
import type { EventData } from './world.ts'

interface Session {
  readonly id: string
  readonly intents: number
  readonly shard: Shard
  /** How many events were sent; READY is number 1. */
  count: number
  /** The last of them, so that a client that was away hears them. */
  readonly frames: string[]
  socket: WebSocket | undefined
}

export interface Sessions {
  /** Starts a session with READY and what `welcome` adds. */
  begin(socket: WebSocket, intents: number, shard: Shard): void
  /** Takes a session up again after event number `seq`; false if there is none. */
  resume(socket: WebSocket, id: string, seq: number): boolean
  /** Sends to each session of the guild's shard that asked for one of the intents; 0 is for all. */
  emit(event: string, intents: number, data: EventData): void
  /** Whether a client is connected. */
  isHeard(): boolean
  /** What new sessions are told first. */
  welcomeWith(words: Welcome): void
  /** How often somebody identified, and how often resumed. */
  readonly counts: { identified: number; resumed: number }
  /** Forgets every session: whoever resumes has to identify again. */
  forget(): void
}

/** Tells a new session about itself and its guilds. */
export type Welcome = (
  sessionId: string,
  intents: number,
  shard: Shard,
) => Iterable<{ readonly event: string; readonly data: object }>

/** So many events are kept for a client that was away; who missed more has to identify again. */
const mostKept = 500

/** What each client was told, so that one who was away hears the rest. */
export function openSessions(newId: () => string): Sessions {
  let welcome: Welcome = () => []
  const sessions = new Map<string, Session>()
  const counts = { identified: 0, resumed: 0 }

  function tell(session: Session, event: string, data: object): void {
    session.count += 1
    const frame = JSON.stringify({ op: 0, t: event, s: session.count, d: data })
    session.frames.push(frame)
    if (session.frames.length > mostKept) session.frames.shift()
    if (session.socket?.readyState === 1) session.socket.send(frame)
  }

  function attach(session: Session, socket: WebSocket): void {
    session.socket = socket
    socket.on('close', (code) => {
      if (session.socket !== socket) return
      session.socket = undefined
      // A client that says goodbye ends its session.
      if (code === 1000 || code === 1001) sessions.delete(session.id)
    })
  }

  return {
    counts,
    begin(socket, intents, shard) {
      const id = `session${newId()}`
      const session: Session = { id, intents, shard, count: 0, frames: [], socket: undefined }
      sessions.set(id, session)
      attach(session, socket)
      counts.identified += 1
      for (const { event, data } of welcome(id, intents, shard)) tell(session, event, data)
    },
    resume(socket, id, seq) {
      const session = sessions.get(id)
      if (session === undefined || seq > session.count) return false
      const missed = session.count - seq
      if (missed > session.frames.length) return false
      attach(session, socket)
      counts.resumed += 1
      for (const frame of session.frames.slice(session.frames.length - missed)) socket.send(frame)
      tell(session, 'RESUMED', {})
      return true
    },
    emit(event, intents, data) {
      for (const session of sessions.values()) {
        if (intents !== 0 && (session.intents & intents) === 0) continue
        const heard = typeof data === 'function' ? data(session.intents) : data
        if (hears(session.shard, guildOf(event, heard))) tell(session, event, heard)
      }
    },
    isHeard: () => [...sessions.values()].some(({ socket }) => socket?.readyState === 1),
    welcomeWith(words) {
      welcome = words
    },
    forget: () => sessions.clear(),
  }
}
