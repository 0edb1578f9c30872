import type { Arguments } from './body.ts'
import { SlackError } from './errors.ts'
import { deleteMessage, editMessage, postMessage } from './messages.ts'
import { checkDraft, checkMetadata } from './rules/message.ts'
import type { Reply } from './server.ts'
import type { Ask, Message, World } from './world.ts'

/** How often and how long a response URL can be used. */
const mostUses = 5
const usableMs = 30 * 60_000

const known = [
  'text',
  'blocks',
  'response_type',
  'replace_original',
  'delete_original',
  'thread_ts',
  'metadata',
  'unfurl_links',
  'unfurl_media',
]

/** What the bot says through the URL that came with a command or a click. */
export function answerThrough(world: World, id: string, given: Arguments): Reply {
  const ask = world.asks.find((one) => one.id === id && one.payload.response_url)
  if (ask === undefined) throw new SlackError('invalid_url', [], {}, true)
  if (world.now() - ask.createdAt > usableMs) throw new SlackError('expired_url')
  if (ask.responseUses >= mostUses) throw new SlackError('used_url', [], {}, true)
  if (ask.workspace.token === undefined) throw new SlackError('account_inactive')
  for (const name of Object.keys(given).filter((one) => !known.includes(one))) {
    world.violations.push(`response_url has no argument ${name}`)
  }
  ask.responseUses += 1
  const original = ask.source ?? ask.answers.findLast(({ deleted }) => !deleted)
  if (given.delete_original === true) {
    if (original === undefined) throw new SlackError('message_not_found')
    deleteMessage(world, original)
  } else if (given.replace_original === true && original) {
    replace(world, original, given)
  } else {
    ask.answers.push(say(world, ask, given))
  }
  return { status: 200, body: 'ok' }
}

/** Unlike an update this leaves nothing of the old message. */
function replace(world: World, original: Message, given: Arguments): void {
  const { text = '', blocks = [] } = checkDraft(given)
  editMessage(world, original, { text, blocks }, original.metadata)
}

function say(world: World, ask: Ask, given: Arguments): Message {
  const { response_type: type, thread_ts: thread, metadata } = given
  const isForAll = type === 'in_channel'
  if (type !== undefined && !isForAll && type !== 'ephemeral') {
    throw new SlackError('invalid_arguments', [{ at: '/response_type', message: String(type) }])
  }
  if (ask.channel!.isArchived) throw new SlackError('is_archived')
  return postMessage(world, ask.channel!, checkDraft(given), {
    author: ask.workspace.bot,
    onlyFor: isForAll ? undefined : ask.user,
    threadTs: typeof thread === 'string' ? thread : undefined,
    metadata: metadata === undefined ? undefined : checkMetadata(metadata),
    ask,
  })
}
