/** Carries out what people say: the only place where a command's errors are caught. */
import type { Author } from '../story/character.ts'
import type { Moved } from '../story/conduct.ts'
import { UserError } from '../story/errors.ts'
import { type Languages, languageOf } from '../story/languages.ts'
import { isOutage } from '../story/outage.ts'
import type { CommandRecord } from '../story/ports/command-log.ts'
import type { FrameStore } from '../story/ports/pictures.ts'
import type { Changes } from '../story/ports/progress.ts'
import type { Store, Tenant } from '../story/ports/store.ts'
import { decodeThreadId } from '../story/thread-id.ts'
import type { Command } from './command.ts'
import { kept, tryAgain } from './outage.ts'
import { maxTextLength, parse } from './parse.ts'
import { checkPlace } from './place.ts'
import { type Reply, reply, replySchema } from './reply.ts'

/** What was said, as every platform gives it. */
export interface Invocation {
  readonly text: string
  /** The platform's own id of what was said: the same id is carried out once. */
  readonly sourceId: string
  /** Platform, workspace and thread, from `encodeThreadId`. */
  readonly threadId: string
  /** The channel that the thread belongs to; undefined where a platform has none. */
  readonly channelId: string | undefined
  readonly author: Author
  /** Whether the author may manage the workspace. */
  readonly manages: boolean
}

export interface Deps {
  readonly store: Store
  /** Rings the worker for what has become due. */
  readonly advance: (moved: Moved) => Promise<void>
  readonly changes: Changes
  readonly pictures: FrameStore
  /** What each model understands, the first one where a workspace chose none. */
  readonly languages: Languages
  /** Everything that people can say. */
  readonly commands: readonly Command[]
  /** The process that carries it out, by a name of its own. */
  readonly carrier: string
  /** A fresh seed, 0..2^31-1. */
  readonly newSeed: () => number
  /** A short word by which a person and the log mean the same failure, for instance `ab12cd`. */
  readonly newReference: () => string
  readonly log: { readonly error: (reference: string, error: unknown) => void }
}

/** What was answered, and the ids of the stored command and its tenant; none when it could not be stored. */
export interface Answered {
  readonly commandId: string | undefined
  readonly tenantId: string | undefined
  /** It was carried out before, and whoever asked knows the answer. */
  readonly wasTold: boolean
  readonly reply: Reply
}

/** `carryOut` for platforms that need only the reply. */
export const dispatch = async (invocation: Invocation, deps: Deps): Promise<Reply> =>
  (await carryOut(invocation, deps)).reply

/**
 * Stores the command, carries it out once, rings the worker and stores the answer. Always gives a
 * reply. A command that was begun and never answered is carried out again. `acknowledge` is called
 * once the command is stored, before it is carried out; it must not throw.
 */
export async function carryOut(
  said: Invocation,
  deps: Deps,
  acknowledge: () => Promise<void> = async () => {},
): Promise<Answered> {
  const author = { ...said.author, name: withoutStrays(said.author.name) }
  const invocation = { ...said, author }
  try {
    const { platform, workspace } = decodeThreadId(invocation.threadId)
    const tenant = await deps.store.tenant(platform, workspace)
    const { record, fresh, told } = await deps.store.commands.receive({
      tenantId: tenant.id,
      sourceId: invocation.sourceId,
      threadId: invocation.threadId,
      channelId: invocation.channelId,
      author: invocation.author,
      manages: invocation.manages,
      text: storable(invocation.text),
      carrier: deps.carrier,
    })
    // Whoever speaks here is here: the bot may have come back while nobody was told.
    if (fresh && tenant.leftAt !== undefined) await deps.store.tenants.returned(tenant.id)
    await acknowledge()
    const commandId = record.id
    if (record.reply !== undefined && record.reply !== null) {
      const reply = replySchema.parse(record.reply)
      return { commandId, tenantId: tenant.id, wasTold: told, reply }
    }
    const begun = { record, tenant, again: !fresh }
    const done = await attempt(() => run(invocation, begun, deps), deps)
    const { answer } = done
    await settle(record, done, deps)
    return { commandId, tenantId: tenant.id, wasTold: false, reply: answer }
  } catch (error) {
    const reply = failure(error, deps)
    return { commandId: undefined, tenantId: undefined, wasTold: false, reply }
  }
}

interface Done {
  readonly answer: Reply
  /** Nothing was changed. */
  readonly readsOnly: boolean
}

interface Begun {
  readonly record: CommandRecord
  readonly tenant: Tenant
  readonly again: boolean
}

async function run(
  { text, threadId, author }: Invocation,
  begun: Begun,
  deps: Deps,
): Promise<Done> {
  const { command, options } = parse(withoutStrays(text), deps.commands)
  const { store, pictures, languages, newSeed } = deps
  const { record, tenant, again } = begun
  // Of two deliveries of one command the first one's rights count, as they were stored.
  const { id: commandId, createdAt: at, channelId, manages } = record
  const settings = await store.settings.get(tenant)
  checkPlace(command, settings, channelId)
  const answer = await command.run(options, {
    store,
    pictures,
    language: languageOf(languages, settings.model),
    languages,
    tenant,
    threadId,
    channelId,
    author,
    manages,
    at,
    commandId,
    again,
    newSeed,
  })
  return { answer, readsOnly: command.readsOnly ?? false }
}

async function attempt(work: () => Promise<Done>, deps: Deps): Promise<Done> {
  try {
    return await work()
  } catch (error) {
    return { answer: failure(error, deps, kept), readsOnly: false }
  }
}

/**
 * What is left once the work is done may fail without undoing it: Postgres holds the work, and a
 * sweep rings again. An outage is not stored as the answer, so that a sweep carries it out again.
 */
async function settle(
  record: CommandRecord,
  { answer, readsOnly }: Done,
  deps: Deps,
): Promise<void> {
  const { store, advance, changes, log, newReference } = deps
  const change = { kind: 'command', id: record.id, threadId: record.threadId } as const
  const isLost = isKept(answer)
  const gaveNothing = answer.error !== undefined
  const steps = [
    () => (gaveNothing ? store.quota.giveBack(record.id) : Promise.resolve()),
    () => (readsOnly ? Promise.resolve() : advance(answer.made)),
    () => (isLost ? Promise.resolve() : store.commands.answer(record.id, answer)),
    () => changes.publish(change),
  ]
  for (const step of steps) {
    await step().catch((error: unknown) => log.error(newReference(), error))
  }
}

/** True of the answer to a command that an outage stopped: it is stored, and a sweep carries it out. */
export const isKept = ({ error }: Reply): boolean =>
  error?.code === 'try-again' && error.reference !== undefined

function failure(error: unknown, { log, newReference }: Deps, away = tryAgain): Reply {
  if (error instanceof UserError) return reply(error.message, { error: { code: error.code } })
  const reference = newReference()
  log.error(reference, error)
  if (isOutage(error)) {
    return reply(away, { error: { code: 'try-again', reference } })
  }
  return reply(`Something went wrong here, not with what you wrote. Reference: ${reference}`, {
    error: { code: 'unexpected', reference },
  })
}

/** Zero bytes and halves of characters, which no database stores, become the mark for it. */
const withoutStrays = (text: string): string => text.replace(/[\0\p{Surrogate}]/gu, '\uFFFD')

/** What is kept of a text: never much more than what is read. */
const storable = (text: string): string => withoutStrays(text.slice(0, maxTextLength + 1))
