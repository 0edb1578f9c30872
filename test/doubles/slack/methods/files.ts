import { channelToWrite } from '../access.ts'
import { required, structured, text } from '../body.ts'
import { type Problem, refuse, SlackError } from '../errors.ts'
import { deleteFile, findFile } from '../files.ts'
import { postMessage } from '../messages.ts'
import { list, shape, string, type Wire } from '../rules/check.ts'
import { checkDraft } from '../rules/message.ts'
import { fileJson } from '../wire/files.ts'
import type { File } from '../world.ts'
import { threadOf } from './chat.ts'
import { type Call, demandScope, type Methods } from './method.ts'

const scope = 'files:write'
/** 1 GB a file: https://slack.com/help/articles/201330736 */
const fileLimit = 1e9
const altTextLimit = 1000

export const fileMethods: Methods = {
  'files.getUploadURLExternal': {
    by: 'bot',
    scope,
    arguments: ['filename', 'length', 'alt_text', 'snippet_type'],
    handle: announce,
  },
  'files.completeUploadExternal': {
    by: 'bot',
    scope,
    arguments: ['files', 'channel_id', 'channels', 'thread_ts', 'initial_comment', 'blocks'],
    handle: complete,
  },
  'files.info': {
    by: 'bot',
    scope: 'files:read',
    arguments: ['file', 'count', 'page', 'limit', 'cursor'],
    handle: ({ world, token, given }) => {
      const file = findFile(world, token.workspace, required(given, 'file'))
      return { file: fileJson(world, file), comments: [], response_metadata: { next_cursor: '' } }
    },
  },
  'files.delete': {
    by: 'bot',
    scope,
    arguments: ['file'],
    handle: ({ world, token, given }) => {
      deleteFile(world, findFile(world, token.workspace, required(given, 'file')))
      return {}
    },
  },
}

function announce({ world, token, given }: Call): Wire {
  const length = Number(required(given, 'length'))
  const altText = text(given, 'alt_text')
  const problems: Problem[] = altText ? string(altTextLimit)(altText, '/alt_text') : []
  if (!Number.isInteger(length) || length < 1 || length > fileLimit) {
    problems.push({ at: '/length', message: 'must be a whole number of bytes, more than 0' })
  }
  refuse('invalid_arguments', problems)
  const name = required(given, 'filename')
  const id = world.newId('F')
  world.files.set(id, {
    id,
    workspaceId: token.workspace.id,
    name,
    title: name,
    length,
    altText,
    bytes: new Uint8Array(),
    state: 'announced',
    readyAt: 0,
  })
  return { upload_url: `${world.url}/upload/v1/${id}`, file_id: id }
}

const checkFiles = list(10, shape({ id: string(255, 1) }, { title: string(255) }))

function complete(call: Call): Wire {
  const { world, token, given } = call
  const wanted = structured(given, 'files', 'invalid_arguments')
  const problems = checkFiles(wanted, '/files')
  refuse('invalid_arguments', problems)
  const named = wanted as readonly { readonly id: string; readonly title?: string }[]
  const files = named.map(({ id }) => findFile(world, token.workspace, id))
  // Slack says no more than this of a file whose bytes never came, or that was completed before.
  if (files.some(({ state }) => state !== 'uploaded')) throw new SlackError('file_not_found')
  const finish = (): void => {
    for (const [index, file] of files.entries()) {
      file.title = named[index]!.title ?? file.title
      file.state = 'complete'
      file.readyAt = world.now() + world.fileDelayMs
    }
  }
  share(call, files, finish)
  return { files: files.map((one) => fileJson(world, one)) }
}

/** Files without a channel stay the bot's own, to be shown in blocks. */
function share({ world, token, given }: Call, files: readonly File[], finish: () => void): void {
  const ids = [text(given, 'channel_id') ?? [], text(given, 'channels')?.split(',') ?? []].flat()
  const channels = ids.map((id) => channelToWrite(world, token, id))
  if (channels.length > 0) demandScope(token, 'chat:write')
  finish()
  for (const channel of channels) {
    const blocks = structured(given, 'blocks', 'invalid_blocks_format')
    const draft = checkDraft({ text: text(given, 'initial_comment'), blocks })
    const threadTs = threadOf(world, channel, given)
    postMessage(world, channel, draft, { author: token.workspace.bot, threadTs, files })
  }
}
