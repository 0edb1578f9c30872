import { may } from './permissions.ts'
import type { MessageBody } from './rules/message.ts'
import type { Channel, Pings, User, World } from './world.ts'

const ids = (text: string, mention: RegExp): string[] => [
  ...new Set([...text.matchAll(mention)].map(([, id]) => id!)),
]

/** Whom a text rings, given what `allowed_mentions` lets through: everything, when it is missing. */
export function pingsOf(
  world: World,
  channel: Channel,
  author: User,
  { content, allowed_mentions: allowed }: MessageBody,
): Pings {
  const text = content ?? ''
  const lets = (kind: 'users' | 'roles', id: string): boolean =>
    !allowed || allowed.parse?.some((one) => one === kind) || (allowed[kind]?.includes(id) ?? false)
  const letsEveryone = !allowed || allowed.parse?.some((one) => one === 'everyone')
  const everyone =
    /@(everyone|here)\b/.test(text) &&
    letsEveryone === true &&
    may(world, channel, author.id, 'MentionEveryone')
  return {
    everyone,
    users: ids(text, /<@!?(\d+)>/g).filter((id) => lets('users', id)),
    roles: ids(text, /<@&(\d+)>/g).filter((id) => lets('roles', id)),
  }
}
