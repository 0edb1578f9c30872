/** Tells an answer where everybody sees it, once, also after a restart. */

import { type Reply, replySchema } from '../commands/reply.ts'
import { byThread } from '../story/by-thread.ts'
import type { Story } from '../story/episode.ts'
import type { CommandRecord, LeftBehind } from '../story/ports/command-log.ts'
import type { Store } from '../story/ports/store.ts'
import { decodeThreadId } from '../story/thread-id.ts'
import { type Chat, type Picture, sentence, Unreachable } from './chat.ts'
import { replyMessage } from './reply-message.ts'
import type { Stage } from './stage.ts'

/** In which answers that were forgotten are told side by side. */
const threadsAtOnce = 4

/** An answer to somebody in a thread. */
export interface Told {
  readonly commandId: string
  readonly tenantId: string
  readonly threadId: string
  readonly authorName: string
  /** What was said. */
  readonly text: string
  readonly reply: Reply
}

export interface Teller {
  /**
   * What an answer shows besides its words: a frame's own message, a thread for a new story. A
   * sentence for whoever asked when it had to go another way.
   */
  tell(told: Told): Promise<string | undefined>
  /** Pictures of a reply, ready to be uploaded. */
  picturesOf(tenantId: string, reply: Reply): Promise<Picture[]>
  /** Tells what was answered and never told, because the bot was stopped between; in a thread in order. */
  tellForgotten(left: LeftBehind): Promise<void>
}

interface Telling {
  readonly store: Store
  readonly stage: Stage
  readonly chat: Chat
  readonly isOurs: (workspace: string) => boolean
  readonly log: { warn(details: object, sentence: string): void }
}

/** True for what only whoever asked should see. */
export const isForOne = ({ error, private: isPrivate }: Reply): boolean =>
  error !== undefined || isPrivate

/** True where a story begins, which gets a thread of its own. */
const isBeginning = ({ text, reply }: Told): boolean =>
  reply.made.storyId !== undefined && /^\/story start\b/.test(text)

/** True where the answer is a message that keeps changing: a frame or a character. */
export const hasOwnMessage = ({ made, error }: Reply): boolean =>
  error === undefined && (made.frameId !== undefined || made.characterId !== undefined)

export function openTeller({ store, stage, chat, isOurs, log }: Telling): Teller {
  const picturesOf = async (tenantId: string, { pictures }: Reply): Promise<Picture[]> => {
    const found = await Promise.all(
      pictures.map(({ of, id, alt }) => stage.picture(tenantId, { of, id }, alt)),
    )
    return found.filter((picture) => picture !== undefined)
  }

  /**
   * A story gets a thread of its own: a message in the channel, and the thread of that message. Where
   * no thread can be opened it goes on in the channel.
   */
  async function openStory(told: Told): Promise<string | undefined> {
    const { commandId, tenantId, threadId, reply } = told
    const story = await store.stories.get(tenantId, reply.made.storyId!)
    if (story === undefined) return undefined
    const isMoved = story.threadId !== threadId
    const opened = isMoved ? story.threadId : await openThread(told, story)
    const message = replyMessage(reply, commandId)
    await chat.post(opened ?? threadId, message, `begin:${story.id}`, story.createdAt)
    return opened === undefined
      ? 'I cannot open a thread here, so the story goes on in this channel.'
      : undefined
  }

  /** Undefined where none can be opened. The story moves before anybody reads of the thread. */
  async function openThread(
    { tenantId, threadId, authorName }: Told,
    { id, title, createdAt }: Story,
  ): Promise<string | undefined> {
    const lines = [{ title, text: `a story begun by ${authorName}` }]
    const starter = { lines, buttons: [], pictures: [] }
    const messageId = await chat.post(threadId, starter, `story:${id}`, createdAt)
    try {
      const opened = await chat.openThread(threadId, messageId, title)
      await store.stories.moveTo(tenantId, id, opened)
      return opened
    } catch (err) {
      if (!(err instanceof Unreachable)) throw err
      log.warn({ err, story: id }, 'A story goes on without a thread of its own.')
      return undefined
    }
  }

  async function tell(told: Told): Promise<string | undefined> {
    const { commandId, tenantId, threadId, reply } = told
    const { frameId, characterId } = reply.made
    if (frameId !== undefined) await stage.showFrame(tenantId, threadId, frameId)
    else if (characterId !== undefined) await stage.showCharacter(tenantId, threadId, characterId)
    else if (isBeginning(told) && !(await chat.isThread(threadId))) {
      return openStory(told)
    } else if (reply.text !== '') {
      // Without words it is an answer to somebody who was forgotten since.
      const pictures = await picturesOf(tenantId, reply)
      await chat.post(threadId, replyMessage(reply, commandId, pictures), commandId)
    }
    return undefined
  }

  async function tellRecord(record: CommandRecord): Promise<void> {
    const { id, tenantId, threadId, author, text } = record
    const reply = replySchema.parse(record.reply)
    const told = { commandId: id, tenantId, threadId, authorName: author.name, text, reply }
    if (reply.error !== undefined) {
      await chat.post(threadId, sentence(`${author.name}: ${reply.text}`), id)
    } else if (!reply.private) await tell(told)
    await store.commands.told(id)
  }

  return {
    tell,
    picturesOf,
    async tellForgotten(left) {
      const untold = await store.commands.untold(chat.platform, left)
      const ours = untold.filter(({ threadId }) => isOurs(decodeThreadId(threadId).workspace))
      await byThread(ours, threadsAtOnce, async (record) => {
        try {
          await tellRecord(record)
        } catch (err) {
          log.warn({ err, command: record.id }, 'An answer could not be told.')
          if (err instanceof Unreachable) await store.commands.told(record.id)
        }
      })
    },
  }
}
