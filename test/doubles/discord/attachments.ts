import type { Upload } from './body.ts'
import { type Problem, refuse } from './errors.ts'
import { shownFiles } from './rules/embeds.ts'
import type { MessageBody } from './rules/message.ts'
import type { Attachment, World } from './world.ts'

/** Discord keeps letters, digits, dots, dashes and underscores of a file's name. */
const plain = (filename: string): string =>
  filename.replaceAll(' ', '_').replaceAll(/[^A-Za-z0-9._-]/g, '') || 'unknown'

export const attach = (
  world: World,
  { filename, contentType, bytes }: Upload,
  named: { readonly filename?: string | null; readonly description?: string | null } = {},
): Attachment => ({
  id: world.newId(),
  filename: plain(named.filename ?? filename),
  contentType: contentType || 'application/octet-stream',
  bytes,
  createdAt: world.now(),
  description: named.description ?? undefined,
})

/**
 * The attachments that a message has afterwards: those listed, be they old ones or files that came
 * along, and files that nobody listed; without a list all the old ones stay.
 */
export function attachmentsAfter(
  world: World,
  before: readonly Attachment[],
  { attachments: listed }: MessageBody,
  files: ReadonlyMap<number, Upload>,
): Attachment[] {
  const problems: Problem[] = []
  const rest = new Map(files)
  const after = listed ? [] : [...before]
  for (const [index, { id, ...named }] of (listed ?? []).entries()) {
    const old = before.find((one) => one.id === id)
    const file = files.get(Number(id))
    if (old) {
      after.push({ ...old, description: named.description ?? old.description })
    } else if (file) {
      rest.delete(Number(id))
      after.push(attach(world, file, named))
    } else {
      problems.push({ at: `attachments.${index}`, message: `Attachment ${id} is not there` })
    }
  }
  for (const file of rest.values()) after.push(attach(world, file))
  if (after.length > 10) problems.push({ at: 'attachments', message: 'Must be 10 or fewer' })
  refuse(problems)
  return after
}

/** Embeds that show a file which is not there are sent without it, which nobody can have meant. */
export function noteMissingFiles(
  { violations }: World,
  embeds: Parameters<typeof shownFiles>[0],
  attachments: readonly Attachment[],
): void {
  for (const name of shownFiles(embeds)) {
    if (!attachments.some(({ filename }) => filename === name)) {
      violations.push(`an embed shows attachment://${name}, and there is no such file`)
    }
  }
}
