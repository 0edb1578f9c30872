import type { APIAllowedMentions, APIEmbed } from 'discord.js'
import type { Problem } from '../errors.ts'
import { type Component, checkComponents } from './components.ts'
import { checkEmbeds } from './embeds.ts'

/** What messages are made and edited with, everywhere in Discord's API. */
export interface MessageBody {
  readonly content?: string | null
  readonly embeds?: readonly APIEmbed[] | null
  readonly components?: readonly Component[] | null
  readonly attachments?: readonly AttachmentBody[] | null
  readonly allowed_mentions?: APIAllowedMentions | null
  readonly message_reference?: MessageReference | null
  readonly flags?: number | null
  readonly nonce?: string | number | null
  readonly enforce_nonce?: boolean | null
  readonly poll?: unknown
  readonly sticker_ids?: readonly string[] | null
}

export interface MessageReference {
  readonly message_id: string
  readonly fail_if_not_exists?: boolean | null
}

export interface AttachmentBody {
  /** The n of `files[n]`, or the id of an attachment that the message has. */
  readonly id: string
  readonly filename?: string | null
  readonly description?: string | null
}

export const flag = {
  ephemeral: 1 << 6,
  loading: 1 << 7,
  componentsV2: 1 << 15,
} as const

const contentLimit = 2000

/** What Discord refuses in a message although its description of the API allows it. */
export function checkMessage(body: MessageBody, wasV2 = false): Problem[] {
  const isV2 = wasV2 || ((body.flags ?? 0) & flag.componentsV2) !== 0
  const problems = [
    ...checkEmbeds(body.embeds ?? []),
    ...checkComponents(body.components ?? [], isV2),
    ...checkAllowedMentions(body.allowed_mentions),
  ]
  if ([...(body.content ?? '')].length > contentLimit) {
    const message = `Must be ${contentLimit} or fewer in length.`
    problems.push({ at: 'content', message })
  }
  const ids = (body.attachments ?? []).map(({ id }) => id)
  if (new Set(ids).size < ids.length) {
    problems.push({ at: 'attachments', message: 'two attachments have one id' })
  }
  if (isV2 && (body.content || body.embeds?.length)) {
    problems.push({ at: 'flags', message: 'IS_COMPONENTS_V2 forbids content and embeds' })
  }
  for (const key of ['poll', 'sticker_ids'] as const) {
    if (body[key]) problems.push({ at: key, message: 'the double has none of these' })
  }
  return problems
}

function checkAllowedMentions(allowed: APIAllowedMentions | null | undefined): Problem[] {
  return (['users', 'roles'] as const).flatMap((kind) =>
    allowed?.[kind]?.length && allowed.parse?.some((parsed) => parsed === kind)
      ? [{ at: 'allowed_mentions', message: `parse says ${kind}, and there is a list of ${kind}` }]
      : [],
  )
}
