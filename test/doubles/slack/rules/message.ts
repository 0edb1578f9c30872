import { refuse, SlackError } from '../errors.ts'
import type { Metadata } from '../world.ts'
import { type Block, checkBlocks } from './blocks.ts'
import { characters, isRecord } from './check.ts'

/** What a message is made of, wherever it is given. */
export interface Draft {
  readonly text: string | undefined
  readonly blocks: readonly Block[] | undefined
}

/** Slack shows no more than this. */
const textLimit = 40_000
/** What Slack's documentation recommends, and what an update may have at most. */
export const shortTextLimit = 4000
const blockLimit = 50

/** Throws what Slack answers to a message that it does not take. */
export function checkDraft(draft: { readonly text?: unknown; readonly blocks?: unknown }): Draft {
  const { text, blocks } = draft
  if (text !== undefined && typeof text !== 'string') {
    throw new SlackError('invalid_arguments', [{ at: '/text', message: 'must be a string' }])
  }
  if (text !== undefined && characters(text) > textLimit) throw new SlackError('msg_too_long')
  if (blocks !== undefined) {
    const problems = checkBlocks(blocks, blockLimit)
    refuse('invalid_blocks', problems)
  }
  return { text, blocks: blocks as readonly Block[] | undefined }
}

/** The metadata of a message, if that is what it is. */
export function checkMetadata(metadata: unknown): Metadata {
  if (
    isRecord(metadata) &&
    typeof metadata.event_type === 'string' &&
    metadata.event_type !== '' &&
    isRecord(metadata.event_payload)
  ) {
    return metadata as unknown as Metadata
  }
  throw new SlackError('invalid_metadata_format')
}
