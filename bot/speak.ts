/** What people do on a chat platform, carried out: stored, acknowledged, carried out, told. */

import { type Answered, type Invocation, isKept } from '../commands/dispatch.ts'
import { type Reply, replySchema } from '../commands/reply.ts'
import { commandText } from '../commands/usage.ts'
import type { Store } from '../story/ports/store.ts'
import { decodeThreadId } from '../story/thread-id.ts'
import { type FrameVerb, readButtonId } from './button-id.ts'
import { type ChatLog, type Outgoing, sentence, Unreachable } from './chat.ts'
import { replyMessage } from './reply-message.ts'
import { hasOwnMessage, isForOne, type Teller, type Told } from './tell.ts'

export interface Desk {
  readonly store: Store
  /** `carryOut` with its helpers. */
  readonly say: (said: Invocation, acknowledge: () => Promise<void>) => Promise<Answered>
  readonly teller: Teller
  readonly newReference: () => string
  readonly log: ChatLog
}

/** Whoever did something and hears of it alone. */
export interface Asker {
  /** What was said is stored. Must not throw. */
  acknowledge(): Promise<void>
  /** Shows something to them alone, before or after the acknowledgement. */
  tell(message: Outgoing): Promise<void>
  /** There is nothing to show to them alone. */
  done(): Promise<void>
}

/** Carries out what somebody said; the answer reaches them, and everybody if it is for all. */
export async function speak(said: Invocation, asker: Asker, desk: Desk): Promise<void> {
  const { commandId, tenantId, wasTold, reply } = await desk.say(said, () => asker.acknowledge())
  // The same thing again, as platforms may send it and others may replay it.
  if (wasTold) return asker.done()
  const { teller, log } = desk
  if (commandId === undefined || tenantId === undefined) {
    await asker.tell(replyMessage(reply, undefined))
    return
  }
  const hear = (answer: () => Promise<unknown>): Promise<boolean> =>
    answer()
      .then(() => true)
      .catch((err: unknown) => {
        log.warn({ err, command: commandId }, 'Whoever asked could not be answered.')
        return false
      })
  if (isForOne(reply)) {
    const isHeard = await hear(async () => {
      const pictures = await teller.picturesOf(tenantId, reply)
      await asker.tell(replyMessage(reply, commandId, pictures))
    })
    // What nobody heard is told later, by whoever sweeps; so is what an outage stopped.
    if (isHeard && !isKept(reply)) await noteTold(commandId, desk)
    return
  }
  const { threadId, author, text } = said
  const told = { commandId, tenantId, threadId, authorName: author.name, text, reply }
  const { note, isDue } = await tellAll(told, desk)
  await hear(() => answerBeside(asker, reply, note))
  if (!isDue) await noteTold(commandId, desk)
}

/** It was told, so a failure here is none of theirs: the sweep tells it once more. */
const noteTold = (commandId: string, { store, log }: Desk): Promise<void> =>
  store.commands.told(commandId).catch((err: unknown) => {
    log.warn({ err, command: commandId }, 'That an answer was told could not be noted.')
  })

/** Tells everybody; a note for whoever asked if that went otherwise, and whether it is still to be told. */
async function tellAll(
  told: Told,
  { teller, log }: Desk,
): Promise<{ note: string | undefined; isDue: boolean }> {
  try {
    return { note: await teller.tell(told), isDue: false }
  } catch (err) {
    log.warn({ err, command: told.commandId }, 'An answer could not be told in its thread.')
    return err instanceof Unreachable
      ? { note: `I cannot show this to everybody. ${err.message}`, isDue: false }
      : { note: 'It will be shown here in a moment.', isDue: true }
  }
}

/** What whoever asked sees beside an answer to all: its words where a message of its own has others. */
async function answerBeside(asker: Asker, reply: Reply, note: string | undefined): Promise<void> {
  if (note === undefined && !hasOwnMessage(reply)) return asker.done()
  const { lines, ...rest } = replyMessage(reply, undefined)
  const notes = note === undefined ? [] : [{ text: note, isSmall: true }]
  await asker.tell({ ...rest, lines: [...lines, ...notes] })
}

/** Told to somebody after a failure that nobody expected; never throws. */
export async function tellFailure(
  asker: Asker,
  err: unknown,
  { newReference, log }: Pick<Desk, 'newReference' | 'log'>,
): Promise<void> {
  const reference = newReference()
  log.error({ err, reference }, 'What somebody did could not be carried out.')
  await asker.tell(sentence(sorry(reference))).catch(() => undefined)
}

/** Told when something is wrong here; the same word stands in the log. */
export const sorry = (reference: string): string =>
  `Something went wrong here, not with what you did. Reference: ${reference}`

export const ofAnotherTime = sentence('That is of another time and does nothing any more.')

/** Buttons of frames are commands about that frame; two ask for words first, in a window. */
const frameCommands = {
  redo: 'story redo',
  before: 'story before',
  undo: 'story undo',
  info: 'story info',
  cancel: 'story cancel',
  vote: 'story vote',
} as const satisfies Partial<Record<FrameVerb, string>>

/** What the two windows say once they are filled in. */
export const askedCommands = {
  next: 'story next',
  edit: 'story edit',
} as const satisfies Partial<Record<FrameVerb, string>>

/** A command, or a window that carries the button's id; `prompt` stands in its field already. */
export type Meaning =
  | { readonly says: string }
  | { readonly asks: 'next' | 'edit'; readonly frameId: string; readonly prompt?: string }

/** What a button means in a workspace; undefined when it means nothing any more. */
export async function meaningOf(
  buttonId: string,
  threadId: string,
  store: Store,
): Promise<Meaning | undefined> {
  const pressed = readButtonId(buttonId)
  if (pressed === undefined) return undefined
  const { platform, workspace } = decodeThreadId(threadId)
  const tenant = await store.tenant(platform, workspace)
  if (pressed.verb === 'say') {
    const record = await store.commands.get(tenant.id, pressed.commandId)
    const stored = replySchema.safeParse(record?.reply)
    const says = stored.success ? stored.data.choices[pressed.index]?.command : undefined
    return says === undefined ? undefined : { says }
  }
  const { verb, frameId } = pressed
  if (verb === 'next') return { asks: verb, frameId }
  if (verb === 'edit') {
    const frame = await store.frames.get(tenant.id, frameId)
    return frame && { asks: verb, frameId, prompt: frame.prompt }
  }
  return { says: commandText(frameCommands[verb], { frame: frameId }) }
}

/** The command that somebody said by filling in a window; undefined when it is not ours. */
export function windowText(buttonId: string, prompt: string): string | undefined {
  const pressed = readButtonId(buttonId)
  if (pressed?.verb === 'next') return commandText(askedCommands.next, { prompt })
  if (pressed?.verb === 'edit')
    return commandText(askedCommands.edit, { frame: pressed.frameId, prompt })
  return undefined
}
