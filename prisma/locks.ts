import { randomUUID } from 'node:crypto'
import type { Locks } from '../story/ports/locks.ts'
import type { Client } from './client.ts'

/** So long a process may be silent before another takes its place. */
const leaseMs = 10_000
/** Three times within a lease, so that one renewal may fail. */
const renewMs = 3000

/** Locks in Postgres, by its clock: a row that is renewed while somebody holds it. */
export function prismaLocks(client: Client): Locks {
  const seconds = (ms: number) => ms / 1000

  /** Takes a key that is free or whose time is over. */
  const claim = async (key: string, holder: string, ms: number): Promise<boolean> => {
    const taken = await client.$queryRaw<unknown[]>`
      insert into locks as l (key, holder, until)
      values (${key}, ${holder}, clock_timestamp() + make_interval(secs => ${seconds(ms)}))
      on conflict (key) do update set holder = excluded.holder, until = excluded.until
        where l.until < clock_timestamp()
      returning key`
    return taken.length > 0
  }

  return {
    async take(key) {
      const holder = randomUUID()
      if (!(await claim(key, holder, leaseMs))) return undefined
      let isHeld = true
      const renew = async (): Promise<void> => {
        const count = await client.$executeRaw`
          update locks set until = clock_timestamp() + make_interval(secs => ${seconds(leaseMs)})
          where key = ${key} and holder = ${holder}`
        if (count === 0) isHeld = false
      }
      // A renewal that fails is made up for by the next, or the lock runs out.
      const timer = setInterval(() => void renew().catch(() => {}), renewMs)
      return {
        get isHeld() {
          return isHeld
        },
        async release() {
          clearInterval(timer)
          isHeld = false
          await client.lock.deleteMany({ where: { key, holder } })
        },
      }
    },

    async held(keys) {
      const rows = await client.$queryRaw<{ key: string }[]>`
        select key from locks where key = any(${[...keys]}) and until >= clock_timestamp()`
      return rows.map(({ key }) => key)
    },

    async first(key, withinMs) {
      await client.$executeRaw`
        delete from locks where key in (
          select key from locks where until < clock_timestamp() for update skip locked)`
      return claim(key, randomUUID(), withinMs)
    },
  }
}
