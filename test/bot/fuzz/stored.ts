/** Whether what was stored is what was said: once, in its own workspace, by whoever said it. */

import { replySchema } from '../../../commands/reply.ts'
import { somebody } from '../../../story/character.ts'
import type { CommandRecord } from '../../../story/ports/command-log.ts'
import type { Platform } from '../../../story/thread-id.ts'
import type { CommandRow, Tables } from '../../fakes/memory-tables.ts'
import type { Json } from './mutate.ts'

/** What must be stored of a command; what is left out here may be anything. */
export type Expected = Partial<
  Pick<CommandRecord, 'threadId' | 'channelId' | 'manages'> & {
    readonly workspace: unknown
    readonly authorId: unknown
  }
>

export interface Told {
  readonly platform: Platform
  /** What ids of workspaces look like. */
  readonly workspace: RegExp
  /** Every payload that was sent, by its id. */
  readonly sent: ReadonlyMap<unknown, readonly Json[]>
  readonly expected: (payload: Json) => Expected
}

const isWhole = (text: string): boolean => !/[\0\p{Surrogate}]/u.test(text)

/** What is wrong with the rows. */
export function wrongRows(tables: Tables, { platform, workspace, sent, expected }: Told): string[] {
  const wrong: string[] = []
  const seen = new Set<string>()
  for (const row of tables.commands.values()) {
    const { sourceId, record } = row
    // What the scene was made of was not sent, and who asked to be forgotten is.
    if (sourceId.startsWith('said-') || record.author.id === somebody.id) continue
    if (seen.has(`${record.tenantId} ${sourceId}`)) wrong.push(`${sourceId} is stored twice`)
    seen.add(`${record.tenantId} ${sourceId}`)
    const problems = (sent.get(sourceId) ?? []).map((payload) =>
      misread(row, expected(payload), tables),
    )
    const [problem = 'nobody sent it'] = problems
    if (!problems.includes(undefined)) wrong.push(`${JSON.stringify(row)}: ${problem}`)
  }
  for (const [commandId, count] of framesByCommand(tables)) {
    if (count !== 1 && count !== 3) wrong.push(`command ${commandId} made ${count} frames`)
  }
  for (const tenant of tables.tenants.values()) {
    if (tenant.platform !== platform || !workspace.test(tenant.workspace))
      wrong.push(`workspace ${tenant.workspace}`)
  }
  return wrong
}

/** How a stored command differs from what was sent. */
function misread({ record }: CommandRow, expected: Expected, tables: Tables): string | undefined {
  const found = {
    workspace: tables.tenants.get(record.tenantId)?.workspace,
    threadId: record.threadId,
    channelId: record.channelId,
    authorId: record.author.id,
    manages: record.manages,
  }
  for (const key of Object.keys(expected) as (keyof Expected)[]) {
    if (expected[key] !== found[key]) return `${key} is ${found[key]}, not ${expected[key]}`
  }
  const { text, author, reply } = record
  if (typeof author.name !== 'string' || [...author.name].length > 100) return 'a strange name'
  if (author.name.trim() === '' || !isWhole(author.name)) return 'a broken name'
  // What was said in a story that somebody deleted has no words any more.
  if (text === '' && replySchema.parse(reply).text === '') return undefined
  if (!text.startsWith('/') || text.length > 2001 || !isWhole(text)) return 'a broken text'
  return undefined
}

function framesByCommand(tables: Tables): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { commandId } of tables.frames.values()) {
    counts.set(commandId, (counts.get(commandId) ?? 0) + 1)
  }
  return counts
}
