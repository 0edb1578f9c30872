import { z } from 'zod'
import type { SlackApi } from './api.ts'

export interface Person {
  readonly id: string
  readonly name: string
  /** Admin or owner of the workspace. */
  readonly manages: boolean
}

/** Who somebody is. Slack says it only when asked, so it is asked once in some minutes. */
export interface People {
  /** `name` is what they are called when Slack does not answer in time; then they manage nothing. */
  find(id: string, name?: string): Promise<Person>
}

const answer = z.object({
  user: z.object({
    name: z.string().default(''),
    real_name: z.string().nullish(),
    is_admin: z.boolean().default(false),
    is_owner: z.boolean().default(false),
    profile: z
      .object({ display_name: z.string().nullish(), real_name: z.string().nullish() })
      .default({}),
  }),
})

/** Rights that were taken away count no longer than this. */
const freshMs = 60_000
/** Whoever did something must be answered within three seconds. */
const patienceMs = 1500
const most = 1000

export function slackPeople(
  api: SlackApi,
  log: { warn(details: object, sentence: string): void },
  now: () => number = Date.now,
): People {
  const known = new Map<string, { person: Person; at: number }>()

  async function ask(id: string): Promise<Person> {
    const { user } = answer.parse(await api.call('users.info', { user: id }))
    const { display_name, real_name } = user.profile
    const name = display_name || real_name || user.real_name || user.name || id
    const person = { id, name, manages: user.is_admin || user.is_owner }
    known.delete(id)
    known.set(id, { person, at: now() })
    const [oldest] = known.keys()
    if (known.size > most && oldest !== undefined) known.delete(oldest)
    return person
  }

  return {
    async find(id, name) {
      const before = known.get(id)
      if (before !== undefined && now() - before.at < freshMs) return before.person
      const stranger = { id, name: before?.person.name ?? name ?? 'somebody', manages: false }
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<Person>((resolve) => {
        timer = setTimeout(() => resolve(stranger), patienceMs)
      })
      const asked = ask(id).catch((err: unknown) => {
        log.warn({ err }, 'Slack does not say who somebody is.')
        return stranger
      })
      return Promise.race([asked, late]).finally(() => clearTimeout(timer))
    },
  }
}
