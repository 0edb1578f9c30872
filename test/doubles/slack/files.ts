import { type Problem, SlackError } from './errors.ts'
import { type Block, elementsOf } from './rules/blocks.ts'
import type { File, Workspace, World } from './world.ts'

/** What pictures begin with. */
const kinds: readonly (readonly [filetype: string, mimetype: string, start: string])[] = [
  ['png', 'image/png', '89504e470d0a1a0a'],
  ['jpg', 'image/jpeg', 'ffd8ff'],
  ['gif', 'image/gif', '47494638'],
  ['webp', 'image/webp', '52494646'],
]

/** What Slack knows a file to be; nothing until it has looked at it. */
export function kindOf({ now }: World, { bytes, state, readyAt }: File) {
  if (state !== 'complete' || now() < readyAt) return { filetype: '', mimetype: '' }
  return pictureKind(bytes) ?? { filetype: 'binary', mimetype: 'application/octet-stream' }
}

/** What picture that is, if it is one. */
export function pictureKind(bytes: Uint8Array) {
  const start = Buffer.from(bytes.subarray(0, 8)).toString('hex')
  const known = kinds.find(([, , signature]) => start.startsWith(signature))
  return known && { filetype: known[0], mimetype: known[1] }
}

export function findFile({ files }: World, workspace: Workspace, id: string): File {
  const file = files.get(id)
  if (file?.workspaceId !== workspace.id) throw new SlackError('file_not_found')
  if (file.state === 'deleted') throw new SlackError('file_deleted')
  return file
}

type Source = NonNullable<Block['slack_file']>

/** Where blocks show files of Slack, with the place of each. */
function* sourcesIn(blocks: readonly Block[]): Generator<{ source: Source; at: string }> {
  for (const [index, { slack_file }] of blocks.entries()) {
    if (slack_file) yield { source: slack_file, at: `/blocks/${index}/slack_file` }
  }
  for (const { element, at } of elementsOf(blocks)) {
    if (element.slack_file) yield { source: element.slack_file, at: `${at}/slack_file` }
  }
}

const isMeant = (world: World, { id, url }: Source, file: File): boolean =>
  file.id === id || (url !== undefined && fileUrls(world, file).includes(url))

/** Whether blocks show a file. */
export const isShown = (world: World, blocks: readonly Block[], file: File): boolean =>
  [...sourcesIn(blocks)].some(({ source }) => isMeant(world, source, file))

/** The files that blocks show. Throws when one is no picture, or not known yet: no mistake, only early. */
export function filesShown(world: World, workspace: Workspace, blocks: readonly Block[]): File[] {
  const shown: File[] = []
  const problems: Problem[] = []
  for (const { source, at } of sourcesIn(blocks)) {
    const file = [...world.files.values()].find((one) => isMeant(world, source, one))
    const isOurs = file?.workspaceId === workspace.id
    if (isOurs && kindOf(world, file).mimetype.startsWith('image/')) shown.push(file)
    else problems.push({ at, message: 'invalid slack file' })
  }
  if (problems.length > 0) throw new SlackError('invalid_blocks', problems, {}, false)
  return shown
}

export const fileUrls = ({ url }: World, { id, workspaceId, name }: File): string[] => {
  const place = `${workspaceId}-${id}`
  const file = encodeURIComponent(name.toLowerCase())
  return [
    `${url}/files-pri/${place}/${file}`,
    `${url}/files-pri/${place}/download/${file}`,
    `${url}/files/${id}/${file}`,
  ]
}

/** Nobody sees it any more, wherever it was shown. */
export function deleteFile({ channels }: World, file: File): void {
  file.state = 'deleted'
  file.bytes = new Uint8Array()
  for (const { messages } of channels.values()) {
    for (const message of messages) {
      message.files = message.files.filter((one) => one !== file)
    }
  }
}
