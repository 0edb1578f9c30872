import { z } from 'zod'

/** The platforms that Troupe speaks. */
export const platforms = ['web', 'discord', 'slack'] as const
export type Platform = (typeof platforms)[number]

/** Where people talk: a platform, its workspace (server, team, or `local`) and the thread in it. */
export interface ThreadAddress {
  readonly platform: Platform
  readonly workspace: string
  readonly thread: string
}

const part = z.string().regex(/^[A-Za-z0-9._-]{1,64}$/)

/** `platform:workspace:thread`; each part is letters, digits, dots, dashes and underscores. */
export function encodeThreadId({ platform, workspace, thread }: ThreadAddress): string {
  return [platform, part.parse(workspace), part.parse(thread)].join(':')
}

/** The inverse of `encodeThreadId`. Throws a RangeError for anything else. */
export function decodeThreadId(id: string): ThreadAddress {
  const [platform, workspace, thread, ...rest] = id.split(':')
  const known = platforms.find((name) => name === platform)
  const parsed = z.tuple([part, part]).safeParse([workspace, thread])
  if (known === undefined || !parsed.success || rest.length > 0) {
    throw new RangeError(`not a thread id: ${id}`)
  }
  return { platform: known, workspace: parsed.data[0], thread: parsed.data[1] }
}
