import { roundResult } from '../commands/vote.ts'
import type { Delivery } from '../story/ports/deliveries.ts'
import type { Store } from '../story/ports/store.ts'
import { type Chat, Removed, sentence, Unreachable } from './chat.ts'
import type { PlatformPort } from './platform.ts'
import { replyMessage } from './reply-message.ts'
import type { Stage } from './stage.ts'

interface PlatformLog {
  warn(details: object, sentence: string): void
}

/**
 * A chat platform for the outbox. A frame ends in the message that began it. What cannot be told where it
 * belongs (channel gone, permission taken away) is told to its author directly, if they let us,
 * and is not tried again: the picture stays in the story. Where the bot was removed it waits in the outbox.
 */
export function chatPlatform(
  store: Store,
  stage: Stage,
  chat: Chat,
  log: PlatformLog,
): PlatformPort {
  /** The candidates that were not chosen lose their pictures, then the choice is told. */
  async function tellRound(tenantId: string, threadId: string, roundId: string) {
    const round = await store.rounds.get(tenantId, roundId)
    if (round === undefined) return undefined
    for (const { id } of await store.frames.ofCommand(tenantId, round.commandId)) {
      const isShown = (await store.messages.find(id)) !== undefined
      if (isShown) await stage.showFrame(tenantId, threadId, id)
    }
    const message = replyMessage(roundResult(round), undefined)
    return chat.post(threadId, message, `round:${roundId}`, round.createdAt)
  }

  return {
    name: chat.platform,
    async post({ id, tenantId, threadId, frameId, characterId, roundId }) {
      try {
        if (frameId !== undefined) return await stage.showFrame(tenantId, threadId, frameId)
        if (characterId !== undefined) {
          return await stage.showCharacter(tenantId, threadId, characterId)
        }
        if (roundId !== undefined) return await tellRound(tenantId, threadId, roundId)
        return undefined
      } catch (error) {
        if (!(error instanceof Unreachable) || error instanceof Removed) throw error
        log.warn({ delivery: id, threadId, err: error }, 'A message cannot be told in its thread.')
        const about = await whoAndWhat(store, tenantId, { frameId, characterId, roundId })
        if (about === undefined) return undefined
        const told = `${about.what} is ready, but I cannot show it where it belongs. ${error.message}`
        await chat
          .direct(threadId, about.authorId, sentence(told), `direct:${id}`)
          .catch((cause: unknown) => {
            if (!(cause instanceof Unreachable)) throw cause
          })
        return undefined
      }
    },
  }
}

async function whoAndWhat(
  store: Store,
  tenantId: string,
  { frameId, characterId, roundId }: Pick<Delivery, 'frameId' | 'characterId' | 'roundId'>,
): Promise<{ authorId: string; what: string } | undefined> {
  if (frameId !== undefined) {
    const frame = await store.frames.get(tenantId, frameId)
    return frame && { authorId: frame.author.id, what: `Frame ${frame.position}` }
  }
  if (roundId !== undefined) {
    const round = await store.rounds.get(tenantId, roundId)
    return round && { authorId: round.author.id, what: `The choice of frame ${round.position}` }
  }
  const character =
    characterId === undefined ? undefined : await store.characters.get(tenantId, characterId)
  return character && { authorId: character.author.id, what: character.name }
}
