import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { choosePort } from '../prisma/embedded-record.ts'

export interface RedisServer {
  readonly url: string
  readonly pid: number | undefined
  /** Like a crash: nothing is kept. */
  kill(): Promise<void>
  stop(): Promise<void>
}

/** A redis-server of our own on the loopback that keeps nothing on disk; on `port`, or a free one. */
export async function startRedis(port?: number): Promise<RedisServer> {
  const own = port ?? (await choosePort())
  const memoryOnly = ['--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction']
  const args = ['--port', String(own), '--bind', '127.0.0.1', '--dir', '/tmp', ...memoryOnly]
  // Detached: Ctrl-C in the terminal must reach those who stop it, not itself.
  const server = spawn('redis-server', args, { stdio: 'ignore', detached: true })
  const failed = once(server, 'exit').then(() => {
    throw new Error(`redis-server ended at once on port ${own}`)
  })
  const url = `redis://127.0.0.1:${own}`
  await Promise.race([failed, untilAnswering(url)])
  failed.catch(() => {})
  const { pid } = server
  return { url, pid, kill: () => end(server, 'SIGKILL'), stop: () => end(server, 'SIGTERM') }
}

async function untilAnswering(url: string): Promise<void> {
  for (;;) {
    const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null })
    client.on('error', () => {})
    try {
      await client.connect()
      await client.ping()
      return
    } catch {
      await sleep(50)
    } finally {
      client.disconnect()
    }
  }
}

async function end(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const gone = once(server, 'exit')
  server.kill(signal)
  await gone
}
